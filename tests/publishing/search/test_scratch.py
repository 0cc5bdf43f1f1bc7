"""Pagefind's folder is in memory where it can be, empty, and nobody else's."""

from pathlib import Path

import pytest

from cyberveille.publishing.search import scratch
from cyberveille.publishing.search.scratch import working_folder


@pytest.fixture
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "memory"
    folder.mkdir()
    monkeypatch.setattr(scratch, "_MEMORY", folder)
    monkeypatch.setattr(scratch, "_ROOM", 0)
    return folder


def test_what_a_killed_build_left_is_removed_by_the_next(memory: Path, tmp_path: Path) -> None:
    """The same folder again, empty, that nobody else may read; another portal has another one."""
    first = working_folder(tmp_path / "a")
    (first / "left").touch()
    assert first.parent == memory
    assert first.stat().st_mode & 0o777 == 0o700
    assert working_folder(tmp_path / "a") == first
    assert not list(first.iterdir())
    assert working_folder(tmp_path / "b") != first


def test_a_link_in_its_place_is_not_followed(memory: Path, tmp_path: Path) -> None:
    """What stands under that name and is no folder of ours is left as it is."""
    beside = tmp_path / "a"
    first = working_folder(beside)
    first.rmdir()
    other = tmp_path / "other"
    other.mkdir()
    (other / "theirs").touch()
    first.symlink_to(other)
    assert working_folder(beside) == beside
    assert (other / "theirs").exists()
    assert memory.exists()


@pytest.mark.usefixtures("memory")
def test_little_room_or_none_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then Pagefind works beside the output."""
    monkeypatch.setattr(scratch, "_ROOM", 2**80)
    assert working_folder(tmp_path / "a") == tmp_path / "a"
    monkeypatch.setattr(scratch, "_MEMORY", tmp_path / "nowhere")
    assert working_folder(tmp_path / "a") == tmp_path / "a"
