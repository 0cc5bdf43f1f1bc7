"""The facts of some notices, worked out from their headlines."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import chain
from typing import NamedTuple
from zlib import crc32

from cyberveille.catalogue.facts import (
    Called,
    DepartedDeadlines,
    Facts,
    Some,
    digest_of,
    happened_to,
    month_of,
    together,
    year_of,
)
from cyberveille.map import Sorting, followed_in, left_by, memberships
from cyberveille.model import Headline, most_closed


def _own(item: Headline) -> bytes:
    """What changes with a notice."""
    return f"{item.id} {item.digest}\n".encode()


def _dated(item: Headline) -> bool:
    return item.dated


class _Counted(NamedTuple):
    """What counts of a notice among others."""

    own: bytes
    updated: datetime
    position: int
    active: bool = False
    dated: bool = False


class _Sorted:
    """Notices by name, in their order."""

    def __init__(self) -> None:
        self._held: defaultdict[str, list[_Counted]] = defaultdict(list)

    def add(self, names: Iterable[str], told: _Counted) -> None:
        for name in names:
            self._held[name].append(told)

    def some(self) -> dict[str, Some]:
        return {name: _some(held) for name, held in self._held.items()}

    @property
    def positions(self) -> bytes:
        """Where those of each name stand, as 32-bit integers, in the order of `some`."""
        return array("I", [told.position for held in self._held.values() for told in held]).tobytes()


class Sorts(NamedTuple):
    """The notices of a part by list and by interest, by the year of their identifier, by month."""

    lists: _Sorted
    followed: _Sorted
    years: _Sorted
    standing: _Sorted
    months: _Sorted


def _some(held: Sequence[_Counted]) -> Some:
    dated = b"".join(told.own for told in held if told.dated)
    return Some(
        len(held),
        digest_of(b"".join(told.own for told in held)),
        max(told.updated for told in held),
        sum(told.active for told in held),
        digest_of(dated) if dated else b"",
    )


def sorts_of(headlines: Sequence[Headline], sorting: Sorting) -> Sorts:
    """`headlines` are of one kind and one year, newest first."""
    sorts = Sorts(_Sorted(), _Sorted(), _Sorted(), _Sorted(), _Sorted())
    lists, followed, years, standing, months = sorts
    interests = sorting.interests
    for position, item in enumerate(headlines):
        own = _own(item)
        told = _Counted(own, item.updated, position, item.active, item.dated)
        # A malformed identifier gives no year; it has a finding of its own.
        if item.id.count("-") > 1:
            held = memberships(item, sorting.vocabularies)
            lists.add((f"{series}/{member}" for _, series, member in held), told)
            asked = followed_in(interests, item, sorting.vocabularies)
            followed.add((f"{name}/{member}" for name, member in asked), told)
            years.add((item.year,), told)
            if item.standing:
                standing.add((item.year,), told)
        for moment, change in happened_to(item):
            months.add((month_of(moment),), _Counted(own + f"{moment} {change}\n".encode(), moment, position))
    return sorts


def facts_of(
    headlines: Sequence[Headline], sorting: Sorting, digest: bytes, sorts: Sorts | None = None
) -> Facts:
    """`headlines` are of one kind and one year, newest first; `digest` is theirs; `sorts` are, when known."""
    lists, followed, years, standing, months = sorts or sorts_of(headlines, sorting)
    first = headlines[0]
    return Facts(
        kind=first.kind,
        year=year_of(first),
        count=len(headlines),
        digest=digest,
        first=first,
        last=headlines[-1],
        updated=max(item.updated for item in headlines),
        open=min((item.tlp for item in headlines), key=lambda tlp: tlp.rank),
        closed=max((item.tlp for item in headlines), key=lambda tlp: tlp.rank),
        drafts=sum(item.draft for item in headlines),
        erased=sum(item.erased for item in headlines),
        active=sum(item.active for item in headlines),
        moments=array("q", chain.from_iterable(map(_moments, headlines))).tobytes(),
        changed=array("q", [int(c.date.timestamp()) for item in headlines for c in item.changes]).tobytes(),
        dated=digest_of(dated) if (dated := b"".join(map(_own, filter(_dated, headlines)))) else b"",
        redirected=any(item.redirect_from for item in headlines),
        declassifies=any(item.declassifies for item in headlines),
        earlier=most_closed(kept for item in headlines for kept in item.earlier),
        lists=lists.some(),
        followed=followed.some(),
        named=_named(headlines),
        years=years.some(),
        standing=standing.some(),
        months=months.some(),
        left=_left(headlines, sorting),
    )


def _left(headlines: Iterable[Headline], sorting: Sorting) -> dict[str, DepartedDeadlines]:
    interests = sorting.interests
    every = (
        {"/".join(left.calendar): DepartedDeadlines(left.tlp, _own(item))}
        for item in headlines
        if item.former
        for left in left_by(interests, item, sorting.vocabularies)
    )
    return together(every)


def _named(headlines: Iterable[Headline]) -> dict[str, Called]:
    newest: dict[str, tuple[str, datetime]] = {}
    technologies: defaultdict[str, set[str]] = defaultdict(set)
    for item in headlines:
        for name in item.named:
            newest.setdefault(name.vendor, (name.vendor_label, item.published))
            technologies[name.vendor].update(item.technologies)
            if name.product:
                newest.setdefault(name.member, (name.product_label, item.published))
    return {
        member: Called(label, published, tuple(sorted(technologies.get(member, ()))))
        for member, (label, published) in newest.items()
    }


def _moments(item: Headline) -> tuple[int, int, int]:
    mark = crc32(f"{item.kind.value} {item.id}".encode())
    return int(item.published.timestamp()), int(item.updated.timestamp()), mark
