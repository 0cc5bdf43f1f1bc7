"""Where moments crowd: the dates of what stands there depend on each other (`spacing`), and on no other."""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from msgspec import Struct

from cyberveille.publishing.headlines import Part


class Crowds(Struct, frozen=True):
    """Runs of moments of which each may push the next one a second on; in whole seconds since 1970.

    `starts` and `ends` are the first and the last second that each run may take, `marks` change with whoever
    stands in it.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    marks: tuple[int, ...]

    @classmethod
    def of(cls, moments: Iterable[tuple[int, int]]) -> "Crowds":
        """Of moments, each with a mark of who has it."""
        runs: list[tuple[int, int, int]] = []
        start = end = count = marks = 0
        for moment, mark in sorted(moments):
            if count and moment <= end:
                end += 1
                count += 1
                marks += mark
                continue
            if count > 1:
                runs.append((start, end, marks))
            start = end = moment
            count, marks = 1, mark
        if count > 1:
            runs.append((start, end, marks))
        starts, ends, told = zip(*runs, strict=True) if runs else ((), (), ())
        return cls(starts, ends, told)

    def _place(self, moment: int) -> int:
        place = bisect_right(self.starts, moment) - 1
        return place if place >= 0 and self.ends[place] >= moment else -1

    def around(self, moment: int) -> tuple[int, int] | None:
        """The run in which a moment stands, or that may reach it; None when nothing pushes it."""
        place = self._place(moment)
        return None if place < 0 else (self.starts[place], self.ends[place])

    def since(self, moment: int) -> int:
        """The moment from which on all is to be known, to tell what is at `moment` or later."""
        run = self.around(moment)
        return run[0] if run else moment


def triples(part: Part) -> "array[int]":
    """When each notice of a part was published and last revised, and its mark, one after the other."""
    found = array("q")
    found.frombytes(part.facts.moments)
    return found


def updates(part: Part) -> "array[int]":
    """When each notice of a part was last revised."""
    return triples(part)[1::3]


def changes(part: Part) -> "array[int]":
    found = array("q")
    found.frombytes(part.facts.changed)
    return found


def crowds_of(parts: Sequence[Part]) -> Crowds:
    """Of all that notices are dated by: a notice that was not revised has one moment."""
    moments: list[tuple[int, int]] = []
    for part in parts:
        told = triples(part)
        every = list(zip(told[0::3], told[1::3], told[2::3], strict=True))
        moments += ((early, mark) for early, _, mark in every)
        moments += ((late, mark) for early, late, mark in every if late != early)
    return Crowds.of(moments)
