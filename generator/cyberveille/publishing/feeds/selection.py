"""Which entries a feed holds."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from heapq import nlargest
from operator import attrgetter
from typing import Protocol, TypeVar

from cyberveille.model.configuration import Feeds


class Dated(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def updated(self) -> datetime: ...


Kept = TypeVar("Kept", bound=Dated)


def select(items: Iterable[Kept], clock: datetime, rules: Feeds) -> tuple[Kept, ...]:
    """The last revised first, ties by identifier descending.

    Whatever was published or revised within `min_days` before the clock is there, so that a reader
    who looks less often misses nothing; older ones fill up to `min_entries`.
    """
    held = tuple(items)
    if len(held) <= rules.min_entries:
        return _newest_first(held)
    since = clock - timedelta(days=rules.min_days)
    recent = sum(item.updated >= since for item in held)
    count = max(recent, rules.min_entries)
    # An identifier takes longer to make than a date to compare.
    *_, last = (since, *nlargest(count, (item.updated for item in held)))
    return _newest_first(tuple(item for item in held if item.updated >= last))[:count]


def _newest_first(held: tuple[Kept, ...]) -> tuple[Kept, ...]:
    """Identifiers are made where two dates are the same, and only there."""
    tied = len({item.updated for item in held}) < len(held)
    return tuple(
        sorted(held, key=attrgetter("updated", "id") if tied else attrgetter("updated"), reverse=True)
    )
