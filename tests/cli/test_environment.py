"""Machines as they are: other encodings, folders that cannot be written, disks that are full, no home."""

import errno
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from typing import Self

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from tests.exploring import examples
from tests.needs import needs
from tests.portal import Portal

from cyberveille.cli import main
from cyberveille.cli.streams import in_unicode, nearest_in

ENCODINGS = ["cp1252", "latin-1", "iso-8859-15", "ascii", "cp850", "cp437"]
BROKEN = ("bulletins/2026/CV-2026-BUL-0001.md", "severity: ", "severity: x")


def _run(*arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "from cyberveille.cli import main; main()", *arguments]
    return subprocess.run(command, cwd=folder, env=os.environ | environment, capture_output=True, check=False)


def _told(encoding: str, *arguments: str) -> tuple[int, str]:
    """The exit code of a command in this process, and what it writes where Python opened its streams so.

    A stream in ASCII is one that nobody set up: click writes UTF-8 to it.
    """
    out = io.TextIOWrapper(io.BytesIO(), encoding)
    error = io.TextIOWrapper(io.BytesIO(), encoding, errors="backslashreplace")
    with redirect_stdout(out), redirect_stderr(error), pytest.raises(SystemExit) as ended:
        main(list(arguments), prog_name="cyberveille")
    out.flush()
    assert isinstance(out.buffer, io.BytesIO)
    assert isinstance(ended.value.code, int)
    return ended.value.code, out.buffer.getvalue().decode("utf-8" if encoding == "ascii" else encoding)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_findings_are_told_in_any_encoding(portal: Portal, encoding: str) -> None:
    """Exit code 1 and the finding, in each form; no error, no sign lost but for its nearest."""
    portal.edit(*BROKEN)
    for form in ("text", "github", "gitlab", "json"):
        code, told = _told(encoding, "check", "--root", str(portal.folder), "--format", form)
        assert code == 1
        assert "severity" in told
    findings = json.loads(told)["findings"]
    assert any("gravit" in finding["message"] or "«" in finding["message"] for finding in findings)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_help_is_told_in_any_encoding(encoding: str) -> None:
    """Accents and arrows are in it."""
    code, told = _told(encoding, "check", "--help")
    assert code == 0
    assert "Usage" not in told


def test_the_streams_of_the_machine_are_such(portal: Portal) -> None:
    """As Python opens them in a terminal that has not every sign."""
    portal.edit(*BROKEN)
    done = _run("check", folder=portal.folder, PYTHONIOENCODING="cp1252")
    assert done.returncode == 1, done.stderr
    assert b"Traceback" not in done.stderr
    assert done.stdout.decode("cp1252") == _told("cp1252", "check", "--root", str(portal.folder))[1]


@examples(100)
@given(st.text(max_size=30), st.sampled_from(ENCODINGS))
def test_any_text_can_be_written(text: str, encoding: str) -> None:
    """What has no nearest sign is a question mark."""
    text.encode(encoding, nearest_in(encoding))
    assert not in_unicode(encoding)
    assert all(map(in_unicode, ("utf-8", "UTF8", "utf-16", "utf-8-sig", None)))


def test_the_nearest_signs_are_read() -> None:
    """Arrows, apostrophes and spaces stay what they mean."""
    assert "« l’été… → cœur »\u202f!".encode("ascii", nearest_in("ascii")) == b'" l\'ete... -> coeur " !'
    assert "l’été → cœur".encode("cp1252", nearest_in("cp1252")) == "l’été -> cœur".encode("cp1252")


class _Full:
    """A file on a full disk."""

    def __init__(self, real: object) -> None:
        self._real = real

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._real.close()  # type: ignore[attr-defined]

    def write(self, _text: str) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_leaves_no_notice(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is named, the true cause is said, and nothing of it stays."""
    real = Path.open

    def opened(path: Path, mode: str = "r", **options: str) -> object:
        file = real(path, mode, **options)  # type: ignore[call-overload]
        return _Full(file) if mode == "x" else file

    monkeypatch.setattr(Path, "open", opened)
    given = ("--title", "Titre", "--severity", "faible", "--technology", "imagerie")
    arguments = [
        "new",
        "bulletin",
        *given,
        "--reference",
        "https://example.org/",
        "--root",
        str(portal.folder),
    ]
    before = set(portal.folder.rglob("*"))
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.exit_code == 2
    assert ".md\u00a0: disque plein." in result.stderr
    assert {path for path in portal.folder.rglob("*") if path.is_file()} <= before


@pytest.fixture
@needs("system")
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 4 MiB, all of it taken."""
    folder = tmp_path / "disque"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no file system may be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def _fill(folder: Path) -> None:
    with (folder / "remplissage").open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(4096)) == 4096:
            pass


@pytest.mark.system
def test_a_full_disk_is_checked_all_the_same(portal: Portal, full_disk: Path) -> None:
    """What was read is not kept, which is said; a notice is not created, and leaves nothing."""
    portal.edit(*BROKEN)
    folder = full_disk / "portail"
    subprocess.run(["cp", "-r", str(portal.folder), str(folder)], check=True)
    _fill(full_disk)
    checked = _run("check", folder=folder)
    assert checked.returncode == 1, checked.stderr
    assert "disque plein" in checked.stderr.decode()
    assert b"severity" in checked.stdout
    before = set(folder.rglob("*.md"))
    given = ("--title", "Titre", "--severity", "faible", "--technology", "imagerie")
    made = _run("new", "bulletin", *given, "--reference", "https://example.org/", folder=folder)
    assert made.returncode == 2
    assert "disque plein" in made.stderr.decode()
    assert set(folder.rglob("*.md")) == before
    built = _run("build", "--no-search", folder=folder)
    assert built.returncode != 0
    assert b"Traceback" not in built.stderr


Reader = Callable[..., subprocess.CompletedProcess[bytes]]
_SOMEBODY = 65533
_NOBODY = ("--reuid=65534", "--regid=65534", "--clear-groups")
_READING = ("--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search")
"""Whatever the folder of the program, reads it (capabilities(7)); writes no more than the modes say."""
_BARE_ROOT = ("--bounding-set=-all", "--inh-caps=-all")
"""Where a container has not that capability: root, to whom what is somebody else's is closed then."""


@pytest.fixture
@needs("system")
def reader(portal: Portal) -> Reader:
    """Runs the command as a user who may only read the portal, and has no home."""
    if os.geteuid():
        pytest.skip("only root may run a command as somebody else")
    for path in (portal.folder, *portal.folder.rglob("*")):
        os.chown(path, _SOMEBODY, _SOMEBODY)
    rights: tuple[str, ...] = (*_NOBODY, *_READING)
    if subprocess.run(["setpriv", *rights, "true"], capture_output=True, check=False).returncode:
        rights = _BARE_ROOT

    def run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-c", "from cyberveille.cli import main; main()", *arguments]
        return subprocess.run(
            ["setpriv", *rights, *command],
            cwd=portal.folder,
            env=os.environ | {"HOME": str(portal.folder / "absent")},
            capture_output=True,
            check=False,
        )

    return run


@pytest.mark.system
def test_a_portal_that_may_only_be_read_is_checked_and_built_elsewhere(
    reader: Reader, portal: Portal, tmp_path: Path
) -> None:
    """Without a home either; nothing is said in English."""
    before = set(portal.folder.rglob("*"))
    checked = reader("check")
    assert checked.returncode == 0, checked.stderr
    assert "accès refusé" in checked.stderr.decode()
    output = tmp_path / "ailleurs"
    output.mkdir()
    output.chmod(0o777)
    built = reader("build", "--no-search", "--output", str(output / "site"))
    assert built.returncode == 0, built.stderr
    assert (output / "site" / "index.html").is_file()
    for word in (b"Traceback", b"Matplotlib", b"warning", b"Permission"):
        assert word not in built.stderr
    assert set(portal.folder.rglob("*")) == before
