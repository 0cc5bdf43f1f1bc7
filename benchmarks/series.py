"""Publications one after another: `python -m benchmarks.series ARCHIVE`; the slowest shows what piles up.

ARCHIVE is a portal that was built; each publication adds a bulletin, newer than the last, and builds.
`--results FOLDER` puts the figures among those of an earlier run.
"""

import argparse
import re
import subprocess
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

import msgspec

from benchmarks.contenders import Ours
from benchmarks.measuring import surroundings
from benchmarks.reporting import report
from benchmarks.run import Publication, Series
from benchmarks.targets import of_series

PUBLICATIONS = 400
_FIRST = 1001
_BEGUN = datetime(2026, 1, 5, 8, tzinfo=UTC)
_EVERY = timedelta(hours=19)
_SLOWEST = 5
_MODELS = 1000
"""The newest notices, whose texts those to come repeat."""
_COUNTED = re.compile(r"dont ([\d\s]+) écrits? et ([\d\s]+) retirés?")
_STEP = re.compile(r"^ +(\w[\w ]*?) +(\d+),(\d+) s$", re.MULTILINE)


def series(folder: Path, command: Sequence[str | Path], count: int = PUBLICATIONS) -> Series:
    """`count` bulletins published in the portal in `folder`, one build each."""
    found = tuple(_published(folder, command, count))
    slowest = sorted(found, key=lambda one: one.seconds, reverse=True)[:_SLOWEST]
    return Series(
        count=len(found),
        median=median(one.seconds for one in found),
        slowest=tuple(slowest),
        most_files=max(one.files for one in found),
    )


def _published(folder: Path, command: Sequence[str | Path], count: int) -> Iterator[Publication]:
    models = sorted((folder / "bulletins").glob("*/*.md"))[-_MODELS:]
    for number in range(1, count + 1):
        _write(folder, number, models[number % len(models)].read_text(encoding="utf-8"))
        start = time.perf_counter()
        done = subprocess.run(
            (*command, "--timings"),
            cwd=folder,
            env=surroundings(),
            capture_output=True,
            text=True,
            check=True,
        )
        seconds = time.perf_counter() - start
        counted = _COUNTED.search(done.stdout)
        files = sum(int(re.sub(r"\D", "", told)) for told in counted.groups()) if counted else 0
        steps = {name: float(f"{whole}.{parts}") for name, whole, parts in _STEP.findall(done.stdout)}
        yield Publication(number, seconds, files, max(steps, key=steps.__getitem__))


def _write(folder: Path, number: int, model: str) -> None:
    """A notice that says what another one does, under a name, an alias and a date of its own."""
    moment = _BEGUN + number * _EVERY
    name = f"CV-{moment.year}-BUL-{_FIRST + number}"
    told = {
        "id": name,
        "published": moment.isoformat(),
        "aliases": f"[EXEMPLE-{moment.year}-AVI-{_FIRST + number}]",
        "revisions": f"\n  - {{date: {moment.isoformat()}, change: Version initiale}}",
    }
    text = model
    for key, value in told.items():
        text = re.sub(rf"^{key}:.*\n(?: .*\n)*", f"{key}: {value}\n", text, count=1, flags=re.MULTILINE)
    (folder / f"bulletins/{moment.year}/{name}.md").write_text(text, encoding="utf-8")


def main() -> None:
    """Print the figures; they stand among those of an earlier run where its folder is told."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.series", description=__doc__)
    parser.add_argument("archive", type=Path)
    parser.add_argument("--count", type=int, default=PUBLICATIONS)
    parser.add_argument("--no-search", action="store_true")
    parser.add_argument("--results", type=Path, help="folder whose results take the figures")
    options = parser.parse_args()
    command = Ours("", searches=not options.no_search).commands()[0]
    found = series(options.archive, command, options.count)
    print(msgspec.json.format(msgspec.json.encode(found)).decode())
    report(of_series(found), options.results, series=found)


if __name__ == "__main__":
    main()
