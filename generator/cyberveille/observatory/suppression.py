"""Which cells of additive tables must stay unpublished so that no small one can be worked out.

Cell suppression as statistical offices practise it (Hundepool and others, Statistical Disclosure
Control, 2012, chapter 4): small cells first, then as few others as a solver finds needed.
"""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from cyberveille.extras import Part, need


class Relation(Struct, frozen=True):
    """The cell at position `total` is the sum of those at `parts`: readers know that."""

    total: int
    parts: tuple[int, ...]

    @property
    def cells(self) -> frozenset[int]:
        return frozenset((self.total, *self.parts))


def suppressed(values: Sequence[int], relations: Sequence[Relation], threshold: int) -> frozenset[int]:
    """The positions of the cells to hold back.

    A cell is small from 1 to `threshold` - 1; a zero is published. Whoever knows every published cell,
    the relations, and that a cell held back is at least 1, is left with several possible values for each
    small cell, of which the largest is `threshold` - 1 or more. (Not all from 1 on: a sum of two cells
    held back is at least 2, whatever else is hidden.)
    """
    small = frozenset(place for place, value in enumerate(values) if 0 < value < threshold)
    hidden = set(small)
    while True:
        more = _lonely(values, relations, hidden) or _exposed(values, relations, hidden, small, threshold)
        if not more:
            return frozenset(hidden)
        hidden |= more


def _lonely(values: Sequence[int], relations: Sequence[Relation], hidden: set[int]) -> set[int]:
    """A cell to hide in each relation where one alone is hidden, a subtraction away from being known."""
    more: set[int] = set()
    for relation in relations:
        if len(relation.cells & (hidden | more)) == 1:
            others = (place for place in relation.cells - hidden - more if values[place])
            cheapest = min(others, key=lambda place: (values[place], place), default=None)
            more |= {cheapest} if cheapest is not None else set()
    return more


def _exposed(
    values: Sequence[int],
    relations: Sequence[Relation],
    hidden: set[int],
    small: frozenset[int],
    threshold: int,
) -> set[int]:
    """One more cell to hide, for the first small cell whose possible values are too few; else none."""
    if not small:
        return set()
    attack = _Attack(values, relations, hidden)
    exposed = next((place for place in sorted(small) if not attack.leaves_open(place, threshold)), None)
    if exposed is None:
        return set()
    near = {exposed}
    while True:
        cells = {place for item in relations if near & item.cells for place in item.cells}
        candidates = sorted(
            (place for place in cells - hidden if values[place]), key=lambda place: (values[place], place)
        )
        for candidate in candidates:
            if _Attack(values, relations, hidden | {candidate}).leaves_open(exposed, threshold):
                return {candidate}
        if cells == near:
            # No single cell is enough: the cheapest of all, and the search goes on from there.
            return set(candidates[:1])
        near = cells


class _Attack:
    """What can be worked out of the published cells: an integer program over the hidden ones."""

    def __init__(self, values: Sequence[int], relations: Sequence[Relation], hidden: set[int]) -> None:
        need(Part.SOLVER)
        # The solver takes half a second to load, and an edition seldom has new figures.
        import numpy as np  # noqa: PLC0415
        from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415

        self.places = {place: column for column, place in enumerate(sorted(hidden))}
        rows: list[list[int]] = []
        known: list[int] = []
        for relation in relations:
            row = [0] * len(self.places)
            rest = 0
            for place, sign in ((relation.total, -1), *((part, 1) for part in relation.parts)):
                if place in self.places:
                    row[self.places[place]] += sign
                else:
                    rest -= sign * values[place]
            if any(row):
                rows.append(row)
                known.append(rest)
        self.constraints = [LinearConstraint(np.array(rows), known, known)] if rows else []
        self.np, self.milp, self.bounds = np, milp, Bounds

    def leaves_open(self, place: int, threshold: int) -> bool:
        """Whether a small cell cannot be worked out: its possible values are without gaps."""
        most = self.most(place, threshold)
        return most >= threshold - 1 and self.least(place) < most

    def least(self, place: int) -> int:
        return self._bound(place, 1, None)

    def most(self, place: int, enough: int) -> int:
        """The largest value possible, or `enough` as soon as that is."""
        return -self._bound(place, -1, enough)

    def _bound(self, place: int, sign: int, enough: int | None) -> int:
        count = len(self.places)
        objective = self.np.zeros(count)
        objective[self.places[place]] = sign
        top = self.np.full(count, self.np.inf)
        if enough is not None:
            top[self.places[place]] = enough
        found: Any = self.milp(
            objective,
            constraints=self.constraints,
            integrality=self.np.ones(count),
            bounds=self.bounds(1, top),
        )
        if found.fun is None:
            # Bounded by what is asked, not by the tables: the true value itself lies above.
            return sign * (enough or 0)
        return int(found.fun + (0.5 if found.fun > 0 else -0.5))
