"""Results as people read them, and as machines keep them."""

import io
import platform
from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from benchmarks import archives
from benchmarks.measuring import Measure

_COLOURS = {
    "Cyberveille": "#0a5c62",
    "Cyberveille, search": "#0f9aa3",
    "Hugo": "#b3541e",
    "Hugo + Pagefind": "#e08a4f",
    "MkDocs + Material": "#5b4b8a",
    "Zensical": "#8a8a8a",
}


class Row(Struct, frozen=True):
    size: int
    contender: str
    scenario: str
    measure: Measure


class Results(Struct, frozen=True):
    """One run. `made_from` says what the archive of each size was."""

    machine: str
    made_from: dict[int, str]
    rows: tuple[Row, ...]

    def of(self, size: int, contender: str, scenario: str) -> Measure | None:
        wanted = (size, contender, scenario)
        return next((r.measure for r in self.rows if (r.size, r.contender, r.scenario) == wanted), None)


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


def machine() -> str:
    """Processor, cores, memory, system and Python of this machine."""
    processor, memory = "unknown processor", ""
    for line in _lines("/proc/cpuinfo"):
        if line.startswith("model name"):
            processor = line.partition(":")[2].strip()
            break
    cores = sum(line.startswith("processor") for line in _lines("/proc/cpuinfo"))
    for line in _lines("/proc/meminfo"):
        if line.startswith("MemTotal"):
            memory = f", {int(line.split()[1]) // 2**20} GiB"
    return f"{processor}, {cores} cores{memory}, {platform.system()}, Python {platform.python_version()}"


def _lines(file: str) -> list[str]:
    try:
        return Path(file).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []


def table(results: Results) -> str:
    """Markdown: seconds, processor seconds and MiB of each contender in each scenario."""
    lines = [f"Machine: {results.machine}.", ""]
    for size, source in results.made_from.items():
        lines += [f"{size:,} notices, {source}:", "", "| | scenario | wall s | cpu s | peak MiB |"]
        lines += ["|---|---|---:|---:|---:|"]
        lines += [
            f"| {row.contender} | {row.scenario} | {row.measure.seconds:.2f} | {row.measure.cpu:.2f} "
            f"| {row.measure.peak:.0f} |"
            for row in results.rows
            if row.size == size
        ]
        lines.append("")
    return "\n".join(lines)


def targets(results: Results) -> str:
    """Markdown: what was aimed at, what was reached."""
    lines = ["| target | limit | measured | |", "|---|---:|---:|---|"]
    for item in _targets(results):
        value = "–" if item.value is None else f"{item.value:.2f} {item.unit}"
        lines.append(f"| {item.name} | {item.limit:g} {item.unit} | {value} | {item.verdict} |")
    return "\n".join(lines) + "\n"


def _targets(results: Results) -> Iterator[Target]:
    size = archives.REAL

    def seconds(contender: str, scenario: str, at: int = size) -> float | None:
        found = results.of(at, contender, scenario)
        return found.seconds if found else None

    def ratio(first: float | None, second: float | None) -> float | None:
        return first / second if first is not None and second else None

    ours, with_search = "Cyberveille", "Cyberveille, search"
    yield Target(
        "cold build with search, to Hugo + Pagefind",
        1.0,
        "×",
        ratio(seconds(with_search, "cold"), seconds("Hugo + Pagefind", "cold")),
    )
    yield Target(
        "cold build without search, to Hugo", 1.0, "×", ratio(seconds(ours, "cold"), seconds("Hugo", "cold"))
    )
    for scenario in ("bulletin", "alert", "revised"):
        yield Target(f"publish, {scenario}, with search", 2.0, "s", seconds(with_search, scenario))
    yield Target(
        "publish a bulletin, to Hugo + Pagefind",
        0.1,
        "×",
        ratio(seconds(with_search, "bulletin"), seconds("Hugo + Pagefind", "bulletin")),
    )
    yield Target("nothing changed", 1.0, "s", seconds(with_search, "unchanged"))
    for at, limit in ((size, 700.0), (100_000, 2048.0)):
        found = results.of(at, with_search, "cold")
        yield Target(f"peak memory at {at:,}", limit, "MiB", found.peak if found else None)
    per_notice = ratio(seconds(with_search, "cold", 100_000), 100_000)
    yield Target(
        "cold cost of a notice at 100,000, to that at 14,091",
        1.2,
        "×",
        ratio(per_notice, ratio(seconds(with_search, "cold"), size)),
    )


def save(results: Results, folder: Path) -> None:
    """`results.json`, `results.md` and `results.svg` in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "results.json").write_bytes(msgspec.json.format(msgspec.json.encode(results)) + b"\n")
    text = f"{table(results)}\n{targets(results)}"
    (folder / "results.md").write_text(text, encoding="utf-8")
    (folder / "results.svg").write_text(plot(results), encoding="utf-8")


def plot(results: Results) -> str:
    """Cold builds and publications against the size of the archive, both axes logarithmic."""
    # Drawing is only needed here: the library is one of the development tools.
    from matplotlib import pyplot as plt  # noqa: PLC0415

    plt.switch_backend("svg")
    plt.rcParams |= {"svg.hashsalt": "cyberveille", "svg.fonttype": "none", "font.family": "sans-serif"}
    figure, axes = plt.subplots(1, 2, figsize=(10, 4.2), sharex=True)
    for axis, scenario, title in zip(
        axes, ("cold", "bulletin"), ("cold build", "one new bulletin"), strict=True
    ):
        for contender, colour in _COLOURS.items():
            points = [
                (r.size, r.measure.seconds)
                for r in results.rows
                if (r.contender, r.scenario) == (contender, scenario)
            ]
            if points:
                axis.plot(*zip(*points, strict=True), "o-", label=contender, color=colour)
        axis.set(xscale="log", yscale="log", title=title, xlabel="notices", ylabel="seconds")
        axis.grid(alpha=0.3, which="both")
    axes[0].legend(frameon=False, fontsize="small")
    figure.tight_layout()
    target = io.StringIO()
    figure.savefig(target, format="svg", metadata={"Date": None})
    plt.close(figure)
    return target.getvalue()
