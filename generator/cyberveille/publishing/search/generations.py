"""What is indexed together: the newest notices, and parts of years that new notices leave alone.

The newest are indexed again with each publication. They leave for the part of their year `STEP` at a time,
and a part that has become too large is cut in two by the calendar. Whatever is published, and wherever it
takes its place, few notices are indexed again: the newest, and one part, rarely two. What a part holds does
not depend on what was built before, nor on what was published out of its own months.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from operator import attrgetter

from msgspec import Struct

from cyberveille.catalogue.rows import Row, rows_in
from cyberveille.model import Headline
from cyberveille.package import package_digest
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.headlines import Part
from cyberveille.publishing.output import digest

STEP = 50
"""How many notices at a time leave the newest for the parts of their years."""
PART = 600
"""The most notices of a part: Pagefind's memory grows with them, and so does the work of touching one."""
PAPERS = 50
"""As many documents, feedback and actions as this are indexed with the newest notices, more apart."""
NEWEST, LIBRARY = "recent", "library"
_BITS = 25
"""A year has fewer seconds than 2 ** 25."""


class Shard(Struct, frozen=True):
    """Notices indexed together, oldest first, under `name`; `key` changes when their index must.

    `parts` are those in which they stand: decoded when the whole of them is asked for.
    `name` begins with the year of a part: « 2023 », « 2023-0 » and « 2023-1 » once it is cut in two. It
    depends on nothing that is withheld, being a part of the name of public files.
    """

    name: str
    rows: tuple[Row, ...]
    key: bytes
    parts: tuple[Part, ...]

    @property
    def items(self) -> tuple[Headline, ...]:
        known = {item.id: item for part in self.parts for item in part.headlines}
        return tuple(known[row.id] for row in self.rows)


def shards(edition: Edition) -> tuple[Shard, ...]:
    """The newest first, documents with them or next, then the parts of years from the newest to the oldest.

    Nothing is to be found of what is erased, which keeps its place.
    """
    papers, notices, part_of = _found(edition)
    names = tuple((vendor.label, vendor.aliases) for vendor in edition.registry.vendors)
    common = digest(edition.vocabularies, names, edition.configuration.portal.base, package_digest())
    held = {
        name: tuple(row for row in rows if not row.erased) for name, rows in together(papers, notices).items()
    }
    return tuple(
        Shard(
            name,
            rows,
            digest(common, tuple((row.id, row.digest) for row in rows)),
            tuple(edition.parts[number] for number in dict.fromkeys(part_of[row.id] for row in rows)),
        )
        for name, rows in held.items()
        if rows
    )


def together(papers: Sequence[Row], notices: Sequence[Row]) -> dict[str, Sequence[Row]]:
    """What is indexed together under each name, in the order of `shards`; both are the oldest first.

    One that is withdrawn stays where it stood, and so does the place of one that is erased: no other part
    changes for it.
    """
    settled = _settled(len(notices))
    apart = len(papers) > PAPERS
    parts: dict[str, Sequence[Row]] = {NEWEST: [*([] if apart else papers), *notices[settled:]]}
    if apart:
        cut = _cut(LIBRARY, sorted(papers, key=_second), _BITS)
        parts |= {name: sorted(items, key=attrgetter("place")) for name, items in cut}
    years: defaultdict[str, list[Row]] = defaultdict(list)
    for row in notices[:settled]:
        years[row.year].append(row)
    for year in sorted(years, reverse=True):
        parts |= dict(reversed(tuple(_cut(year, years[year], _BITS))))
    return parts


def _found(edition: Edition) -> tuple[list[Row], list[Row], dict[str, int]]:
    """Documents, feedback and actions, then bulletins and alerts, oldest first; the part of each."""
    papers: list[Row] = []
    notices: list[Row] = []
    places: dict[str, int] = {}
    for number, part in enumerate(edition.parts):
        rows = rows_in(part.tables.rows)
        places |= dict.fromkeys((row.id for row in rows), number)
        (notices if part.facts.kind.watched else papers).extend(rows)
    for found in (papers, notices):
        found.sort(key=lambda row: row.place)
    return papers, notices, places


def _settled(count: int) -> int:
    return max(0, count - STEP // 2) // STEP * STEP


def _cut(name: str, items: Sequence[Row], bit: int) -> Iterator[tuple[str, Sequence[Row]]]:
    """The parts of a year, the oldest first: halves of it, and halves of these, where they are too large.

    The items stand in the order of their seconds, which are alike but for the last ones of that many bits.
    """
    if len(items) <= PART or bit == 0:
        yield name, items
        return
    middle = bisect_left(items, 1, key=lambda item: _second(item) >> (bit - 1) & 1)
    for digit, half in enumerate((items[:middle], items[middle:])):
        if half:
            yield from _cut(f"{name}{digit}" if "-" in name else f"{name}-{digit}", half, bit - 1)


def _second(item: Row) -> int:
    """Of the year of its identifier; what was published outside of it stands at its beginning or its end."""
    begun = datetime(int(item.year), 1, 1, tzinfo=UTC)
    return min(max(0, int((item.published - begun).total_seconds())), (1 << _BITS) - 1)
