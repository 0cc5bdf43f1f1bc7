"""What is known of some notices of one kind and one year without any of them being read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from itertools import groupby
from typing import TypeVar

from msgspec import Struct

from cyberveille.locale import paris_day
from cyberveille.model import Audience, Headline, Kind, Tlp

PUBLICATION = "publication"
"""What happens first to any notice."""


class Some(Struct, frozen=True, array_like=True, gc=False):
    """Some notices of a part: how many, and a digest that changes with any of them.

    `updated` is the latest of their revisions; `active` are the alerts in force among them; `dated` is the
    digest of those that are to be treated before a day, empty without one.
    """

    count: int
    digest: bytes
    updated: datetime
    active: int = 0
    dated: bytes = b""

    def __add__(self, other: "Some") -> "Some":
        """Those of two parts."""
        return sum_of((self, other))


class DepartedDeadlines(Struct, frozen=True, array_like=True, gc=False):
    """Some notices of a part that left a calendar: a digest that changes with any of them.

    `tlp` is the most open marking of a text that had put one of them there.
    """

    tlp: Tlp
    digest: bytes

    def __add__(self, other: "DepartedDeadlines") -> "DepartedDeadlines":
        tlp = self.tlp if self.tlp.within(other.tlp) else other.tlp
        return DepartedDeadlines(tlp, digest_of(self.digest + other.digest))


class Called(Struct, frozen=True, array_like=True, gc=False):
    """What the newest of some notices that name a vendor or a product calls it, and when that one appeared.

    `technologies` are those of all that name a vendor, each once; none for a product.
    """

    label: str
    published: datetime
    technologies: tuple[str, ...] = ()

    def __add__(self, other: "Called") -> "Called":
        """Of the notices of both."""
        newest = other if (other.published, other.label) > (self.published, self.label) else self
        every = self.technologies
        if other.technologies != every:
            every = tuple(sorted({*every, *other.technologies}))
        return newest if newest.technologies == every else Called(newest.label, newest.published, every)


def sum_of(some: Iterable[Some]) -> Some:
    """What several parts hold of the same; at least one."""
    first, *others = some
    if not others:
        return first
    # Asked for each of thousands of lists: gone through once.
    count, digest, updated = first.count, first.digest, first.updated
    active, dated = first.active, first.dated
    for one in others:
        count += one.count
        digest += one.digest
        updated = max(updated, one.updated)
        active += one.active
        dated += one.dated
    return Some(count, digest_of(digest), updated, active, digest_of(dated) if dated else b"")


Summed = TypeVar("Summed", Some, Called, DepartedDeadlines)


class Facts(Struct, frozen=True, array_like=True):
    """Of notices of one kind, published in one year (UTC), newest first; never of none.

    `lists` are those of the map in which one of them stands, as « series/member », and `followed` the
    interests, as « interest/member ». Times are aware, UTC.
    """

    kind: Kind
    year: int
    count: int
    digest: bytes
    """Changes with any of them and with its place."""
    first: Headline
    last: Headline
    """The newest of them, and the oldest."""
    updated: datetime
    """The latest of their revisions."""
    open: Tlp
    closed: Tlp
    """The most open and the most closed of their markings."""
    drafts: int
    erased: int
    active: int
    """Alerts in force."""
    moments: bytes
    """When each was published and last revised, in whole seconds, and a mark of who it is, newest first.

    Three 64-bit integers each.
    """
    changed: bytes
    """When each change since publication was made, likewise."""
    dated: bytes
    """A digest of those that are to be treated before a day; empty without one."""
    redirected: bool
    """Whether one has a former address."""
    declassifies: bool
    earlier: Tlp | None
    """The most closed marking of what one of them said before; None when nothing of it is kept."""
    lists: dict[str, Some]
    followed: dict[str, Some]
    named: dict[str, Called]
    """Vendors and products by the parts of their addresses."""
    years: dict[str, Some]
    """By the year that their identifiers name."""
    standing: dict[str, Some]
    """Likewise, bulletins and alerts that still hold: neither withdrawn nor erased."""
    months: dict[str, Some]
    """What happened to them in each month of Paris, as « 2026-11 »: published, or changed since.

    Each time counts, and `updated` is the last one.
    """
    left: dict[str, DepartedDeadlines]
    """The calendars that one of them left, as « interest/member »; « / » is that of all."""

    @property
    def newest(self) -> datetime:
        return self.first.published

    def all_shown_to(self, audience: Audience, clock: datetime) -> bool:
        """Whether the readers of an audience may see every one of them at `clock`."""
        return not self.drafts and self.closed.within(audience.tlp_max) and self.newest <= clock

    @property
    def order(self) -> tuple[int, str]:
        return (-self.year, self.kind.value)


def happened_to(item: Headline) -> Iterator[tuple[datetime, str]]:
    """When a notice appeared, and when it changed since, each with what happened."""
    yield item.published, PUBLICATION
    for change in item.changes:
        yield change.date, change.nature.value


def month_of(moment: datetime) -> str:
    """The month of Paris in which something happened, as « 2026-11 »."""
    day = paris_day(moment)
    return f"{day.year:04d}-{day.month:02d}"


def together(parts: Iterable[Mapping[str, Summed]]) -> dict[str, Summed]:
    """What several parts tell under each name, in their order."""
    found: dict[str, Summed] = {}
    for part in parts:
        for name, told in part.items():
            found[name] = found[name] + told if name in found else told
    return found


def part_name(headlines: Sequence[Headline]) -> str:
    """The name of the part that holds them."""
    return f"{headlines[0].kind.value}/{year_of(headlines[0])}"


def year_of(item: Headline) -> int:
    """The year of publication, UTC: parts of one kind follow each other in time."""
    return item.published.astimezone(UTC).year


def by_part(headlines: Iterable[Headline]) -> Iterator[tuple[Headline, ...]]:
    """Headlines of one kind and one year together, each newest first."""

    def part(item: Headline) -> tuple[str, int]:
        return item.kind.value, year_of(item)

    def place(item: Headline) -> tuple[str, int, datetime, str]:
        return (*part(item), item.published, item.id)

    for _, items in groupby(sorted(headlines, key=place), key=part):
        yield tuple(items)[::-1]


def digest_of_all(digests: Iterable[bytes]) -> bytes:
    """Of digests of which those of nothing are empty; empty when all are."""
    told = b"".join(digests)
    return digest_of(told) if told else b""


def digest_of(data: bytes) -> bytes:
    """BLAKE2b, 16 bytes, as what is remembered of notices bears it."""
    return blake2b(data, digest_size=16).digest()
