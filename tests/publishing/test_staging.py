"""Files are staged in folders that are made when the first file of each comes."""

import os
from pathlib import Path

import pytest

from cyberveille.publishing.output import Output
from cyberveille.publishing.staging import Staging, stage
from cyberveille.publishing.workspace import Workspace


def test_a_folder_is_made_once_for_all_its_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many lie there, and whatever lies between them."""
    made: list[str] = []
    make = os.mkdir

    def mkdir(path: str, *arguments: int) -> None:
        made.append(str(path))
        make(path, *arguments)

    workspace = Workspace(tmp_path / "site")
    staging = Staging(workspace)
    monkeypatch.setattr(os, "mkdir", mkdir)
    for path in ("a/1.html", "b/1.html", "a/2.html", "3.html", "b/2.html"):
        assert staging.staged(path, Output(path, b"key", path.encode), "part").path == path
    assert made == [f"{workspace.staging}/a", f"{workspace.staging}/b"]
    assert (workspace.staging / "a/2.html").read_bytes() == b"a/2.html"


def test_a_folder_that_another_process_made_is_used(tmp_path: Path) -> None:
    """Those of two processes do not know of each other's."""
    workspace = Workspace(tmp_path / "site")
    ours, theirs = Staging(workspace), Staging(workspace)
    for staging, name in ((ours, "a/b/1"), (theirs, "a/b/2")):
        staging.staged(name, Output(name, b"key", bytes), "part")
    assert {path.name for path in (workspace.staging / "a/b").iterdir()} == {"1", "2"}


def test_as_many_are_made_at_a_time_as_is_said(tmp_path: Path) -> None:
    """In the order given, whatever the batch."""
    outputs = [Output(str(number), b"key", str(number).encode) for number in range(5)]
    parts = dict.fromkeys(map(str, range(5)), "part")
    told: list[int] = []
    moves = stage(
        Workspace(tmp_path / "site"),
        outputs,
        parts=parts,
        batch=2,
        progress=lambda done, _: told.append(done),
    )
    assert ([move.path for move in moves], told) == (list("01234"), [2, 4, 5])
