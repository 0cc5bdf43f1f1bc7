"""Builds killed at random moments, alone or with their group: `python -m benchmarks.killing --kills 100`.

What must hold: the lock is free at once, no process stays, the next command mends, and the tree is then
that of a cold build. `cut` counts the editions that readers would have seen half placed meanwhile.
"""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import click
from tests.killing import survivors

from benchmarks.archives import make
from cyberveille.publishing.workspace import Busy, Workspace

_NAME = re.compile(r"^(  name: ).*$", re.MULTILINE)
_ROW = "{:<8}{:>8}{:>8}{:>8}{:>12}{:>12}{:>8}{:>8}"


@click.command()
@click.option("--kills", default=100, show_default=True)
@click.option("--notices", default=1000, show_default=True)
@click.option("--seed", default=1, show_default=True)
def main(kills: int, notices: int, seed: int) -> None:
    """Half of the kills strike the parent alone, half its whole group."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "portal"
        root.mkdir()
        make(root, notices)
        told = _struck(root, kills, random.Random(seed))  # noqa: S311 - reproducible, not secret
    click.echo(_ROW.format("whom", "kills", "ended", "cut", "lock busy", "survivors", "mended", "cold"))
    for whom in ("parent", "group"):
        columns = ("kills", "ended", "cut", "busy", "survivors", "mended", "cold")
        click.echo(_ROW.format(whom, *(told[whom, column] for column in columns)))


def _struck(root: Path, kills: int, chance: random.Random) -> Counter[tuple[str, str]]:
    told: Counter[tuple[str, str]] = Counter()
    colds, length = _colds(root)
    for number in range(kills):
        whom = ("parent", "group")[number % 2]
        state = number % 2
        _write(root, state)
        told[whom, "kills"] += 1
        process = _begun(root)
        time.sleep(chance.uniform(0, length))
        with suppress(ProcessLookupError):
            (os.kill if whom == "parent" else os.killpg)(process.pid, signal.SIGKILL)
        told[whom, "ended"] += process.wait() == -signal.SIGKILL
        told[whom, "survivors"] += len(survivors(process.pid))
        workspace = Workspace(root / "site")
        told[whom, "cut"] += workspace.unfinished
        try:
            with workspace.lock():
                pass
        except Busy:
            told[whom, "busy"] += 1
        told[whom, "mended"] += _begun(root).wait() == 0
        told[whom, "cold"] += _tree(root / "site") == colds[state]
    return told


def _colds(root: Path) -> tuple[dict[int, str], float]:
    """What each state of the sources gives from nothing; seconds from one to the other."""
    found: dict[int, str] = {}
    for state in (1, 0):
        for name in ("site", ".site.edition", ".cyberveille"):
            shutil.rmtree(root / name, ignore_errors=True)
        _write(root, state)
        assert _begun(root).wait() == 0  # noqa: S101 - nothing is measured otherwise
        found[state] = _tree(root / "site")
    start = time.perf_counter()
    _write(root, 1)
    _begun(root).wait()
    return found, time.perf_counter() - start


def _write(root: Path, state: int) -> None:
    """Two states that differ in the portal's name, hence in every page."""
    file = root / "site_config.yml"
    text = _NAME.sub(rf"\1Portail {state}", file.read_text(encoding="utf-8"), count=1)
    file.write_text(text, encoding="utf-8")


def _begun(root: Path) -> "subprocess.Popen[bytes]":
    program = str(Path(sys.executable).with_name("cyberveille"))
    command = [program, "build", "--root", str(root), "--jobs", "2"]
    moment = ("--now", "2026-11-28T10:00:00+01:00")
    return subprocess.Popen(
        [*command, *moment], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )


def _tree(folder: Path) -> str:
    state = sha256()
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            state.update(f"{file.relative_to(folder)}\0".encode() + sha256(file.read_bytes()).digest())
    return state.hexdigest()


if __name__ == "__main__":
    main()
