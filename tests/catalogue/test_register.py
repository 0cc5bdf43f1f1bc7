"""Identifiers and aliases of a portal's roots."""

from pathlib import Path

import pytest

from cyberveille.catalogue.register import NumbersExhaustedError, Register, aliases_of, place_of
from cyberveille.model import Kind
from cyberveille.model.configuration import Numbers


def _notice(root: Path, path: str, header: str = "title: x\n") -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"---\n{header}---\n\naliases: [FAUX-1]\n", encoding="utf-8")


def _next(*roots: Path, kind: Kind = Kind.BULLETIN, year: int = 2026, prefix: str = "CV") -> str:
    return Register(roots, prefix).allot(kind, year)


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


def test_the_first_notice_of_a_year_has_number_1(tmp_path: Path) -> None:
    """Nothing has to be there, not even the folder."""
    assert _next(tmp_path / "neuf") == "CV-2026-BUL-0001"


def test_numbers_follow_the_highest_of_the_year(tmp_path: Path) -> None:
    """Gaps, left by notices that were removed, are not filled; other prefixes and kinds do not count."""
    for name in ("CV-2026-BUL-0002", "CV-2026-BUL-0007", "XX-2026-BUL-0099", "brouillon"):
        _notice(tmp_path, f"bulletins/2026/{name}.md")
    _notice(tmp_path, "alerts/2026/CV-2026-ALE-0003.md")
    register = Register([tmp_path], "CV")
    assert register.allot(Kind.BULLETIN, 2026) == "CV-2026-BUL-0008"
    assert register.allot(Kind.BULLETIN, 2026) == "CV-2026-BUL-0009"
    assert register.allot(Kind.ALERT, 2026) == "CV-2026-ALE-0004"
    assert register.allot(Kind.BULLETIN, 2025) == "CV-2025-BUL-0001"


def test_every_root_counts(tmp_path: Path) -> None:
    """Identifiers are unique in the whole portal, restricted folders included."""
    _notice(tmp_path / "ouvert", "bulletins/2026/CV-2026-BUL-0003.md")
    _notice(tmp_path / "restreint", "bulletins/2026/CV-2026-BUL-0008.md")
    assert _next(tmp_path / "ouvert", tmp_path / "restreint") == "CV-2026-BUL-0009"


@pytest.mark.parametrize("path", ["bulletins/2025", "alerts/2026", "bulletins", "content/rex"])
def test_a_notice_in_the_wrong_folder_counts(tmp_path: Path, path: str) -> None:
    """Its number is taken all the same."""
    _notice(tmp_path, f"{path}/CV-2026-BUL-0005.md")
    assert _next(tmp_path) == "CV-2026-BUL-0006"


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
    _notice(tmp_path, "bulletins/2026/CV-2026-BUL-0002.md")
    _notice(tmp_path, f"bulletins/2026/{name}")
    assert _next(tmp_path) == "CV-2026-BUL-0003"


def test_a_prefix_is_taken_to_the_letter(tmp_path: Path) -> None:
    """A sign that regular expressions read otherwise is one sign of the prefix."""
    _notice(tmp_path, "bulletins/2026/CVX-2026-BUL-0007.md")
    _notice(tmp_path, "bulletins/2026/C.X-2026-BUL-0001.md")
    assert _next(tmp_path, prefix="C.X") == "C.X-2026-BUL-0002"


def test_a_year_has_9999_numbers(tmp_path: Path) -> None:
    """The last one is given; a number of five digits would be no identifier."""
    _notice(tmp_path, "bulletins/2026/CV-2026-BUL-9998.md")
    register = Register([tmp_path], "CV")
    assert register.allot(Kind.BULLETIN, 2026) == "CV-2026-BUL-9999"
    with pytest.raises(NumbersExhaustedError):
        register.allot(Kind.BULLETIN, 2026)


def test_a_notice_is_found_by_its_alias(tmp_path: Path) -> None:
    """In whichever root; the body of a notice gives no alias."""
    _notice(tmp_path / "restreint", "alerts/2026/CV-2026-ALE-0001.md", "aliases: [A-1]\n")
    register = Register([tmp_path / "ouvert", tmp_path / "restreint"], "CV")
    found = register.find("A-1")
    assert found is not None
    assert (found.id, found.path) == ("CV-2026-ALE-0001", "alerts/2026/CV-2026-ALE-0001.md")
    assert found.file == tmp_path / "restreint" / found.path
    assert register.find("FAUX-1") is None


def test_of_two_bearers_the_first_root_s_is_found(tmp_path: Path) -> None:
    """In the order of the configuration."""
    _notice(tmp_path / "b", "alerts/2026/CV-2026-ALE-0001.md", "aliases: [A-1]\n")
    _notice(tmp_path / "a", "alerts/2026/CV-2026-ALE-0002.md", "aliases: [A-1]\n")
    found = Register([tmp_path / "b", tmp_path / "a"], "CV").find("A-1")
    assert found is not None
    assert found.id == "CV-2026-ALE-0001"


def test_a_file_stands_in_the_folder_of_its_kind_and_year() -> None:
    """Some kinds have no folder a year."""
    assert place_of(Kind.BULLETIN, "CV-2026-BUL-0001") == "bulletins/2026/CV-2026-BUL-0001.md"
    assert place_of(Kind.DOCUMENT, "CV-2026-DOC-0001") == "content/documents/CV-2026-DOC-0001.md"


def test_a_number_that_is_wanted_is_given_when_it_is_free(tmp_path: Path) -> None:
    """Others come after all those that will be wanted."""
    _notice(tmp_path, "bulletins/2026/CV-2026-BUL-0955.md")
    register = Register([tmp_path], "CV")
    register.reserve(Kind.BULLETIN, 2026, [954, 955, 1200])
    assert register.allot(Kind.BULLETIN, 2026, wanted=954) == "CV-2026-BUL-0954"
    assert register.allot(Kind.BULLETIN, 2026, wanted=955) == "CV-2026-BUL-1201"
    assert register.taken("CV-2026-BUL-0954")
    assert not register.taken("CV-2026-BUL-0001")


def test_ranges_keep_roots_apart(tmp_path: Path) -> None:
    """The root with a range takes its numbers there, the others elsewhere; a range that is full says so."""
    ranges = {tmp_path / "b": Numbers(first=2, last=3)}
    register = Register([tmp_path / "a", tmp_path / "b"], "CV", ranges)
    drawn = [register.allot(Kind.BULLETIN, 2026, tmp_path / name) for name in ("a", "b", "a", "b")]
    assert [name[-4:] for name in drawn] == ["0001", "0002", "0004", "0003"]
    with pytest.raises(NumbersExhaustedError):
        register.allot(Kind.BULLETIN, 2026, tmp_path / "b")


@pytest.mark.parametrize(
    "name",
    [
        "CV-2026-BUL-0007.markdown",
        "CV-2026-BUL-0007.md.txt",
        "cv-2026-bul-0007.MD",
        "CV-2026-BUL-0007",
        ".CV-2026-BUL-0007.md.icloud",
    ],
)
def test_a_notice_saved_under_another_ending_keeps_its_number(tmp_path: Path, name: str) -> None:
    """It is not read, and will be once it is renamed."""
    _notice(tmp_path, f"bulletins/2026/{name}")
    assert _next(tmp_path) == "CV-2026-BUL-0008"


@pytest.mark.parametrize(
    "header",
    ["id: CV-2026-BUL-0007\n", 'id: "CV-2026-BUL-0007"\n', "redirect_from: [/x/CV-2026-BUL-0007]\n"],
)
def test_what_a_header_gives_is_taken(tmp_path: Path, header: str) -> None:
    """Whatever the name of the file: a draft, a copy; an address without its last slash."""
    _notice(tmp_path, "bulletins/2026/brouillon.md", header)
    assert _next(tmp_path) == "CV-2026-BUL-0008"


def test_the_folder_of_a_document_that_is_gone_keeps_its_number(tmp_path: Path) -> None:
    """Its files would be those of another document."""
    _notice(tmp_path, "content/documents/CV-2026-DOC-0007/fiche.txt")
    assert _next(tmp_path, kind=Kind.DOCUMENT) == "CV-2026-DOC-0008"
