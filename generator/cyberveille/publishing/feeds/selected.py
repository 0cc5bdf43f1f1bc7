"""What each feed of all notices of some kinds holds, worked out once for all that ask."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import cached_property
from heapq import nlargest
from itertools import chain
from operator import attrgetter, itemgetter

from cyberveille.locale import paris
from cyberveille.map import FeedFamily, Followed
from cyberveille.model import Headline
from cyberveille.model.configuration import Feeds
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.feeds.crowds import Crowds, changes, crowds_of, triples, updates
from cyberveille.publishing.feeds.selection import select
from cyberveille.publishing.feeds.spacing import Item, changes_of, notices_of
from cyberveille.publishing.headlines import Part
from cyberveille.publishing.output import digest

_TICK = timedelta(seconds=1)
"""Of the clock of an edition."""


class Selected:
    """The items of each family of feeds of one edition.

    No part is decoded of which a feed holds nothing, and whose notices share no second with what it holds.
    """

    def __init__(self, edition: Edition, families: Iterable[FeedFamily], *, whole: bool = False) -> None:
        """With `whole`, every notice is decoded at once: where nearly all feeds are asked for."""
        self._edition = edition
        self._families = tuple(families)
        self._whole = whole
        self._known: dict[str, tuple[Item, ...]] = {}
        self._items: dict[str, Item] = {}

    def of(self, family: FeedFamily) -> tuple[Item, ...]:
        """What a feed holds; an alert in force is in its feeds for as long as it is."""
        if family.name not in self._known:
            self._known[family.name] = self._found(family)
        return self._known[family.name]

    def _found(self, family: FeedFamily) -> tuple[Item, ...]:
        if family.followed is not None:
            return self._followed(family.followed)
        return self._changes(family) if family.changes else self._notices(family)

    @cached_property
    def _crowds(self) -> Crowds:
        return crowds_of(self._edition.parts)

    def _parts(self, family: FeedFamily) -> Sequence[Part]:
        return [part for part in self._edition.parts if part.facts.kind in family.kinds]

    def _notices(self, family: FeedFamily) -> tuple[Item, ...]:
        rules = self._edition.configuration.feeds
        held = self._parts(family)
        since = self._crowds.since(self._threshold(held))
        near = [part for part in held if _second(part.facts.updated) >= since]
        candidates = [item for part in near for item in part.headlines if _second(item.updated) >= since]
        active = [item for part in held if part.facts.active for item in part.headlines if item.active]
        spaced = self._spaced((*candidates, *active))
        chosen = select((spaced[item.id] for item in candidates), self._edition.clock, rules)
        return tuple(dict.fromkeys((*chosen, *(spaced[item.id] for item in active))))

    def _followed(self, followed: Followed) -> tuple[Item, ...]:
        """What the feed of an interest holds, from the years of which it may hold something for its age."""
        edition, name = self._edition, "/".join(followed)
        parts = edition.followed.get(followed, ())
        found: list[Headline] = []
        active: list[Headline] = []
        for part in sorted(parts, key=lambda part: part.facts.updated, reverse=True):
            if not self._enough(found, part):
                found += edition.followed_in(part, followed)
            elif part.facts.followed[name].active:
                active += (item for item in edition.followed_in(part, followed) if item.active)
        spaced = self._spaced((*found, *active))
        chosen = select((spaced[item.id] for item in found), edition.clock, edition.configuration.feeds)
        if len(chosen) == self.total(followed):
            return chosen
        active += (item for item in found if item.active)
        active.sort(key=attrgetter("place"), reverse=True)
        return tuple(dict.fromkeys((*chosen, *(spaced[item.id] for item in active))))

    def _enough(self, found: Sequence[Headline], part: Part) -> bool:
        """Whether a feed holds nothing of a part, or of one revised before it, but alerts in force."""
        rules = self._edition.configuration.feeds
        if len(found) < rules.min_entries:
            return False
        last = self._last((_second(item.updated) for item in found), rules)
        return _second(part.facts.updated) < self._crowds.since(last)

    def total(self, followed: Followed) -> int:
        """How many notices belong to an interest."""
        return sum(some.count for _, some in self._edition.belonging_to(followed))

    def lasts(self, family: FeedFamily) -> datetime | None:
        """A moment before which the clock alone changes nothing in the feed of an interest; None for ever."""
        clock, rules = self._edition.clock, self._edition.configuration.feeds
        held = self.of(family)
        if not held:
            return (
                paris(clock)
                .replace(month=1, day=1, hour=0, minute=0, second=0)
                .replace(year=paris(clock).year + 1)
            )
        since = clock - timedelta(days=rules.min_days)
        recent = [item.updated for item in held if item.updated >= since]
        if len(recent) <= rules.min_entries:
            return None
        return min(recent) + timedelta(days=rules.min_days)

    @cached_property
    def _spans(self) -> Sequence[tuple[Part, int, int, Sequence[int]]]:
        """Each part with the first and the last second that something of it bears, and all in order."""
        told = ((part, sorted(_both(part))) for part in self._edition.parts)
        return [(part, moments[0], moments[-1], moments) for part, moments in told if moments]

    @cached_property
    def crowded(self) -> bytes:
        """Changes with whatever may move the date of a notice in a feed, but that notice."""
        return digest(self._crowds.starts, self._crowds.ends, self._crowds.marks)

    @cached_property
    def _everything(self) -> dict[str, Item]:
        return notices_of(self._edition.headlines)

    def _threshold(self, parts: Sequence[Part]) -> int:
        """The second before which nothing was revised that the feed holds for its age or its number."""
        rules = self._edition.configuration.feeds
        return self._last((moment for part in parts for moment in updates(part)), rules)

    def _last(self, moments: Iterable[int], rules: Feeds) -> int:
        *_, least = (self._since, *nlargest(rules.min_entries, moments))
        return min(least, self._since)

    def _spaced(self, items: Iterable[Headline]) -> dict[str, Item]:
        """The items of some notices, spaced among all that share a run of seconds with them."""
        if self._whole:
            return self._everything
        asked = {item.id: item for item in items if item.id not in self._items}
        wanted = dict(asked)
        runs = {
            run
            for item in wanted.values()
            for moment in (item.published, item.updated)
            if (run := self._crowds.around(_second(moment))) is not None
        }
        ordered = sorted(runs)
        for part, oldest, newest, moments in self._spans if ordered else ():
            near = (run for run in ordered if run[0] <= newest and run[1] >= oldest)
            if any(_meets(moments, run) for run in near):
                told = triples(part)
                for position, (published, updated) in enumerate(zip(told[0::3], told[1::3], strict=True)):
                    if _within(published, ordered) or _within(updated, ordered):
                        item = part.at(position)
                        wanted[item.id] = item
        spaced = notices_of(wanted.values())
        self._items |= {name: spaced[name] for name in asked}
        return self._items

    def _changes(self, family: FeedFamily) -> tuple[Item, ...]:
        rules = self._edition.configuration.feeds
        held = self._parts(family)
        moments = [moment for part in held for moment in changes(part)]
        since = Crowds.of((moment, 0) for moment in moments).since(self._last(moments, rules))
        near = (part for part in held if any(moment >= since for moment in changes(part)))
        found = changes_of(item for part in near for item in part.headlines)
        return select(found, self._edition.clock, rules)

    def holds(self, notice_id: str) -> bool:
        """Whether a feed of notices holds one."""
        families = (family for family in self._families if not family.changes)
        return any(item.notice == notice_id for family in families for item in self.of(family))

    @cached_property
    def until(self) -> datetime | None:
        """A moment before which the clock alone takes nothing out of any feed; None when it never does."""
        clock, since = self._edition.clock, self._since
        if self._crowds.around(since) is not None or self._crowds_of_changes.around(since) is not None:
            return clock + _TICK
        parts = self._edition.parts
        told = chain.from_iterable((updates(part), changes(part)) for part in parts)
        # Most parts are older as a whole.
        near = (moments for moments in told if moments and max(moments) >= since)
        recent = min((moment for moments in near for moment in moments if moment >= since), default=None)
        return None if recent is None else clock + timedelta(seconds=recent - since) + _TICK

    @cached_property
    def _since(self) -> int:
        return _second(self._edition.clock - timedelta(days=self._edition.configuration.feeds.min_days))

    @cached_property
    def _crowds_of_changes(self) -> Crowds:
        return Crowds.of((moment, 0) for part in self._edition.parts for moment in changes(part))


def _both(part: Part) -> "Iterable[int]":
    told = triples(part)
    return chain(told[0::3], told[1::3])


def _second(moment: datetime) -> int:
    return int(moment.timestamp())


def _meets(moments: Sequence[int], run: tuple[int, int]) -> bool:
    """Whether one of the moments, which are in order, stands in a run."""
    place = bisect_left(moments, run[0])
    return place < len(moments) and moments[place] <= run[1]


def _within(moment: int, runs: Sequence[tuple[int, int]]) -> bool:
    """Whether a moment stands in one of the runs, which are in order and apart."""
    place = bisect_right(runs, moment, key=itemgetter(0)) - 1
    return place >= 0 and runs[place][1] >= moment
