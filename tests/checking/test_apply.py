"""Running the rules."""

from datetime import UTC, datetime
from pathlib import Path

from cyberveille.checking import (
    CatalogueEntry,
    Context,
    Index,
    Observation,
    Policy,
    Remark,
    SourcePath,
    all_rules,
    check_catalogue,
    check_subject,
)
from cyberveille.model import Gravity, Kind, Tlp, Vocabularies
from cyberveille.reading import read_configuration, read_source

FIXTURES = Path(__file__).parent / "fixtures"
POLICY = Policy("CV", Tlp.CLEAR, Vocabularies())


def _index(*entries: CatalogueEntry) -> Index:
    data = (FIXTURES / "portal" / "site_config.yml").read_bytes()
    configuration = read_configuration("site_config.yml", data).configuration
    assert configuration is not None
    return Index(configuration, Vocabularies(), entries)


def _entry(notice_id: str, **facts: object) -> CatalogueEntry:
    path = f"bulletins/2026/{notice_id}.md"
    fixed = {"root": ".", "path": path, "kind": Kind.BULLETIN, "id": notice_id}
    return CatalogueEntry(**fixed, address=f"bulletins/2026/{notice_id}/", **facts)  # type: ignore[arg-type]


def test_a_finding_is_told_in_french_typography() -> None:
    """No-break spaces stand where French wants them, in the message and in the hint."""
    remark = Remark("Le titre « a » manque : quoi ?", hint="Écrivez-le ; vite !")
    finding = Observation(SourcePath(".", "a.md"), "regle", Gravity.ERROR, remark).finding(3)
    assert finding.message == "Le titre «\u00a0a\u00a0» manque\u00a0: quoi\u202f?"
    assert finding.hint == "Écrivez-le\u202f; vite\u202f!"


def test_a_remark_that_knows_its_line_keeps_it() -> None:
    """The line of a body wins over the one asked of the header."""
    place = SourcePath("prive", "a.md")
    finding = Observation(place, "regle", Gravity.ERROR, Remark("x", line=7)).finding(3)
    assert (finding.path, finding.line) == ("prive/a.md", 7)


def test_a_draft_may_wait_for_its_text() -> None:
    """What refuses a notice is a warning in a draft."""
    path = "leftover/text-filled/bad-draft/bulletins/2026/CV-2026-BUL-0042.md"
    subject = read_source("bulletins/2026/CV-2026-BUL-0042.md", (FIXTURES / path).read_bytes()).subject
    assert subject is not None
    found = check_subject(subject, Context(POLICY))
    assert [item.gravity for item in found if item.rule == "text-filled"] == [Gravity.WARNING]


def test_lines_are_sought_only_for_what_is_found() -> None:
    """A clean catalogue costs no reading of files."""
    asked: list[SourcePath] = []

    def locate(place: SourcePath, _at: tuple[str | int, ...]) -> int:
        asked.append(place)
        return 5

    assert check_catalogue(_index(_entry("CV-2026-BUL-0001")), locate) == ()
    assert asked == []
    twice = _index(_entry("CV-2026-BUL-0001"), _entry("CV-2026-BUL-0001"))
    assert [(item.rule, item.line) for item in check_catalogue(twice, locate)] == [("id-unique", 5)]
    assert asked == [SourcePath(".", "bulletins/2026/CV-2026-BUL-0001.md")]


def test_an_embargo_is_told_only_with_a_clock() -> None:
    """Without one nobody can say what has appeared."""
    later = _entry("CV-2026-BUL-0002", published=datetime(2027, 1, 1, tzinfo=UTC))
    reader = _entry(
        "CV-2026-BUL-0001",
        published=datetime(2026, 1, 1, tzinfo=UTC),
        links=(("/bulletins/2026/CV-2026-BUL-0002/", 9),),
    )
    assert check_catalogue(_index(reader, later)) == ()


def test_rules_come_family_by_family() -> None:
    """Always in the same order, each once."""
    families = [item.family for item in all_rules()]
    assert families[0] == "identity"
    assert sorted(families, key=list(dict.fromkeys(families)).index) == families
    assert len({item.id for item in all_rules()}) == len(all_rules())
