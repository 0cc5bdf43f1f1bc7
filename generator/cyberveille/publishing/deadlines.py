"""What is to be treated before a day, as lists and calendars tell it."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from msgspec import Struct

from cyberveille.locale import paris_day
from cyberveille.model import Headline, Severity

SHOWN = timedelta(days=31)
"""For how long the page shows what should have been treated."""
KEPT = timedelta(days=366)
"""For how long calendars keep it."""
_ALL, _OTHERS = "tous les systèmes", "autres systèmes"
_EXPOSED = "systèmes exposés à Internet"


class Deadline(Struct, frozen=True):
    """A day before whose end, in Paris, something is to be treated; a notice has up to two."""

    day: date
    exposed: bool
    """Whether it is for systems that the Internet reaches."""
    item: Headline
    left: bool = False
    """Whether it is none of the notice's any more, or no longer where it is told: a revision saw to it."""

    @property
    def name(self) -> str:
        """What tells it from any other, for ever."""
        return f"{self.item.id}/{'echeance-exposes' if self.exposed else 'echeance'}"

    @property
    def holds(self) -> date | None:
        """Until when the notice says that it is to be treated; None where it does not any more."""
        item = self.item
        return None if item.withdrawn else item.exposed_deadline if self.exposed else item.deadline

    @property
    def systems(self) -> str:
        """The systems that it is for, in words."""
        if self.exposed:
            return _EXPOSED
        return _OTHERS if self.item.exposed_deadline else _ALL

    @property
    def rank(self) -> tuple[date, bool, int, str]:
        """By date; of one day, exposed systems first, then the gravest."""
        severity = self.item.severity
        return self.day, not self.exposed, severity.rank if severity else len(Severity), self.item.id


def deadlines_of(items: Iterable[Headline]) -> tuple[Deadline, ...]:
    """All deadlines of some notices, those of withdrawn ones too, in their order."""
    return in_order(_deadlines(items))


def in_order(deadlines: Iterable[Deadline]) -> tuple[Deadline, ...]:
    """By date; of one day, those of exposed systems first, then the gravest."""
    return tuple(sorted(deadlines, key=lambda deadline: deadline.rank))


def since(deadlines: Iterable[Deadline], clock: datetime, before: timedelta) -> tuple[Deadline, ...]:
    """Those that are to come, or that passed no longer than `before` the day of the clock in Paris."""
    first = paris_day(clock) - before
    return tuple(deadline for deadline in deadlines if deadline.day >= first)


def _deadlines(items: Iterable[Headline]) -> Iterator[Deadline]:
    for item in items:
        yield from (Deadline(day, exposed, item) for exposed, day in item.days)
