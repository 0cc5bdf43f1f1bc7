"""A small edition to deliver, and programs that stand in for those of another machine."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.delivering.editions import FILES, edition_json, write
from tests.needs import needs, program


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    write(root, FILES)
    return root


@pytest.fixture
def relabel(tree: Path) -> Callable[[str, str | None], None]:
    """Change whom the edition says it is for, and the commit it says it comes from."""

    def relabelled(audience: str, commit: str | None) -> None:
        (tree / "edition.json").write_text(edition_json(audience, commit), encoding="utf-8")

    return relabelled


def _first_on_path(folder: Path, program: str, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.mkdir(exist_ok=True)
    (folder / program).write_text(script, encoding="utf-8")
    (folder / program).chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


_SSH = """#!/bin/sh
# The other machine is this one: options and host aside, its shell reads the words joined, as sshd has it do.
printf '%s\\n' "$*" >> "$SSH_LOG"
while [ $# -gt 0 ]; do case "$1" in -o|-l) shift 2;; -*) shift;; *) break;; esac; done
shift
if [ "$(wc -l < "$SSH_LOG")" -gt "$SSH_ANSWERS" ]; then
    echo "ssh: connect to host www.example.org port 22: Connection refused" >&2
    exit 255
fi
exec sh -c "$*"
"""


@pytest.fixture
@needs("system")
def rsync() -> Path:
    """The real one, on this machine."""
    return program("rsync")


@pytest.fixture
@needs("system")
def ssh(tmp_path: Path, rsync: Path, monkeypatch: pytest.MonkeyPatch) -> Path:  # noqa: ARG001 - it is started by name
    """The other machine is this one, by a stand-in for ssh; its log has a line for each connection.

    It refuses the connections that come after SSH_ANSWERS of them.
    """
    log = tmp_path / "ssh.log"
    monkeypatch.setenv("SSH_LOG", str(log))
    monkeypatch.setenv("SSH_ANSWERS", "1000000")
    _first_on_path(tmp_path / "bin", "ssh", _SSH, monkeypatch)
    return log


_RCLONE = Path(__file__).with_name("rclone_stand_in.py")


@pytest.fixture
def bucket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An object store, by a stand-in for rclone that keeps `depot:` in this folder and logs what it does."""
    folder = tmp_path / "depot"
    monkeypatch.setenv("RCLONE_FOLDER", str(folder))
    monkeypatch.setenv("RCLONE_LOG", str(tmp_path / "rclone.log"))
    monkeypatch.setenv("RCLONE_FAILS", "")
    script = f'#!/bin/sh\nexec "{sys.executable}" -I -S "{_RCLONE}" "$@"\n'
    _first_on_path(tmp_path / "bin", "rclone", script, monkeypatch)
    return folder


@pytest.fixture(autouse=True)
def _no_wait_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """A killed program loses nothing of what it wrote: only a machine that stops does."""
    monkeypatch.setattr(os, "fsync", lambda _: None)
