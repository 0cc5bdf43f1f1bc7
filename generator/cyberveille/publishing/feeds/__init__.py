"""Feeds: alerts, bulletins and everything, each in RSS 2.0, Atom and JSON Feed 1.1."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial

from cyberveille.map import FAMILIES, FeedFamily, FeedFormat
from cyberveille.model import Headline
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.feeds.channel import Channel, make_channel
from cyberveille.publishing.feeds.entry import Entry, make_entry
from cyberveille.publishing.feeds.selection import select
from cyberveille.publishing.output import Output, digest

__all__ = ["fed", "outputs"]


def outputs(edition: Edition) -> Iterator[Output]:
    """The files under `flux/`; an entry is made once, when a feed that holds it is written."""
    entry = cache(partial(make_entry, edition))
    common = digest(edition.configuration.portal.name, edition.vocabularies)
    for family in FAMILIES:
        chosen = select(_of(edition, family), edition.clock, edition.configuration.feeds)
        held = tuple((item.id, item.digest) for item in chosen)
        newest = max((item.updated for item in chosen), default=None)
        for form in FeedFormat:
            channel = make_channel(edition, family, form, newest)
            yield Output(
                family.address(form),
                digest(channel, common, *held),
                partial(_write, form, channel, tuple(item.id for item in chosen), entry),
            )


def fed(edition: Edition) -> frozenset[str]:
    """The notices that a feed holds."""
    rules = edition.configuration.feeds
    chosen = (select(_of(edition, family), edition.clock, rules) for family in FAMILIES)
    return frozenset(item.id for held in chosen for item in held)


def _of(edition: Edition, family: FeedFamily) -> Iterable[Headline]:
    if family.membership is not None:
        return edition.listed.get(family.membership, ())
    return (item for item in edition.headlines if item.kind in family.kinds)


def _write(form: FeedFormat, channel: Channel, ids: tuple[str, ...], entry: Callable[[str], Entry]) -> bytes:
    # feedgen and lxml are loaded by the first feed that changed.
    from cyberveille.publishing.feeds.json_feed import json_feed  # noqa: PLC0415
    from cyberveille.publishing.feeds.syndication import atom, rss  # noqa: PLC0415

    writers = {FeedFormat.RSS: rss, FeedFormat.ATOM: atom, FeedFormat.JSON: json_feed}
    return writers[form](channel, map(entry, ids))
