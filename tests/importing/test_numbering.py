"""Identifiers and aliases of a root."""

from pathlib import Path

import pytest

from cyberveille.importing import Register
from cyberveille.importing.numbering import NumbersExhaustedError, aliases_of
from cyberveille.model import Kind


def _notice(root: Path, path: str, header: str = "title: x\n") -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"---\n{header}---\n\naliases: [FAUX-1]\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("aliases: [A-1, \"B-2\", 'C-3']\nid: x\n", ("A-1", "B-2", "C-3")),
        ('aliases:\n  - A-1\n  - "B-2"\nid: x\n', ("A-1", "B-2")),
        ("aliases:\n- A-1\nid: x\n", ("A-1",)),
        ("aliases: [A-1,\n  B-2]\nid: x\n", ("A-1", "B-2")),
        ("aliases: []\nid: x\n", ()),
        ("aliases:\nid: x\n", ()),
        ("title: aliases\n", ()),
    ],
)
def test_aliases_are_read_however_they_are_laid_out(header: str, expected: tuple[str, ...]) -> None:
    """Editors write lists in several ways; the body does not count."""
    assert aliases_of(f"---\n{header}---\naliases: [Z]\n".encode()) == expected


def test_numbers_follow_the_highest_of_the_year(tmp_path: Path) -> None:
    """Gaps are not filled, other prefixes and kinds do not count."""
    for name in ("CV-2026-BUL-0002", "CV-2026-BUL-0007", "XX-2026-BUL-0099", "brouillon"):
        _notice(tmp_path, f"bulletins/2026/{name}.md")
    _notice(tmp_path, "alerts/2026/CV-2026-ALE-0003.md")
    register = Register(tmp_path, "CV")
    assert register.allot(Kind.BULLETIN, 2026) == "CV-2026-BUL-0008"
    assert register.allot(Kind.BULLETIN, 2026) == "CV-2026-BUL-0009"
    assert register.allot(Kind.ALERT, 2026) == "CV-2026-ALE-0004"
    assert register.allot(Kind.BULLETIN, 2025) == "CV-2025-BUL-0001"


def test_a_year_has_9999_numbers(tmp_path: Path) -> None:
    """A number of five digits would be no identifier."""
    _notice(tmp_path, "bulletins/2026/CV-2026-BUL-9999.md")
    with pytest.raises(NumbersExhaustedError):
        Register(tmp_path, "CV").allot(Kind.BULLETIN, 2026)


def test_a_notice_is_found_by_its_alias(tmp_path: Path) -> None:
    """The body of a notice gives no alias."""
    _notice(tmp_path, "alerts/2026/CV-2026-ALE-0001.md", "aliases: [A-1]\n")
    register = Register(tmp_path, "CV")
    found = register.find("A-1")
    assert found is not None
    assert (found.id, found.path) == (
        "CV-2026-ALE-0001",
        tmp_path / "alerts/2026/CV-2026-ALE-0001.md",
    )
    assert register.find("FAUX-1") is None


def test_a_root_may_be_empty(tmp_path: Path) -> None:
    """The first import makes the folders."""
    register = Register(tmp_path / "neuf", "CV")
    assert register.path_of(Kind.BULLETIN, "CV-2026-BUL-0001") == (
        tmp_path / "neuf/bulletins/2026/CV-2026-BUL-0001.md"
    )
    assert register.path_of(Kind.DOCUMENT, "CV-2026-DOC-0001") == (
        tmp_path / "neuf/content/documents/CV-2026-DOC-0001.md"
    )
