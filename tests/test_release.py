"""The package as others take it: built here, installed elsewhere, with nothing of this repository."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from http.client import HTTPResponse
from pathlib import Path
from urllib.request import urlopen

import html5lib
import pytest
from playwright.sync_api import Browser

from cyberveille import __version__
from cyberveille.locale import paris_day
from cyberveille.model.configuration import FrameName
from tests.accessible import NARROW, WIDE, Look, violations
from tests.browser.conftest import serving
from tests.needs import needs
from tests.test_upgrade import portal_of_0_1

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "generator" / "cyberveille"
DATED = {"SOURCE_DATE_EPOCH": "1790000000"}
GUIDE = "docs/votre-premier-portail.md"
PASTE = """
import re, sys
text = sys.stdin.read()
key = text.partition(":")[0]
told = open("site_config.yml", encoding="utf-8").read()
told, count = re.subn(rf"^{key}:\\n(?:  .*\\n)+", lambda _: text, told, flags=re.MULTILINE)
assert count == 1, key
open("site_config.yml", "w", encoding="utf-8").write(told)
"""
"""As an editor does: a group of keys in the place of the one that was to be filled in."""


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
    folder = tmp_path_factory.mktemp("premier") / ".venv"
    venv.create(folder, symlinks=True)
    [wheel] = dist.glob("*.whl")
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
    into = ("--python", folder / "bin/python", "install", "--no-index", "--no-deps", wheel)
    _run(*pip, *into, cwd=folder)
    [place] = folder.glob("lib/python*/site-packages")
    (place / "libraries.pth").write_text(sysconfig.get_paths()["purelib"] + "\n", encoding="utf-8")
    pip_there = folder / "bin" / "pip"
    pip_there.write_text(f'#!/bin/sh\nexec "{folder}/bin/python" -m pip "$@" --no-index\n', encoding="utf-8")
    pip_there.chmod(0o755)
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
def walked(installed: Path) -> Path:
    """The portal of the guide, each line of which was run but for those that serve it."""
    folder = installed.parents[2]
    guide = (ROOT / GUIDE).read_text("utf-8").replace("2026-BUL", f"{paris_day(datetime.now(UTC)).year}-BUL")
    script = ["set -e"]
    for language, text in re.findall(r"^```(console|yaml)\n(.*?)^```", guide, re.MULTILINE | re.DOTALL):
        if language == "console":
            lines = [line.removeprefix("$ ") for line in text.splitlines()]
            script += [line for line in lines if not line.startswith("cyberveille serve")]
        elif text.startswith("- "):
            file = "content/vocabulaires/technologies.yml"
            script += [f"mkdir -p {Path(file).parent}", f"cat > {file} <<'FIN'\n{text}FIN"]
        else:
            script.append(f"python {folder}/paste <<'FIN'\n{text}FIN")
    (folder / "paste").write_text(PASTE, encoding="utf-8")
    script.append("cyberveille check --strict")
    keys = ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL")
    others = dict.fromkeys(keys, "a@example.org")
    # The guide's `python3` is the one that runs these tests.
    others["PATH"] = f"{sys.base_exec_prefix}/bin:{os.environ['PATH']}"
    _run("sh", "-c", "\n".join(script), cwd=folder, **others)
    return folder


def test_each_line_of_the_guide_does_what_it_says(installed: Path, walked: Path) -> None:
    """Far from this repository, a portal is begun, filled, checked, built and delivered."""
    program = "import cyberveille; print(cyberveille.__file__)"
    where = _run(installed.parent / "python", "-c", program, cwd=walked)
    assert where.startswith(str(installed.parents[1]))
    assert _run(installed, "--version", cwd=walked).rstrip().endswith(f" {__version__}")
    delivered = walked / "en-ligne"
    assert f"Cyberveille {__version__}" in (delivered / "edition/index.html").read_text("utf-8")
    assert "douze mois" in (delivered / "donnees-personnelles/index.html").read_text("utf-8")
    assert [*delivered.glob("bulletins/*/CHU-*-BUL-0001/index.html")]
    told = _run(installed, "explain", "technologies", cwd=walked / "veille")
    assert "technologies/robotique" in told
    assert "technologies/cloud" not in told


@pytest.fixture(scope="module", params=FrameName, ids=lambda frame: frame.value)
def editions(
    request: pytest.FixtureRequest, installed: Path, walked: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, ...]:
    """What the wheel makes of a portal of one's own and of one of 0.1, in one frame and in the other."""
    folder = tmp_path_factory.mktemp(request.param.value)
    shutil.copytree(walked / "veille", folder / "veille", ignore=shutil.ignore_patterns("site", ".site*"))
    portal_of_0_1(folder / "ancien").close()
    outputs = []
    for name in ("veille", "ancien"):
        with (folder / name / "site_config.yml").open("a", encoding="utf-8") as told:
            told.write(f"frame: {request.param.value}\n")
        _run(installed, "build", "--root", name, cwd=folder)
        outputs.append(folder / name / "site")
        drawn = bool([*outputs[-1].glob("assets/material.*.css")])
        assert drawn is (request.param is FrameName.MATERIAL)
    return tuple(outputs)


def test_its_pages_are_valid_and_lead_somewhere(editions: tuple[Path, ...]) -> None:
    """Each of them, by the algorithm of the HTML standard; each link, to a file of the edition."""
    for edition in editions:
        pages = [*edition.rglob("*.html")]
        assert len(pages) > 30
        for page in pages:
            text = page.read_text("utf-8")
            html5lib.HTMLParser(strict=True).parse(text)
            for path in set(re.findall(r'(?:href|src)="/([^"#?]*)', text)):
                target = edition / path
                assert (target / "index.html" if path.endswith("/") or not path else target).is_file(), path


@pytest.mark.parametrize(
    "look", [WIDE, pytest.param(NARROW, marks=pytest.mark.thorough)], ids=["large", "etroit"]
)
def test_nothing_is_found_against_its_pages(
    chromium: Browser, editions: tuple[Path, ...], look: Look
) -> None:
    """By axe, on a page of each sort."""
    width, scheme = look
    for edition in editions:
        notice = next(page.parent for page in sorted(edition.glob("bulletins/*/*/index.html")))
        with serving(edition) as address:
            for path in ("", "signaler/", "recherche/", "accessibilite/", f"{notice.relative_to(edition)}/"):
                page = chromium.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
                page.goto(f"{address}/{path}")
                assert violations(page) == [], path
                page.close()


@pytest.fixture
def served(installed: Path, walked: Path) -> Iterator[HTTPResponse]:
    """The answer to a visit of the portal that is being written."""
    command: list[str | Path] = [installed, "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=walked / "veille", stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        address = next(found[0] for line in running.stdout if (found := re.search(r"http://\S+", line)))
        with urlopen(address, timeout=30) as answer:  # noqa: S310 - http, on this machine
            yield answer
        running.terminate()


@pytest.mark.slow
def test_it_is_served(served: HTTPResponse) -> None:
    """From nothing to a page in two commands."""
    assert "Veille" in served.read().decode()
