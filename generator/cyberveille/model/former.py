"""The deadlines that a notice had before it was revised, and what it said then of where it belongs."""

from datetime import date
from typing import Any

from msgspec import Struct

from cyberveille.model.advisory import Named
from cyberveille.model.severity import Severity
from cyberveille.model.tlp import Tlp


class Former(Struct, frozen=True, array_like=True, gc=False):
    """What an earlier text said that decides in which calendars its deadlines stood.

    `tlp` is the marking of that text, RED where it never was published.
    """

    tlp: Tlp
    deadline: date | None
    exposed_deadline: date | None
    severity: Severity | None
    technologies: tuple[str, ...]
    structures: tuple[str, ...]
    named: tuple[Named, ...]
    exploited: bool

    @property
    def said(self) -> dict[str, Any]:
        """All of it but the marking, by the names that a headline has for it."""
        return {name: getattr(self, name) for name in self.__struct_fields__ if name != "tlp"}
