"""The package as others take it: built here, installed elsewhere, with nothing of this repository."""

import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from http.client import HTTPResponse
from pathlib import Path
from urllib.request import urlopen

import pytest

from cyberveille import __version__
from tests.needs import needs

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "generator" / "cyberveille"
DATED = {"SOURCE_DATE_EPOCH": "1790000000"}
GAPS = re.compile('"À compléter : [^"]*"')


def _run(*command: str | Path, cwd: Path, **others: str) -> str:
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"} | others
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
@needs("slow")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel and the sdist of this tree."""
    folder = tmp_path_factory.mktemp("dist")
    _run(sys.executable, "-m", "hatchling", "build", "-d", folder, cwd=ROOT, **DATED)
    return folder


@pytest.fixture(scope="module")
@needs("slow")
def installed(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of an environment with that wheel; its libraries are those of this one."""
    folder = tmp_path_factory.mktemp("ailleurs") / "venv"
    venv.create(folder, symlinks=True)
    [wheel] = dist.glob("*.whl")
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
    into = ("--python", folder / "bin/python", "install", "--no-index", "--no-deps", wheel)
    _run(*pip, *into, cwd=folder)
    [place] = folder.glob("lib/python*/site-packages")
    (place / "libraries.pth").write_text(sysconfig.get_paths()["purelib"] + "\n", encoding="utf-8")
    return folder / "bin" / "cyberveille"


def test_the_wheel_holds_every_file_of_the_package(dist: Path) -> None:
    """Templates, styles, lists, scheme, registry, what a portal begins with; and nothing else."""
    tracked = subprocess.run(
        ["git", "ls-files", "-z", "."], cwd=PACKAGE, capture_output=True, text=True, check=True
    ).stdout
    [wheel] = dist.glob("*.whl")
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert held >= {f"cyberveille/{name}" for name in tracked.split("\0") if name}
    assert all(name.startswith("cyberveille/") for name in held)
    [sdist] = dist.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        tops = {name.split("/")[1] for name in archive.getnames()}
    said = {"CHANGELOG.md", "LICENSE", "README.md"}
    assert tops == {"generator", "pyproject.toml", "PKG-INFO", ".gitignore"} | said


@pytest.mark.slow
def test_the_same_tree_gives_the_same_bytes(dist: Path, tmp_path: Path) -> None:
    """Whatever the clock and the mask; and the sdist makes the same wheel."""
    [sdist] = dist.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path / "sources", filter="data")
    [sources] = (tmp_path / "sources").iterdir()
    build = (sys.executable, "-m", "hatchling", "build", "-d", tmp_path / "dist")
    _run(*build, cwd=sources, **DATED, TZ="Asia/Tokyo")
    digests = [
        {file.name: sha256(file.read_bytes()).hexdigest() for file in folder.iterdir()}
        for folder in (dist, tmp_path / "dist")
    ]
    assert digests[0] == digests[1]


@pytest.fixture(scope="module")
def begun(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portal of one's own, begun by the program installed, its gaps filled."""
    folder = tmp_path_factory.mktemp("portail") / "veille"
    known = ("--name", "Veille", "--url", "https://veille.chu.fr", "--publisher", "CHU")
    _run(installed, "init", folder, *known, "--email", "ssi@chu.fr", cwd=folder.parent)
    file = folder / "site_config.yml"
    file.write_text(GAPS.sub('"Dit par la cellule"', file.read_text("utf-8")), encoding="utf-8")
    return folder


def test_a_portal_is_begun_checked_and_built_by_what_is_installed(installed: Path, begun: Path) -> None:
    """Far from this repository, and it says of which version it is."""
    assert _run(installed, "--version", cwd=begun).rstrip().endswith(f" {__version__}")
    program = "import cyberveille; print(cyberveille.__file__)"
    where = _run(installed.parent / "python", "-c", program, cwd=begun)
    assert where.startswith(str(installed.parent.parent))
    _run(installed, "check", "--strict", cwd=begun)
    _run(installed, "build", cwd=begun)
    assert __version__ in (begun / "site/edition/index.html").read_text("utf-8")
    _run(installed, "deliver", "--to", f"dossier:{begun.parent / 'cible'}", cwd=begun)


@pytest.fixture
def served(installed: Path, begun: Path) -> Iterator[HTTPResponse]:
    """The answer to a visit of the portal that is being written."""
    command: list[str | Path] = [installed, "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=begun, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        address = next(found[0] for line in running.stdout if (found := re.search(r"http://\S+", line)))
        with urlopen(address, timeout=30) as answer:  # noqa: S310 - http, on this machine
            yield answer
        running.terminate()


@pytest.mark.slow
def test_it_is_served(served: HTTPResponse) -> None:
    """From nothing to a page in two commands."""
    assert "Veille" in served.read().decode()
