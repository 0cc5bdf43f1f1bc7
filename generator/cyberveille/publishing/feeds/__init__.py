"""The files of every family of feeds: RSS 2.0, Atom and JSON Feed 1.1."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from operator import attrgetter

from cyberveille.map import FAMILIES, FeedFamily, FeedFormat
from cyberveille.model import Headline
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.feeds.channel import Channel, make_channel
from cyberveille.publishing.feeds.entry import Entry, make_entry
from cyberveille.publishing.feeds.interests import interests_of
from cyberveille.publishing.feeds.selection import select
from cyberveille.publishing.feeds.short_entry import make_short
from cyberveille.publishing.feeds.spacing import Item, changes_of, notices_of
from cyberveille.publishing.output import Output, digest

__all__ = ["fed", "interests_of", "of_interests", "outputs"]

Writing = Callable[[FeedFormat, Channel, tuple[Item, ...]], bytes]
_NEWEST_FIRST = {
    # RSS has one date, which no revision moves.
    FeedFormat.RSS: attrgetter("published"),
    FeedFormat.ATOM: attrgetter("updated"),
    FeedFormat.JSON: attrgetter("updated"),
}


def outputs(edition: Edition) -> Iterator[Output]:
    """The files of the main families; an entry is made once, when a feed that holds it is written."""
    entry = cache(partial(make_entry, edition))
    common = _common(edition)
    notices = notices_of(edition.headlines)
    for family in FAMILIES:
        chosen = _chosen(edition, family, notices)
        yield from _files(edition, family, chosen, common, partial(_write, entry))


def of_interests(edition: Edition) -> Iterator[Output]:
    """The files of the feeds of one interest each, with short entries."""
    short = cache(partial(make_short, edition))
    common = _common(edition)
    notices = notices_of(edition.headlines)
    for family, held in interests_of(edition):
        chosen = _selected(edition, held, notices)
        yield from _files(edition, family, chosen, common, partial(_write_short, short))


def _common(edition: Edition) -> bytes:
    """What every entry depends on."""
    return digest(edition.configuration.portal.name, edition.vocabularies)


def _files(
    edition: Edition, family: FeedFamily, chosen: tuple[Item, ...], common: bytes, write: Writing
) -> Iterator[Output]:
    newest = max((item.updated for item in chosen), default=None)
    for form in FeedFormat:
        channel = make_channel(edition, family, form, newest)
        ordered = tuple(sorted(chosen, key=_NEWEST_FIRST[form], reverse=True))
        yield Output(
            family.address(form), digest(channel, common, ordered), partial(write, form, channel, ordered)
        )


def _chosen(edition: Edition, family: FeedFamily, notices: Mapping[str, Item]) -> tuple[Item, ...]:
    """What a feed holds; an alert in force is in its feeds for as long as it is."""
    held = tuple(_of(edition, family))
    if family.changes:
        return select(changes_of(held), edition.clock, edition.configuration.feeds)
    return _selected(edition, held, notices)


def _selected(edition: Edition, held: tuple[Headline, ...], notices: Mapping[str, Item]) -> tuple[Item, ...]:
    chosen = select((notices[item.id] for item in held), edition.clock, edition.configuration.feeds)
    return tuple(dict.fromkeys((*chosen, *(notices[item.id] for item in held if item.active))))


def fed(edition: Edition) -> frozenset[str]:
    """The notices that a feed of notices holds."""
    notices = notices_of(edition.headlines)
    chosen = (_chosen(edition, family, notices) for family in FAMILIES if not family.changes)
    return frozenset(item.notice for held in chosen for item in held)


def _of(edition: Edition, family: FeedFamily) -> Iterable[Headline]:
    if family.membership is not None:
        return edition.listed.get(family.membership, ())
    return (item for item in edition.headlines if item.kind in family.kinds)


def _write_short(
    entry: Callable[[Item], Entry], form: FeedFormat, channel: Channel, items: tuple[Item, ...]
) -> bytes:
    from cyberveille.publishing.feeds.short import WRITERS  # noqa: PLC0415

    return WRITERS[form](channel, map(entry, items))


def _write(
    entry: Callable[[Item], Entry], form: FeedFormat, channel: Channel, items: tuple[Item, ...]
) -> bytes:
    # feedgen and lxml are loaded by the first feed that changed.
    from cyberveille.publishing.feeds.json_feed import json_feed  # noqa: PLC0415
    from cyberveille.publishing.feeds.syndication import atom, rss  # noqa: PLC0415

    writers = {FeedFormat.RSS: rss, FeedFormat.ATOM: atom, FeedFormat.JSON: json_feed}
    return writers[form](channel, map(entry, items))
