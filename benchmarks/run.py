"""What one run measured."""

from msgspec import Struct

from benchmarks.guarding import Guarding
from benchmarks.measuring import Measure
from benchmarks.visits import Visit


class Row(Struct, frozen=True):
    size: int
    contender: str
    scenario: str
    measure: Measure


class Comparing(Struct, frozen=True):
    """An inventory compared in Chromium: `seconds` from the paste to the answer.

    `recent` and `whole` are the kilobytes of the rules on the line, of the years loaded at first and of all;
    `longest` is the longest task of the page's own thread, in milliseconds: 0 where none reached 50.
    """

    recent: float
    whole: float
    seconds: float
    longest: float


class Publication(Struct, frozen=True):
    """`number` of those in a row; `files` were written or removed, and `step` took longest."""

    number: int
    seconds: float
    files: int
    step: str


class Series(Struct, frozen=True):
    """Publications in a row, each a bulletin and a build."""

    count: int
    median: float
    slowest: tuple[Publication, ...]
    """The slowest first."""
    most_files: int


class Results(Struct, frozen=True):
    """One run. `made_from` says what the archive of each size was."""

    machine: str
    made_from: dict[int, str]
    rows: tuple[Row, ...]
    visits: tuple[Visit, ...] = ()
    guarding: Guarding | None = None
    comparing: Comparing | None = None
    series: Series | None = None

    def of(self, size: int, contender: str, scenario: str) -> Measure | None:
        wanted = (size, contender, scenario)
        return next((r.measure for r in self.rows if (r.size, r.contender, r.scenario) == wanted), None)

    def visit(self, name: str) -> Visit:
        """A visit without any figure when the run did not make it."""
        return next((visit for visit in self.visits if visit.name == name), Visit(name))
