"""What part of a build the leak guard takes, in an archive that withholds notices."""

import random
import re
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from msgspec import Struct

from benchmarks import archives
from benchmarks.measuring import surroundings

WITHHELD = 100
"""Drafts beside the archive: the guard looks for what they say in every file."""
_PUBLISHES = 5
_FIRST = 700
_STEP = re.compile(r"^ +(\w[\w ]*?) +(\d+),(\d+) s$", re.MULTILINE)
_GUARD = "garde"


class Guarding(Struct, frozen=True):
    """The guard's share of the time that a build takes, from 0 to 1."""

    cold: float
    publish: float


def guarding(folder: Path, command: Sequence[str | Path]) -> Guarding:
    """Build the portal in `folder` from nothing with drafts in it, then publish bulletins: their median."""
    chance = random.Random(4)  # noqa: S311 - reproducible, not secret
    for number in range(_FIRST, _FIRST + WITHHELD):
        _write(folder, number, chance, "draft: true\n")
    cold = _share(folder, command)
    shares = []
    for number in range(_FIRST + WITHHELD, _FIRST + WITHHELD + _PUBLISHES):
        _write(folder, number, chance)
        shares.append(_share(folder, command))
    return Guarding(cold, median(shares))


def _write(folder: Path, number: int, chance: random.Random, more: str = "") -> None:
    name = f"CV-2026-BUL-{number:04d}"
    text = archives.bulletin(name, 2026, number, chance).replace("tlp:", f"{more}tlp:", 1)
    (folder / f"bulletins/2026/{name}.md").write_text(text, encoding="utf-8")


def _share(folder: Path, command: Sequence[str | Path]) -> float:
    start = time.perf_counter()
    done = subprocess.run(
        (*command, "--timings"), cwd=folder, env=surroundings(), capture_output=True, text=True, check=True
    )
    seconds = time.perf_counter() - start
    steps = {name: float(f"{whole}.{parts}") for name, whole, parts in _STEP.findall(done.stdout)}
    return steps[_GUARD] / seconds
