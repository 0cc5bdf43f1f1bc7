"""The files of every family of feeds: RSS 2.0, Atom and JSON Feed 1.1."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from operator import attrgetter

from cyberveille.map import FAMILIES, FeedFamily, FeedFormat
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.feeds.channel import Channel, make_channel, updated_of
from cyberveille.publishing.feeds.entry import Entry, make_entry
from cyberveille.publishing.feeds.json_feed import json_feed
from cyberveille.publishing.feeds.selected import Selected
from cyberveille.publishing.feeds.selection import select
from cyberveille.publishing.feeds.short import WRITERS
from cyberveille.publishing.feeds.spacing import Item, notices_of
from cyberveille.publishing.output import Output, digest
from cyberveille.publishing.tree import Node

__all__ = ["Selected", "families", "nodes", "outputs", "selected"]

_NEWEST_FIRST = {
    # RSS has one date, which no revision moves.
    FeedFormat.RSS: attrgetter("published"),
    FeedFormat.ATOM: attrgetter("updated"),
    FeedFormat.JSON: attrgetter("updated"),
}


def selected(edition: Edition) -> Selected:
    """What each feed of every portal holds."""
    return Selected(edition, FAMILIES)


def nodes(edition: Edition, held: Selected) -> Iterator[Node]:
    """All feeds are planned each time: their dates depend on all notices, and their choice on the clock."""
    yield Node("feeds", b"", partial(outputs, edition, held))


def outputs(edition: Edition, held: Selected | None = None) -> Iterator[Output]:
    """The files under `flux/`; an entry is made once, when a feed that holds it is written."""
    whole = held or selected(edition)
    entry = _entries(edition)
    configuration = edition.configuration
    common = digest(
        configuration.portal,
        configuration.publisher,
        configuration.prefix,
        edition.audience.name,
        edition.audience.tlp_max,
        edition.vocabularies,
    )
    notices = notices_of(edition.headlines)
    for family in families(edition):
        chosen = whole.of(family) if family.followed is None else _chosen(edition, family, notices)
        updated = updated_of(family, max((item.updated for item in chosen), default=None), edition.clock)
        # A channel takes longer to make than its key: it is made with the feed.
        key = digest(family, common, updated, chosen)
        for form in FeedFormat:
            channel = partial(make_channel, edition, family, form, updated)
            made = partial(_write, form, channel, chosen, partial(entry, family.short))
            yield Output(family.address(form), digest(key, form.name), made)


def _entries(edition: Edition) -> Callable[[bool, Item], Entry]:
    """Makes entries, short or whole; a notice is decoded once for both."""
    read = cache(edition.notice)

    @cache
    def entry(short: bool, item: Item) -> Entry:
        return make_entry(edition, read(item.notice), item, short=short)

    return entry


def families(edition: Edition) -> Iterator[FeedFamily]:
    """Those of every portal, then one for each interest that something of the edition belongs to."""
    yield from FAMILIES
    for interest in edition.interests:
        followed = interest.own(edition.followed)
        for member in interest.members(followed, edition.vocabularies):
            yield interest.family(member, edition.vocabularies, edition.lists)


def _chosen(edition: Edition, family: FeedFamily, notices: Mapping[str, Item]) -> tuple[Item, ...]:
    """What the feed of an interest holds; an alert in force is there for as long as it is."""
    held = edition.followed.get(family.followed, ()) if family.followed else ()
    chosen = select((notices[item.id] for item in held), edition.clock, edition.configuration.feeds)
    if len(chosen) == len(held):
        return chosen
    return tuple(dict.fromkeys((*chosen, *(notices[item.id] for item in held if item.active))))


def _write(
    form: FeedFormat,
    channel: Callable[[], Channel],
    chosen: tuple[Item, ...],
    entry: Callable[[Item], Entry],
) -> bytes:
    items = sorted(chosen, key=_NEWEST_FIRST[form], reverse=True)
    told = channel()
    if told.short:
        return WRITERS[form](told, map(entry, items))
    # feedgen and lxml are loaded by the first feed that changed.
    from cyberveille.publishing.feeds.syndication import atom, rss  # noqa: PLC0415

    writers = {FeedFormat.RSS: rss, FeedFormat.ATOM: atom, FeedFormat.JSON: json_feed}
    return writers[form](told, map(entry, items))
