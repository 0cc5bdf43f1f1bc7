"""What is aimed at, each with its limit, and whether a run reached it."""

from collections.abc import Iterator

from msgspec import Struct

from benchmarks import archives
from benchmarks.run import Comparing, Results, Series
from benchmarks.visits import COMMON, ORDINARY

OURS, SEARCHED, OTHERS = "Cyberveille", "Cyberveille, search", "Hugo + Pagefind"
LARGEST = 100_000


class Target(Struct, frozen=True):
    """`value` is None when the run did not measure it."""

    name: str
    limit: float
    unit: str
    value: float | None

    @property
    def verdict(self) -> str:
        if self.value is None:
            return "not measured"
        return "holds" if self.value <= self.limit else "misses"


def targets(results: Results) -> str:
    """Markdown: what was aimed at, what was reached."""
    lines = ["| target | limit | measured | |", "|---|---:|---:|---|"]
    found = (
        *_of_builds(results),
        *_of_growth(results),
        *_of_the_guard(results),
        *_of_visits(results),
        *of_comparing(results.comparing),
        *of_series(results.series),
    )
    for item in found:
        value = "–" if item.value is None else f"{item.value:.2f} {item.unit}"
        lines.append(f"| {item.name} | {item.limit:g} {item.unit} | {value} | {item.verdict} |")
    return "\n".join(lines) + "\n"


def _of_builds(results: Results) -> Iterator[Target]:
    def ratio(ours: str, others: str, scenario: str) -> float | None:
        return _ratio(_seconds(results, ours, scenario), _seconds(results, others, scenario))

    yield Target("cold build with search, to Hugo + Pagefind", 0.65, "×", ratio(SEARCHED, OTHERS, "cold"))
    yield Target("cold build without search, to Hugo", 0.6, "×", ratio(OURS, "Hugo", "cold"))
    for scenario in ("bulletin", "alert", "revised"):
        yield Target(f"publish, {scenario}, with search", 0.7, "s", _seconds(results, SEARCHED, scenario))
    yield Target("publish a bulletin without search", 0.35, "s", _seconds(results, OURS, "bulletin"))
    yield Target("publish a bulletin, to Hugo + Pagefind", 0.03, "×", ratio(SEARCHED, OTHERS, "bulletin"))
    for size, idle in ((archives.REAL, 0.35), (LARGEST, 1.2)):
        still = _seconds(results, SEARCHED, "unchanged", size)
        yield Target(f"nothing changed at {size:,}", idle, "s", still)
    published = _seconds(results, SEARCHED, "bulletin", LARGEST)
    yield Target(f"publish a bulletin with search at {LARGEST:,}", 1.6, "s", published)


def _of_growth(results: Results) -> Iterator[Target]:
    for size, limit in ((archives.REAL, 400.0), (LARGEST, 1000.0)):
        found = results.of(size, SEARCHED, "cold")
        yield Target(f"peak memory at {size:,}", limit, "MiB", found.peak if found else None)

    def grown(cost: dict[int, float | None]) -> float | None:
        return _ratio(cost[LARGEST], cost[archives.REAL])

    sizes = (archives.REAL, LARGEST)
    yield Target(
        f"cold cost of a notice at {LARGEST:,}, to that at {archives.REAL:,}",
        1.2,
        "×",
        grown({size: _ratio(_seconds(results, SEARCHED, "cold", size), size) for size in sizes}),
    )
    yield Target(
        f"publish a bulletin beyond reading the state, at {LARGEST:,}, to that at {archives.REAL:,}",
        1.2,
        "×",
        grown({size: _beyond_reading(results, size) for size in sizes}),
    )


def _beyond_reading(results: Results, size: int) -> float | None:
    published = _seconds(results, SEARCHED, "bulletin", size)
    unchanged = _seconds(results, SEARCHED, "unchanged", size)
    return None if published is None or unchanged is None else published - unchanged


def _of_the_guard(results: Results) -> Iterator[Target]:
    share = results.guarding
    yield Target("leak guard, of a publish", 10, "%", 100 * share.publish if share else None)
    yield Target("leak guard, of a cold build", 25, "%", 100 * share.cold if share else None)


def _of_visits(results: Results) -> Iterator[Target]:
    for name, limit in (("home", 35.0), ("notice", 35.0), ("next page", 20.0)):
        visit = results.visit(name)
        yield Target(f"{name}, transferred", limit, "kB", visit.kilobytes)
    for name in ("home", "notice"):
        visit = results.visit(name)
        yield Target(f"{name}, Largest Contentful Paint", 1.6, "s", visit.seconds)
        yield Target(f"{name}, layout shift", 0.0, "", visit.shift)
    for question, weight in ((ORDINARY, 200.0), (COMMON, 300.0)):
        first = results.visit(f"first query, « {question} »")
        later = results.visit(f"later query, after « {question} »")
        linked = results.visit(f"query in a link, « {question} »")
        yield Target(f"first query, « {question} »", weight, "kB", first.kilobytes)
        yield Target(f"first query, « {question} »", 1.5, "s", first.seconds)
        yield Target(f"later query, after « {question} »", 150.0, "kB", later.kilobytes)
        yield Target(f"opening a link to « {question} »", 1.2, "s", linked.seconds)


def of_comparing(found: Comparing | None) -> Iterator[Target]:
    """Those of « Suis-je concerné ? »."""
    yield Target("rules of the three newest years", 250.0, "kB", found.recent if found else None)
    yield Target("rules of the whole archive", 900.0, "kB", found.whole if found else None)
    yield Target("5,000 lines compared with it", 1.5, "s", found.seconds if found else None)
    yield Target("longest task of the page meanwhile", 100.0, "ms", found.longest if found else None)


def of_series(found: Series | None) -> Iterator[Target]:
    """Those of publications in a row."""
    many = f"{found.count} " if found else ""
    yield Target(
        f"slowest of {many}publishes in a row", 1.5, "s", found.slowest[0].seconds if found else None
    )


def _seconds(results: Results, contender: str, scenario: str, size: int = archives.REAL) -> float | None:
    found = results.of(size, contender, scenario)
    return found.seconds if found else None


def _ratio(first: float | None, second: float | None) -> float | None:
    return first / second if first is not None and second else None
