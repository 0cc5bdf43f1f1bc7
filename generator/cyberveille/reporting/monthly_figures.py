"""Anonymous monthly figures: how many declarations, by structure, origin and effect on care.

A row holds a month and identifiers of controlled lists, nothing else that a declaration says.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec import Struct

from cyberveille.locale import paris_day

if TYPE_CHECKING:
    from cyberveille.reporting.declaration import Declaration

FIGURES_HEADER = ("period", "structure", "origin", "impact", "count")


class Figure(Struct, frozen=True, order=True):
    """`period` is a month in Europe/Paris, `YYYY-MM`; `impact` a term of the list `impacts`."""

    period: str
    structure: str
    origin: str
    impact: str
    count: int


def last_states(declarations: "Iterable[Declaration]") -> "tuple[Declaration, ...]":
    """One declaration an incident: the last of those that share an identifier, oldest first."""
    by_id = {item.id: item for item in sorted(declarations, key=lambda item: item.declared)}
    return tuple(by_id.values())


def figures(declarations: "Iterable[Declaration]") -> tuple[Figure, ...]:
    """The figures, sorted; those that complete a declaration count once, in the month of the first.

    What is counted is the last state. A declaration whose effect on care is not known is left out: the
    caller says so, and it is counted once it has been qualified.
    """
    known = sorted(declarations, key=lambda item: item.declared)
    months = {item.id: f"{paris_day(item.declared):%Y-%m}" for item in reversed(known)}
    counted = Counter(
        (months[item.id], item.structure, item.origin, item.care_level)
        for item in last_states(known)
        if item.care_level is not None
    )
    return tuple(
        sorted(
            Figure(period, structure, origin, impact or "", count)
            for (period, structure, origin, impact), count in counted.items()
        )
    )


def figures_csv(rows: Iterable[Figure]) -> str:
    """The figures as RFC 4180 with Unix line ends, as the observatory reads them."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(FIGURES_HEADER)
    for row in rows:
        writer.writerow((row.period, row.structure, row.origin, row.impact, row.count))
    return text.getvalue()
