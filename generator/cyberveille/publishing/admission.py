"""What an operator let disappear or change although it had been published: said in the edition itself."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from cyberveille.checking import Change


class Admission(Struct, frozen=True):
    """The name of a notice or of a page (`/a-propos/`), and since which edition; `date` is aware."""

    id: str
    date: datetime


def admitting(former: Iterable[Admission], names: Iterable[str], clock: datetime) -> tuple[Admission, ...]:
    """What earlier editions admitted, then what this one does."""
    all_of_them = {*former, *(Admission(name, clock) for name in names)}
    return tuple(sorted(all_of_them, key=lambda item: (item.date, item.id)))


def not_admitted(changes: "Iterable[Change]", names: Iterable[str]) -> "list[Change]":
    """The changes that nobody admitted; a page may be named without its slashes, a file by its address."""
    allowed = {name.strip().strip("/") for name in names}
    return [change for change in changes if allowed.isdisjoint(_names(change))]


def _names(change: "Change") -> set[str]:
    sides = [side for side in (change.then, change.now) if side is not None]
    files = {address for address in change.lost if len(change.lost) == 1}
    return {side.name.strip("/") for side in sides} | files
