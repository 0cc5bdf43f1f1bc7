"""Two rows of things side by side: what stayed, what was taken out, what was put in."""

from collections.abc import Hashable, Iterator, Sequence
from difflib import Match, SequenceMatcher
from typing import NamedTuple

from cyberveille.publishing.comparing.budget import Budget


class Run(NamedTuple):
    """Positions in the first row, `start` to `end`, and in the second, which stand for each other.

    `same` when they are equal; else those of the first were taken out, and those of the second put in.
    """

    same: bool
    start: int
    end: int
    new_start: int
    new_end: int


def aligned(before: Sequence[Hashable], after: Sequence[Hashable], budget: Budget) -> Iterator[Run]:
    """In order, each thing of both rows in one run."""
    first = _common(before, after)
    last = _common(before[first:][::-1], after[first:][::-1])
    end, new_end = len(before) - last, len(after) - last
    if first:
        yield Run(True, 0, first, 0, first)
    yield from _between(before, after, (first, end, first, new_end), budget)
    if last:
        yield Run(True, end, len(before), new_end, len(after))


def _between(
    before: Sequence[Hashable], after: Sequence[Hashable], bounds: tuple[int, int, int, int], budget: Budget
) -> Iterator[Run]:
    start, end, new_start, new_end = bounds
    old, new = before[start:end], after[new_start:new_end]
    if not old and not new:
        return
    found = _opcodes(old, new, budget) if old and new else None
    if found is None:
        yield Run(False, *bounds)
        return
    for tag, one, other, new_one, new_other in found:
        yield Run(tag == "equal", start + one, start + other, new_start + new_one, new_start + new_other)


class _TooMuchWorkError(Exception):
    pass


class _Counted(SequenceMatcher[Hashable]):
    """Looks only as long as the budget allows."""

    budget: Budget
    a: Sequence[Hashable]
    b2j: dict[Hashable, list[int]]
    """Of the standard library: the first row, and where each thing stands in the second."""

    def find_longest_match(
        self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None
    ) -> Match:
        equal = (len(self.b2j.get(item, ())) for item in self.a[alo:ahi])
        if not self.budget.allows(sum(equal) + (len(self.a) if ahi is None else ahi) - alo):
            raise _TooMuchWorkError
        return super().find_longest_match(alo, ahi, blo, bhi)


def _opcodes(
    before: Sequence[Hashable], after: Sequence[Hashable], budget: Budget
) -> list[tuple[str, int, int, int, int]] | None:
    """None when there is more to compare than the budget allows."""
    matcher = _Counted(None, before, after, autojunk=False)
    matcher.budget = budget
    try:
        return list(matcher.get_opcodes())
    except _TooMuchWorkError:
        return None


def _common(before: Sequence[Hashable], after: Sequence[Hashable]) -> int:
    """How many things are the same at the beginning of both."""
    count = 0
    for one, other in zip(before, after, strict=False):
        if one != other:
            break
        count += 1
    return count
