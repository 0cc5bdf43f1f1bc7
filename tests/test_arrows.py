"""The rooms of the program import one way, as pyproject.toml declares; what is imported is declared."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "generator/cyberveille"
WRONG = {
    "model of a library of ours": ("model/tlp.py", "cyberveille.locale"),
    "a room of the command line": ("publishing/edition.py", "cyberveille.cli"),
    "reading of checking": ("reading/source.py", "cyberveille.checking"),
    "checking of the catalogue": ("checking/apply.py", "cyberveille.catalogue"),
    "one way to deliver of another": ("serving/__init__.py", "cyberveille.delivering"),
    "a circle within a room": ("publishing/policy.py", "cyberveille.publishing.frame.cutting"),
    "a room that nobody placed": ("elsewhere.py", "json"),
}


def _run(program: str, *arguments: object, package: Path = PACKAGE) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).with_name(program), *map(str, arguments)],
        cwd=ROOT,
        env={"PYTHONPATH": str(package.parent), "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_each_room_imports_only_what_stands_below_it() -> None:
    """Model nothing of ours, nothing the command line; no circle in any room."""
    done = _run("lint-imports", "--no-cache")
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


@pytest.mark.parametrize("case", WRONG)
def test_an_arrow_the_wrong_way_is_seen(case: str, tmp_path: Path) -> None:
    """The contracts cannot be kept by anything."""
    name, imported = WRONG[case]
    copy = shutil.copytree(PACKAGE, tmp_path / "cyberveille", ignore=shutil.ignore_patterns("__pycache__"))
    with (copy / name).open("a", encoding="utf-8") as module:
        module.write(f"\nimport {imported}\n")
    done = _run("lint-imports", "--no-cache", package=copy)
    assert done.returncode == 1, done.stdout
    assert "BROKEN" in done.stdout or "elsewhere" in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [("generator",), ("generator", "tests", "demo", "benchmarks", "content", "--ignore", "DEP002,DEP004")],
    ids=["program", "everything"],
)
def test_what_is_imported_is_declared(arguments: tuple[str, ...]) -> None:
    """A library that came with another one may leave with it; one that nobody imports should go."""
    there = [name for name in arguments if name != "content" or (ROOT / name).is_dir()]
    done = _run("deptry", *there)
    assert done.returncode == 0, done.stderr
