"""How many entries each feed is to be expected to have: as many as in the last twelve whole months."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, time

from cyberveille.catalogue.facts import month_of
from cyberveille.locale import PARIS, paris_day
from cyberveille.map import FAMILIES, followed_in
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.feeds.crowds import changes, triples
from cyberveille.publishing.output import digest

_MONTHS = 12


def told(edition: Edition) -> bytes:
    """A digest that changes with anything counted, and with the month: no notice is read."""
    months = _months(edition.clock)
    held = [
        tuple(some.digest if (some := part.facts.months.get(month)) else b"" for month in months)
        for part in edition.parts
    ]
    return digest(months, tuple(found for found in held if any(found)))


def yearly(edition: Edition) -> dict[str, int]:
    """The entries of the twelve months of Paris before that of the clock, by the name of the feed.

    Without those that had none. The years in which these months lie are decoded.
    """
    months = _months(edition.clock)
    start, end = _begin(months[0]), _begin(month_of(edition.clock))
    found = _of_families(edition, range(int(start.timestamp()), int(end.timestamp())))
    names = {interest.name: interest for interest in edition.interests}
    for part in edition.parts:
        if part.facts.newest < start or part.facts.last.published >= end:
            continue
        for item in part.headlines:
            if start <= item.published < end:
                followed = followed_in(edition.sorting.interests, item, edition.vocabularies)
                found.update(names[name].path(member) for name, member in followed)
    return dict(found)


def _of_families(edition: Edition, window: range) -> Counter[str]:
    found: Counter[str] = Counter()
    for family in FAMILIES:
        for part in edition.parts:
            if part.facts.kind in family.kinds:
                moments: Iterable[int] = changes(part) if family.changes else triples(part)[::3]
                found[family.name] += sum(moment in window for moment in moments)
    return +found


def _months(clock: datetime) -> tuple[str, ...]:
    """The last whole months, the oldest first, as « 2026-11 »."""
    day = paris_day(clock)
    last = day.year * 12 + day.month - 1
    return tuple(f"{at // 12:04d}-{at % 12 + 1:02d}" for at in range(last - _MONTHS, last))


def _begin(month: str) -> datetime:
    """The first moment of a month, in Paris."""
    return datetime.combine(datetime.fromisoformat(f"{month}-01").date(), time(), PARIS)
