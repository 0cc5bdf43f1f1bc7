"""The same commit gives the same bytes: on another file system, under another Python, in another place."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest
from tests.demonstration import demonstration_in
from tests.needs import needs
from tests.portal import NOW, Portal, bulletin

from cyberveille import package
from cyberveille.publishing.search import generations

_OTHER = {
    "PYTHONHASHSEED": "7",
    "PYTHONOPTIMIZE": "2",
    "PYTHONUTF8": "0",
    "TZ": "Pacific/Auckland",
    "LC_ALL": "C",
    "LANG": "C",
    "PAGEFIND_ROOT_SELECTOR": "nav",
}
"""What should leave no trace; the last one would configure Pagefind."""


def _digests(tree: Path) -> dict[str, str]:
    files = (file for file in tree.rglob("*") if file.is_file())
    return {file.relative_to(tree).as_posix(): sha256(file.read_bytes()).hexdigest() for file in files}


def _copied(source: Path, target: Path, *, backwards: bool) -> None:
    """Files made in the order of their names or the other way round: some file systems list them so."""
    for file in sorted(source.rglob("*"), reverse=backwards):
        if file.is_file():
            place = target / file.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, place)


@pytest.fixture
@needs("slow")
def demonstration(tmp_path: Path) -> Path:
    """The sources of the demonstration, as they stand in the repository."""
    folder = tmp_path / "sources"
    folder.mkdir()
    return demonstration_in(folder, partial(_copied, backwards=False))


def _built(
    root: Path, output: Path, cwd: Path, *options: str, mask: int = 0o022, **others: str
) -> dict[str, str]:
    command = [sys.executable, "-c", "from cyberveille.cli import main; main()", "build", *options]
    places = ("--root", str(root), "--output", str(output), "--now", "2026-11-28T10:00:00+01:00")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **others}
    done = subprocess.run(
        [*command, *places], cwd=cwd, env=environment, umask=mask, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return _digests(output)


def test_the_demonstration_is_the_same_everywhere(demonstration: Path, tmp_path: Path) -> None:
    """Hash seed, optimisation, time zone, locale, mask, folder, processes, and the order of files on disk."""
    other = tmp_path / "ailleurs, une autre fois"
    _copied(demonstration, other / "sources", backwards=True)
    elsewhere = other / "site"
    first = _built(demonstration, tmp_path / "site", tmp_path, "--jobs", "1", PYTHONHASHSEED="0")
    second = _built(other / "sources", elsewhere, other, "--jobs", "2", mask=0o077, **_OTHER)
    assert len(first) > 400
    assert any(path.startswith("pagefind/") for path in first)
    assert first == second


@pytest.fixture
def filled(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> Portal:
    """Enough notices that file systems list them in different orders, in several shards."""
    monkeypatch.setattr(generations, "STEP", 20)
    monkeypatch.setattr(generations, "PART", 40)
    for number in range(10, 90):
        portal.write(
            f"bulletins/2026/CV-2026-BUL-{number:04d}.md",
            bulletin(number, body=" ".join(f"mot{(number * step) % 97}" for step in range(1, 60))),
        )
    return portal


@pytest.fixture
def memory() -> Iterator[Path]:
    """A folder of a file system in memory, which lists the newest file first (Linux tmpfs)."""
    folder = Path("/dev/shm") / f"cyberveille-{os.getpid()}"  # noqa: S108 - ours alone, and taken away
    folder.mkdir()
    yield folder
    shutil.rmtree(folder)


def test_two_file_systems_give_the_same_index(filled: Portal, memory: Path) -> None:
    """On disk and in memory, whole trees are the same."""
    assert memory.stat().st_dev != filled.folder.stat().st_dev
    twin = Portal(memory / "portail")
    _copied(filled.folder, twin.folder, backwards=True)
    filled.build(search=True)
    twin.build(search=True, jobs=2)
    assert _digests(twin.output) == _digests(filled.output)
    twin.close()


@pytest.fixture
def another_python(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """From its call on, the program's digest is that of other libraries."""

    def change() -> None:
        monkeypatch.setattr(package, "_libraries", lambda: {"another Python"})
        package.package_digest.cache_clear()

    yield change
    package.package_digest.cache_clear()


def test_another_interpreter_gives_the_same_bytes(
    filled: Portal, tmp_path: Path, another_python: Callable[[], None]
) -> None:
    """The digest of the code, of Python and of the libraries makes files anew; it stands in none of them."""
    twin = Portal.copy(filled.folder, tmp_path / "ailleurs")
    filled.build(NOW, search=True)
    another_python()
    twin.build(NOW, search=True)
    assert _digests(twin.output) == _digests(filled.output)
    twin.close()


def test_another_interpreter_keeps_the_edition(filled: Portal, another_python: Callable[[], None]) -> None:
    """Everything is rendered again, and nothing is written: the bytes are the same."""
    filled.build(search=True)
    another_python()
    report = filled.build(search=True)
    assert report.rendered > 100
    assert (report.written, report.removed) == ((), ())
