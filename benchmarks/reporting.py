"""Results as people read them, and as machines keep them."""

import io
import platform
from collections.abc import Iterable
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from benchmarks.run import Results
from benchmarks.targets import Target, targets

_COLOURS = {
    "Cyberveille": "#0a5c62",
    "Cyberveille, search": "#0f9aa3",
    "Cyberveille, material": "#5fb3a1",
    "Hugo": "#b3541e",
    "Hugo + Pagefind": "#e08a4f",
    "MkDocs + Material": "#5b4b8a",
    "Zensical": "#8a8a8a",
}


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
    if results.visits:
        lines += ["A visitor on a phone and a mobile line:", "", "| | kB | s | layout shift |"]
        lines += ["|---|---:|---:|---:|"]
        lines += [
            f"| {visit.name} | {_told(visit.kilobytes)} | {_told(visit.seconds)} | {_told(visit.shift)} |"
            for visit in results.visits
        ]
        lines.append("")
    return "\n".join(lines)


def _told(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def save(results: Results, folder: Path) -> None:
    """`results.json`, `results.md` and `results.svg` in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "results.json").write_bytes(msgspec.json.format(msgspec.json.encode(results)) + b"\n")
    text = f"{table(results)}\n{targets(results)}"
    (folder / "results.md").write_text(text, encoding="utf-8")
    (folder / "results.svg").write_text(plot(results), encoding="utf-8")


def report(items: Iterable[Target], folder: Path | None, **found: Struct) -> None:
    """Print what was measured alone; with a `folder`, it stands among the figures of the run kept there."""
    for item in items:
        print(f"{item.name}: {item.value:.2f} {item.unit} (limit {item.limit:g}), {item.verdict}")
    if folder is not None:
        earlier = msgspec.json.decode((folder / "results.json").read_bytes(), type=Results)
        save(replace(earlier, **found), folder)


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
