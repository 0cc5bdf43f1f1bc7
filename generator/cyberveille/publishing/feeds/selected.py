"""What each feed of all notices of some kinds holds, worked out once for all that ask."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import cached_property
from heapq import nlargest
from itertools import chain
from operator import itemgetter

from cyberveille.map import FeedFamily
from cyberveille.model import Headline
from cyberveille.model.configuration import Feeds
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.feeds.crowds import Crowds, changes, crowds_of, triples, updates
from cyberveille.publishing.feeds.selection import select
from cyberveille.publishing.feeds.spacing import Item, changes_of, notices_of
from cyberveille.publishing.headlines import Part

_TICK = timedelta(seconds=1)
"""Of the clock of an edition."""


class Selected:
    """The items of each family of feeds of one edition.

    No part is decoded of which a feed holds nothing, and whose notices share no second with what it holds.
    """

    def __init__(self, edition: Edition, families: Iterable[FeedFamily]) -> None:
        self._edition = edition
        self._families = tuple(families)
        self._known: dict[str, tuple[Item, ...]] = {}

    def of(self, family: FeedFamily) -> tuple[Item, ...]:
        """What a feed holds; an alert in force is in its feeds for as long as it is."""
        if family.name not in self._known:
            self._known[family.name] = self._changes(family) if family.changes else self._notices(family)
        return self._known[family.name]

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

    def _threshold(self, parts: Sequence[Part]) -> int:
        """The second before which nothing was revised that the feed holds for its age or its number."""
        rules = self._edition.configuration.feeds
        return self._last((moment for part in parts for moment in updates(part)), rules)

    def _last(self, moments: Iterable[int], rules: Feeds) -> int:
        *_, least = (self._since, *nlargest(rules.min_entries, moments))
        return min(least, self._since)

    def _spaced(self, items: Iterable[Headline]) -> dict[str, Item]:
        """The items of some notices, spaced among all that share a run of seconds with them."""
        wanted = {item.id: item for item in items}
        runs = {
            run
            for item in wanted.values()
            for moment in (item.published, item.updated)
            if (run := self._crowds.around(_second(moment))) is not None
        }
        ordered = sorted(runs)
        for part in self._edition.parts if ordered else ():
            oldest, newest = _second(part.facts.last.published), _second(part.facts.updated)
            near = [run for run in ordered if run[0] <= newest and run[1] >= oldest]
            if near and any(_within(moment, near) for moment in _both(part)):
                for item in part.headlines:
                    if _within(_second(item.published), ordered) or _within(_second(item.updated), ordered):
                        wanted[item.id] = item
        return notices_of(wanted.values())

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
        moments = chain.from_iterable((*updates(part), *changes(part)) for part in parts)
        recent = min((moment for moment in moments if moment >= since), default=None)
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


def _within(moment: int, runs: Sequence[tuple[int, int]]) -> bool:
    """Whether a moment stands in one of the runs, which are in order and apart."""
    place = bisect_right(runs, moment, key=itemgetter(0)) - 1
    return place >= 0 and runs[place][1] >= moment
