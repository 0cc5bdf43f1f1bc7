"""What a new notice says: a header that passes, and a text left to write."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.exploring import examples
from tests.portal import NOW, SITES, Portal

from cyberveille.catalogue import Project, open_project
from cyberveille.catalogue.examine import Examiner
from cyberveille.catalogue.listing import SourceFile
from cyberveille.catalogue.summary import decode_summary
from cyberveille.drafting import Drafted, Wish, draft_notice
from cyberveille.model import Bulletin, Finding, Kind, Severity, Tlp
from cyberveille.reading import read_source
from cyberveille.reading.mojibake import is_spoilt
from cyberveille.signs import UNUSUAL

ADDRESS = "https://example.org/avis"
SETTINGS = examples(100)
YAML_SIGNS = [
    *"'\"#:-?[]{}&*!|>%@`,~=\\/<",
    "'x'",
    '"x"',
    "\\n",
    "#1",
    "a:",
    "{{x}}",
    "---",
    "null",
    "2026-10-10",
    "n°\u00a05",
    "10\u202f000",
    "œuvre",
    "é\u0301",
    "𝄞",
]
# What a title may hold without being two words: no blank, nothing that the reader refuses.
LETTERS = st.characters(exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp", "Cf", "Cn"]).filter(
    lambda sign: not UNUSUAL.match(sign)
)
WORDS = st.sampled_from(YAML_SIGNS) | st.text(LETTERS, min_size=1, max_size=12)
TITLES = st.lists(WORDS, min_size=1, max_size=12).map(" ".join).filter(lambda title: not is_spoilt(title))
ANYTHING = st.text(st.characters(exclude_categories=[]), max_size=60)


def _wish(title: str = "Titre", **more: object) -> Wish:
    known: dict[str, object] = {
        "severity": Severity.LOW,
        "technologies": ("imagerie",),
        "reference": ADDRESS,
    }
    return Wish(title, **(known | more))  # type: ignore[arg-type]


DOCUMENT = Wish("Titre", theme="reagir", form="fiche-reflexe")


def _minimal() -> Project:
    project = open_project(SITES / "minimal")
    assert isinstance(project, Project)
    return project


PROJECT = _minimal()


def _draft(wish: Wish, kind: Kind = Kind.BULLETIN, now: datetime = NOW) -> Drafted:
    return draft_notice(PROJECT, kind, wish, now)


def _path(drafted: Drafted) -> str:
    return drafted.file.relative_to(PROJECT.folder).as_posix()


def _title(drafted: Drafted) -> str | None:
    subject = read_source(_path(drafted), drafted.text.encode()).subject
    return subject.title if subject else None


def _findings(drafted: Drafted) -> tuple[Finding, ...]:
    source = SourceFile(".", _path(drafted), "", 0, 0)
    return decode_summary(Examiner(PROJECT).examine(source, drafted.text.encode()).summary).findings


@SETTINGS
@given(TITLES)
def test_a_title_is_read_back_as_it_was_typed(title: str) -> None:
    """Whatever YAML would make of its signs, it is written so that nothing is lost or guessed."""
    assert _title(_draft(_wish(title))) == title


@pytest.mark.parametrize(
    "title",
    [
        "Faille : « exécution de code » dans l’agent #1",
        "'Entre apostrophes' et \"entre guillemets\"",
        "C:\\Windows\\System32 : droits trop larges",
        "# Un titre qui commence par un dièse",
        "- Un titre qui commence par un tiret",
        "n°\u00a05\u202f: 10\u202f000 postes",
        "no",
        "x" * 300,
    ],
)
def test_titles_that_yaml_would_misread_are_kept(title: str) -> None:
    """Those that editors do type; the spaces that do not break are kept too."""
    assert _title(_draft(_wish(title))) == title


@SETTINGS
@given(ANYTHING)
def test_any_title_is_refused_or_gives_a_notice(title: str) -> None:
    """What is pasted in is either refused in a sentence, or gives a header without fault of form."""
    drafted = _draft(_wish(title))
    if drafted.problem:
        assert not drafted.text
    else:
        allowed = {"text-filled", "title-length", "title-without-period", "header-plain"}
        assert {finding.rule for finding in _findings(drafted)} <= allowed


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Deux\n lignes\tet\u2028trois ", "Deux lignes et trois"),
        ("Copié\u200e d’un \ufeffPDF\x07", "Copié d’un PDF"),
        ("Un \x07 signe seul", "Un signe seul"),
    ],
)
def test_line_ends_and_invisible_signs_are_taken_out(typed: str, kept: str) -> None:
    """A title is one line, without the signs that the reader refuses."""
    assert _title(_draft(_wish(typed))) == kept


@pytest.mark.parametrize(
    ("kind", "wish"),
    [
        (Kind.BULLETIN, _wish()),
        (Kind.BULLETIN, _wish(technologies=("acces-distant", "imagerie"), severity=Severity.CRITICAL)),
        (Kind.ALERT, _wish()),
        (Kind.DOCUMENT, DOCUMENT),
    ],
)
def test_only_the_text_to_write_is_found_wrong(kind: Kind, wish: Wish) -> None:
    """Each thing to fill is named once, with its line; nothing else is found."""
    drafted = _draft(wish, kind)
    findings = _findings(drafted)
    assert {finding.rule for finding in findings} == {"text-filled"}
    waiting = [number for number, line in enumerate(drafted.text.split("\n"), 1) if "À compléter" in line]
    # A section is named at its heading, two lines above what is to be written.
    header = drafted.text.split("\n").index("---", 1) + 1
    assert [finding.line for finding in findings] == [line if line < header else line - 2 for line in waiting]


def test_a_technology_given_twice_is_written_once() -> None:
    """The option may be repeated by mistake; the notice has no duplicate."""
    drafted = _draft(_wish(technologies=("imagerie", "acces-distant", "imagerie")))
    assert "technologies: [imagerie, acces-distant]\n" in drafted.text


@pytest.mark.parametrize(
    ("kind", "wish", "said"),
    [
        (Kind.BULLETIN, _wish("  "), "titre"),
        (Kind.BULLETIN, _wish("\ufeff\x07"), "titre"),
        (Kind.BULLETIN, _wish("Octet \udce9"), "UTF-8"),
        (Kind.BULLETIN, _wish(reference=f"{ADDRESS}/\udce9"), "UTF-8"),
        (Kind.BULLETIN, _wish(reference=None), "source"),
        (Kind.ALERT, _wish(reference="  www.example.org"), "https://"),
        (Kind.ALERT, _wish(reference="mailto:a@example.org"), "https://"),
        (Kind.BULLETIN, _wish(technologies=("imagerie", "imagrie")), "« imagerie »"),
        (Kind.DOCUMENT, Wish("Titre", theme="reagir"), "forme"),
        (Kind.DOCUMENT, Wish("Titre", form="fiche-reflexe"), "thème"),
        (Kind.DOCUMENT, Wish("Titre", theme="reagire", form="fiche-reflexe"), "« reagir »"),
        (Kind.DOCUMENT, Wish("Titre", theme="reagir", form="note"), "« formes »"),
        (Kind.BULLETIN, _wish(tlp=Tlp.GREEN), "TLP:GREEN"),
        (Kind.BULLETIN, _wish(tlp=Tlp.RED), "TLP:RED"),
    ],
)
def test_what_would_not_pass_is_refused_at_once(kind: Kind, wish: Wish, said: str) -> None:
    """A sentence says what is wrong, and nothing is drafted."""
    drafted = _draft(wish, kind)
    assert said in drafted.problem
    assert (drafted.file, drafted.text) == (Path(), "")


def test_an_address_is_quoted_like_a_title() -> None:
    """Signs that YAML reads otherwise are kept."""
    address = "https://example.org/avis?x={1}&y=[2],'3':#quatre"
    subject = read_source("bulletins/2026/x.md", _draft(_wish(reference=address)).text.encode()).subject
    assert isinstance(subject, Bulletin)
    assert [reference.url for reference in subject.references] == [address]


@pytest.mark.parametrize(
    ("now", "path", "published"),
    [
        (
            datetime(2026, 12, 31, 22, 59, tzinfo=UTC),
            "bulletins/2026/CV-2026-BUL-0003.md",
            "2026-12-31T23:59:00+01:00",
        ),
        (
            datetime(2026, 12, 31, 23, 0, tzinfo=UTC),
            "bulletins/2027/CV-2027-BUL-0001.md",
            "2027-01-01T00:00:00+01:00",
        ),
        (
            datetime(2026, 7, 14, 8, 0, tzinfo=UTC),
            "bulletins/2026/CV-2026-BUL-0003.md",
            "2026-07-14T10:00:00+02:00",
        ),
    ],
)
def test_the_year_and_the_hour_are_those_of_paris(now: datetime, path: str, published: str) -> None:
    """The number, the folder and the dates agree, also on New Year's Eve."""
    drafted = _draft(_wish(), now=now)
    assert _path(drafted) == path
    assert f"published: {published}\n" in drafted.text
    assert f"date: {published}," in drafted.text


def test_a_document_has_no_year_folder() -> None:
    """It lies in the library, under the next number of its year."""
    assert _path(_draft(DOCUMENT, Kind.DOCUMENT)) == "content/documents/CV-2026-DOC-0002.md"


def test_a_restricted_notice_goes_where_its_marking_is_admitted(portal: Portal) -> None:
    """The first root whose `tlp_max` takes it; open notices stay in the first one."""
    sources = "sources:\n  - {path: .}\n  - {path: restreint, tlp_max: AMBER}\n"
    portal.write("site_config.yml", portal.read("site_config.yml") + sources)
    (portal.folder / "restreint").mkdir()
    project = portal.project()
    placed = {
        tlp: draft_notice(project, Kind.ALERT, _wish(tlp=tlp), NOW).file.relative_to(portal.folder).as_posix()
        for tlp in (Tlp.CLEAR, Tlp.GREEN, Tlp.AMBER)
    }
    assert placed == {
        Tlp.CLEAR: "alerts/2026/CV-2026-ALE-0002.md",
        Tlp.GREEN: "restreint/alerts/2026/CV-2026-ALE-0002.md",
        Tlp.AMBER: "restreint/alerts/2026/CV-2026-ALE-0002.md",
    }
    assert "AMBER+STRICT" in draft_notice(project, Kind.ALERT, _wish(tlp=Tlp.AMBER_STRICT), NOW).problem


def test_a_year_whose_numbers_are_used_up_is_said(portal: Portal) -> None:
    """The four digits are part of every identifier."""
    portal.write("bulletins/2026/CV-2026-BUL-9999.md", "x")
    assert "9\u202f999" in draft_notice(portal.project(), Kind.BULLETIN, _wish(), NOW).problem


def test_the_last_number_of_a_folder_s_range_is_said(portal: Portal) -> None:
    """Others may have numbers left: this folder has none."""
    sources = "sources:\n  - {path: ., numbering: {first: 1, last: 500}}\n"
    portal.edit("site_config.yml", "navigation:", f"{sources}navigation:")
    portal.write("bulletins/2026/CV-2026-BUL-0500.md", "x")
    assert ", 500, " in draft_notice(portal.project(), Kind.BULLETIN, _wish(), NOW).problem
