"""The number that a new notice takes."""

from pathlib import Path

import pytest

from cyberveille.drafting.numbers import next_id
from cyberveille.model import Kind


def _next(*folders: Path, kind: Kind = Kind.BULLETIN, year: int = 2026) -> str | None:
    return next_id(folders, "CV", kind, year)


def _files(folder: Path, *names: str) -> Path:
    folder.mkdir(parents=True)
    for name in names:
        (folder / name).touch()
    return folder


def test_the_first_notice_of_a_year_has_number_1(tmp_path: Path) -> None:
    """Nothing has to be there, not even the folder."""
    assert _next(tmp_path / "bulletins") == "CV-2026-BUL-0001"


def test_a_number_left_by_a_removed_notice_is_not_given_again(tmp_path: Path) -> None:
    """The next one follows the highest, whatever is missing below."""
    left = [f"CV-2026-BUL-{number:04d}.md" for number in (41, *range(1, 30))]
    folder = _files(tmp_path / "bulletins/2026", *left)
    assert _next(folder.parent) == "CV-2026-BUL-0042"


def test_every_root_counts(tmp_path: Path) -> None:
    """Identifiers are unique in the whole portal, restricted folders included."""
    opened = _files(tmp_path / "ouvert/bulletins/2026", "CV-2026-BUL-0003.md")
    closed = _files(tmp_path / "restreint/bulletins/2026", "CV-2026-BUL-0008.md")
    assert _next(opened.parent, closed.parent) == "CV-2026-BUL-0009"


def test_a_notice_in_the_wrong_folder_counts(tmp_path: Path) -> None:
    """Its number is taken all the same."""
    folder = _files(tmp_path / "bulletins/2025", "CV-2026-BUL-0005.md")
    assert _next(folder.parent) == "CV-2026-BUL-0006"


@pytest.mark.parametrize(
    "name",
    [
        "CV-2025-BUL-0007.md",
        "CV-2026-ALE-0007.md",
        "XX-2026-BUL-0007.md",
        "CV-2026-BUL-0007.md.orig",
        "CV-2026-BUL-00007.md",
        "ancien-CV-2026-BUL-0007.md",
        "CV-2026-BUL-0007-bis.md",
    ],
)
def test_other_names_do_not_count(tmp_path: Path, name: str) -> None:
    """Another year, kind or prefix has its own numbers; a copy has none."""
    folder = _files(tmp_path / "bulletins/2026", "CV-2026-BUL-0002.md", name)
    assert _next(folder.parent) == "CV-2026-BUL-0003"


def test_a_prefix_is_taken_to_the_letter(tmp_path: Path) -> None:
    """A sign that regular expressions read otherwise is one sign of the prefix."""
    folder = _files(tmp_path / "bulletins/2026", "CVX-2026-BUL-0007.md", "C.X-2026-BUL-0001.md")
    assert next_id([folder.parent], "C.X", Kind.BULLETIN, 2026) == "C.X-2026-BUL-0002"


def test_after_9999_there_is_none(tmp_path: Path) -> None:
    """The last number is given; then four digits are used up."""
    folder = _files(tmp_path / "bulletins/2026", "CV-2026-BUL-9998.md")
    assert _next(folder.parent) == "CV-2026-BUL-9999"
    (folder / "CV-2026-BUL-9999.md").touch()
    assert _next(folder.parent) is None
