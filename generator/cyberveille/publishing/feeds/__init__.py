"""The files of every family of feeds: RSS 2.0, Atom and JSON Feed 1.1."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import cached_property, lru_cache, partial
from operator import attrgetter

from cyberveille.map import FAMILIES, FeedFamily, FeedFormat
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.feeds.channel import Channel, make_channel, updated_of
from cyberveille.publishing.feeds.entry import Entry, make_entry
from cyberveille.publishing.feeds.json_feed import json_feed
from cyberveille.publishing.feeds.selected import Selected
from cyberveille.publishing.feeds.short import WRITERS
from cyberveille.publishing.feeds.spacing import Item
from cyberveille.publishing.interest_groups import Member, grouped, told_of
from cyberveille.publishing.output import Output, digest
from cyberveille.publishing.tree import Node

__all__ = ["Selected", "families", "nodes", "outputs", "selected"]

_NEWEST_FIRST = {
    # RSS has one date, which no revision moves.
    FeedFormat.RSS: attrgetter("published"),
    FeedFormat.ATOM: attrgetter("updated"),
    FeedFormat.JSON: attrgetter("updated"),
}


def selected(edition: Edition, *, whole: bool = False) -> Selected:
    """What each feed holds; with `whole`, nearly all of them are asked for."""
    return Selected(edition, FAMILIES, whole=whole)


def nodes(edition: Edition, held: Selected, common: bytes) -> Iterator[Node]:
    """The feeds of every portal are planned each time: there are few, and the clock chooses what they hold.

    Those of interests are parts: one for each interest, and one for each vendor with its products.
    """
    making = _Making(edition, held)
    yield Node("feeds", b"", partial(making.outputs, FAMILIES))
    key = digest("feeds", common, held.crowded)
    for group, members in grouped(edition, edition.followed):
        told = tuple(told_of(edition, *member) for member in members)
        make = partial(_of_group, making, key, members, told)
        yield Node(f"feeds {group}", digest(key, told), make, partial(making.lasts, members))


def _of_group(
    making: "_Making", key: bytes, members: Sequence[Member], told: Sequence[object]
) -> Iterator[Node]:
    """A part for each member: those of a vendor are hundreds, of which a notice names a few."""
    for (interest, member), own in zip(members, told, strict=True):
        alone = ((interest, member),)
        make, lasts = partial(making.of, alone), partial(making.lasts, alone)
        yield Node(f"feed {interest.path(member)}", digest(key, own), make, lasts)


def outputs(edition: Edition, held: Selected | None = None) -> Iterator[Output]:
    """The files under `flux/`."""
    for node in nodes(edition, held or selected(edition), b""):
        yield from node.files()


def families(edition: Edition) -> Iterator[FeedFamily]:
    """Those of every portal, then one for each interest that something of the edition belongs to."""
    yield from FAMILIES
    for _, members in grouped(edition, edition.followed):
        yield from _families(edition, members)


def _families(edition: Edition, members: Iterable[Member]) -> Iterator[FeedFamily]:
    for interest, member in members:
        yield interest.family(member, edition.vocabularies, edition.lists)


_REMEMBERED = 200
"""Notices, and their entries: a feed in its three formats, then what has most in common with it, follow."""


class _Making:
    """Makes the feeds of an edition; an entry is made once, when a feed that holds it is written."""

    def __init__(self, edition: Edition, held: Selected) -> None:
        self._edition, self._held = edition, held
        self._notice = lru_cache(_REMEMBERED)(edition.notice)
        self._entry = lru_cache(_REMEMBERED)(self._made)

    @cached_property
    def _common(self) -> bytes:
        edition = self._edition
        configuration = edition.configuration
        return digest(
            configuration.portal,
            configuration.publisher,
            configuration.licences,
            configuration.prefix,
            configuration.labels,
            edition.audience.name,
            edition.audience.tlp_max,
            edition.vocabularies,
        )

    def of(self, members: Iterable[Member]) -> Iterator[Output]:
        return self.outputs(_families(self._edition, members))

    def lasts(self, members: Iterable[Member]) -> datetime | None:
        """The first moment at which the clock alone may change a feed; None when it never does."""
        moments = map(self._held.lasts, _families(self._edition, members))
        return min((moment for moment in moments if moment is not None), default=None)

    def outputs(self, families_: Iterable[FeedFamily]) -> Iterator[Output]:
        for family in families_:
            chosen = self._held.of(family)
            newest = max((item.updated for item in chosen), default=None)
            updated = updated_of(family, newest, self._edition.clock)
            # A channel takes longer to make than its key: it is made with the feed.
            key = digest(family, self._common, updated, chosen)
            for form in FeedFormat:
                channel = partial(make_channel, self._edition, family, form, updated)
                made = partial(_write, form, channel, chosen, partial(self._entry, family.short))
                yield Output(family.address(form), digest(key, form.name), made)

    def _made(self, short: bool, item: Item) -> Entry:
        return make_entry(self._edition, self._notice(item.notice), item, short=short)


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
