"""`python -m benchmarks`: this portal beside other generators, on the same archive, in one run.

Prints the table, says which targets hold, and keeps results as JSON, Markdown and a plot.
"""

import argparse
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from benchmarks import archives
from benchmarks.comparing import comparing
from benchmarks.contenders import Contender, Ours, contenders
from benchmarks.guarding import guarding
from benchmarks.measuring import CommandFailed, Measure, measure
from benchmarks.reporting import machine, save, table
from benchmarks.run import Results, Row
from benchmarks.series import PUBLICATIONS, series
from benchmarks.targets import LARGEST, targets
from benchmarks.terms import add_terms
from benchmarks.visits import visits

SIZES = (1_000, 5_000, archives.REAL)


def main() -> None:
    """Read the options, measure, report."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=[*SIZES, LARGEST])
    parser.add_argument("--only", nargs="*", help="names of contenders")
    parser.add_argument("--terms", type=int, default=0, help="as many terms and feeds more, made up")
    parser.add_argument("--in-a-row", type=int, default=PUBLICATIONS, help="publications, 0 for none")
    parser.add_argument("--folder", type=Path, help="where to work; a temporary folder otherwise")
    parser.add_argument("--results", type=Path, default=Path(__file__).with_name("results"))
    options = parser.parse_args()
    results = Results(machine(), {}, ())
    if options.folder is not None:
        options.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=options.folder) as scratch:
        # Nothing is removed before the end: for minutes after many files went, some file systems (ext4
        # without a journal) make new ones ten times slower, which would fall on whoever comes next.
        for size in options.sizes:
            archive = Path(scratch) / f"archive-{size}"
            archive.mkdir()
            results.made_from[size] = archives.make(archive, size)
            if options.terms:
                add_terms(archive, options.terms)
                results.made_from[size] += f", with {options.terms:,} terms and feeds more"
            for contender in contenders(largest=size > archives.REAL):
                if not options.only or contender.name in options.only:
                    results = _measured(results, contender, archive, size, options.in_a_row)
    save(results, options.results)
    print(table(results))
    print(targets(results))


def _measured(results: Results, contender: Contender, archive: Path, size: int, in_a_row: int) -> Results:
    """The results with those of a contender; of ours with search, the guard's and the visitors' too.

    So are those of so many publications `in_a_row`.
    """
    folder = archive.with_name(f"{contender.name} {size}")
    contender.prepare(archive, folder)
    results = replace(results, rows=results.rows + tuple(_scenarios(contender, archive, folder, size)))
    if size == archives.REAL and isinstance(contender, Ours) and contender.searches:
        guarded = archive.with_name("guarded")
        contender.prepare(archive, guarded)
        guard = guarding(guarded, contender.commands()[0])
        site = folder / "site"
        results = replace(results, visits=visits(site), guarding=guard, comparing=comparing(site))
        if in_a_row:
            results = replace(results, series=series(folder, contender.commands()[0], in_a_row))
    return results


def _scenarios(contender: Contender, archive: Path, folder: Path, size: int) -> Iterator[Row]:
    chance = random.Random(2)  # noqa: S311 - reproducible, not secret
    try:
        for scenario in contender.scenarios:
            found: list[Measure] = []
            for number in range(1 if scenario == "cold" else contender.rounds):
                _change(contender, archive, folder, scenario, number, chance)
                found.append(_all(contender, folder))
            middle = sorted(found, key=lambda measure: measure.seconds)[len(found) // 2]
            row = Row(size, contender.name, scenario, middle)
            told = f"{row.size:>7}  {row.contender:<22}{row.scenario:<11}{row.measure.seconds:>8.2f} s"
            print(told, file=sys.stderr)
            yield row
    except CommandFailed as failed:
        print(f"{contender.name} at {size}: {failed}", file=sys.stderr)


def _change(
    contender: Contender,
    archive: Path,
    folder: Path,
    scenario: str,
    number: int,
    chance: random.Random,
) -> None:
    """Make the change of `scenario`, another one for each `number`."""
    if scenario == "revised":
        file = sorted((archive / "bulletins").rglob("*.md"))[-40 - number]
        text = file.read_text(encoding="utf-8")
        revised = text.replace("## Mesures", "Une phrase de plus.\n\n## Mesures")
        told = "  - {date: 2026-11-24T08:00:00+01:00, change: Une phrase de plus, minor: true}\n"
        revised = revised.replace("\n---\n", f"\n{told}---\n", 1)
        contender.add(folder, "bulletins", file.stem, revised)
    elif scenario == "bulletin":
        name = f"CV-2026-BUL-{900 + number:04d}"
        contender.add(folder, "bulletins", name, _new(name, 901 + number, chance))
    elif scenario == "alert":
        name = f"CV-2026-ALE-{900 + number:04d}"
        text = _new(name, 951 + number, chance).replace("tlp:", "status: active\ntlp:")
        contender.add(folder, "alerts", name, text)


def _new(name: str, advisory: int, chance: random.Random) -> str:
    text = archives.bulletin(name, 2026, advisory, chance)
    return text.replace("technologies:", "severity: critique\ntechnologies:", 1)


def _all(contender: Contender, folder: Path) -> Measure:
    measures = [measure(command, folder) for command in contender.commands()]
    return Measure(
        sum(item.seconds for item in measures),
        sum(item.cpu for item in measures),
        max(item.peak for item in measures),
    )


if __name__ == "__main__":
    main()
