"""What is indexed together: the newest notices, and parts of years that new notices leave alone.

The newest are indexed again with each publication. They leave for the part of their year `STEP` at a time,
and a part that has become too large is cut in two by the calendar. Whatever is published, and wherever it
takes its place, few notices are indexed again: the newest, and one part, rarely two. What a part holds does
not depend on what was built before, nor on what was published out of its own months.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from cyberveille.model import Headline
from cyberveille.package import package_digest
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.output import digest, sources

STEP = 50
"""How many notices at a time leave the newest for the parts of their years."""
PART = 600
"""The most notices of a part: Pagefind's memory grows with them, and so does the work of touching one."""
PAPERS = 50
"""As many documents, feedback and actions as this are indexed with the newest notices, more apart."""
NEWEST, LIBRARY = "recent", "library"
_BITS = 25
"""A year has fewer seconds than 2 ** 25."""


@dataclass(frozen=True)
class Shard:
    """Notices indexed together, oldest first, under `name`; `key` changes when their index must.

    `name` begins with the year of a part: « 2023 », « 2023-0 » and « 2023-1 » once it is cut in two. It
    depends on nothing that is withheld, being a part of the name of public files.
    """

    name: str
    items: tuple[Headline, ...]
    key: bytes


def shards(edition: Edition) -> tuple[Shard, ...]:
    """The newest first, documents with them or next, then the parts of years from the newest to the oldest.

    One that is withdrawn stays where it stood, and so does the place of one that is erased, of which nothing
    is to be found: no other part changes for it.
    """
    papers, notices = _found(edition)
    settled = _settled(len(notices))
    apart = len(papers) > PAPERS
    parts: dict[str, Sequence[Headline]] = {NEWEST: [*([] if apart else papers), *notices[settled:]]}
    if apart:
        parts |= dict(_cut(LIBRARY, papers, _BITS))
    years: defaultdict[str, list[Headline]] = defaultdict(list)
    for item in notices[:settled]:
        years[_year(item)].append(item)
    for year in sorted(years, reverse=True):
        parts |= dict(reversed(tuple(_cut(year, years[year], _BITS))))
    names = tuple((vendor.label, vendor.aliases) for vendor in edition.registry.vendors)
    common = digest(edition.vocabularies, names, edition.configuration.portal.base, package_digest())
    told = {name: tuple(item for item in items if not item.erased) for name, items in parts.items()}
    return tuple(Shard(name, items, digest(common, sources(items))) for name, items in told.items() if items)


def _found(edition: Edition) -> tuple[list[Headline], list[Headline]]:
    """Documents, feedback and actions, then bulletins and alerts, the oldest first."""
    papers: list[Headline] = []
    notices: list[Headline] = []
    for item in reversed(edition.headlines):
        (notices if item.kind.watched else papers).append(item)
    return papers, notices


def _settled(count: int) -> int:
    return max(0, count - STEP // 2) // STEP * STEP


def _cut(name: str, items: Sequence[Headline], bit: int) -> Iterator[tuple[str, Sequence[Headline]]]:
    """The parts of a year, the oldest first: halves of it, and halves of these, where they are too large."""
    if len(items) <= PART or bit == 0:
        yield name, items
        return
    halves: tuple[list[Headline], list[Headline]] = ([], [])
    for item in items:
        halves[_second(item) >> (bit - 1) & 1].append(item)
    for digit, half in enumerate(halves):
        if half:
            yield from _cut(f"{name}{digit}" if "-" in name else f"{name}-{digit}", half, bit - 1)


def _year(item: Headline) -> str:
    """Of its identifier, by which readers narrow a search."""
    return item.id.split("-")[-3]


def _second(item: Headline) -> int:
    """Of the year of its identifier; what was published outside of it stands at its beginning or its end."""
    begun = datetime(int(_year(item)), 1, 1, tzinfo=UTC)
    return min(max(0, int((item.published - begun).total_seconds())), (1 << _BITS) - 1)
