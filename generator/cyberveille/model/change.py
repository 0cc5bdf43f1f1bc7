"""What happens to a notice once it is out, and what subscribers are told of one by one."""

from collections.abc import Iterator
from datetime import UTC, datetime
from enum import Enum

from msgspec import Struct

from cyberveille.model.notice import Notice, Revision


class ChangeNature(Enum):
    """The value is for programs, the label for readers."""

    REVISION = "revision"
    EXPLOITATION = "exploitation"
    CLOSURE = "closure"
    WITHDRAWAL = "withdrawal"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    ChangeNature.REVISION: "Révision",
    ChangeNature.EXPLOITATION: "Exploitation",
    ChangeNature.CLOSURE: "Clôture",
    ChangeNature.WITHDRAWAL: "Retrait",
}


class Change(Struct, frozen=True, order=True):
    """`rank` tells apart changes of one notice at one moment, as sources that ignore the hour give them."""

    date: datetime
    rank: int
    nature: ChangeNature
    said: int | None = None
    """The position of the revision that says in words what changed."""

    @property
    def name(self) -> str:
        """What tells it from the notice's other changes, for ever, in a form that an address may hold.

        Made of its moment alone: an alert whose closing date is filled in later stays the same change.
        """
        moment = f"{self.date.astimezone(UTC):%Y%m%dT%H%M%SZ}"
        return f"{moment}-{self.rank + 1}" if self.rank else moment


def changes(notice: Notice) -> tuple[Change, ...]:
    """What happened to a notice since it was published, in the order of time.

    Of an erased one, only its withdrawal. A closure or a withdrawal is one change with the revision that
    tells it.
    """
    told = {} if notice.erased else dict(_told(notice.revisions))
    natures = dict.fromkeys(told, ChangeNature.REVISION)
    apart: list[tuple[datetime, ChangeNature, int | None]] = []
    if notice.closed is not None:
        closing = next((at for at, item in told.items() if item.date >= notice.closed), None)
        if closing is None:
            apart.append((notice.closed, ChangeNature.CLOSURE, None))
        else:
            natures[closing] = ChangeNature.CLOSURE
    if notice.withdrawn is not None:
        date = notice.withdrawn.date
        withdrawing = next((at for at, item in told.items() if item.date == date), None)
        if withdrawing is None:
            apart.append((date, ChangeNature.WITHDRAWAL, None))
        else:
            natures[withdrawing] = ChangeNature.WITHDRAWAL
    happened = [*((item.date, natures[at], at) for at, item in told.items()), *apart]
    happened.sort(key=lambda change: change[0])
    dates = [date for date, _, _ in happened]
    return tuple(
        Change(date, dates[:position].count(date), nature, said)
        for position, (date, nature, said) in enumerate(happened)
    )


def _told(revisions: tuple[Revision, ...]) -> Iterator[tuple[int, Revision]]:
    """The revisions that subscribers are told of, by position: the first one is the publication."""
    for position, revision in enumerate(revisions):
        if position and not revision.minor:
            yield position, revision
