"""A second import: what the source changed is merged into what editors made of a notice."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.exploring import examples
from tests.importing.records import CERTFR, files, lines, record, revision, run

from cyberveille.catalogue import Register
from cyberveille.importing import ImportReport, import_records
from cyberveille.model import Bulletin
from cyberveille.reading import read_source

PATH = "bulletins/2023/CV-2023-BUL-0042.md"
NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)


def _file(folder: Path) -> Path:
    return folder / "portail" / PATH


def _edit(folder: Path, *pairs: tuple[str, str]) -> str:
    text = _file(folder).read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    _file(folder).write_text(text, encoding="utf-8")
    return text


def _again(folder: Path, **changes: Any) -> tuple[ImportReport, str, Bulletin]:  # noqa: ANN401
    report = run(folder, record(**changes))
    text = _file(folder).read_text(encoding="utf-8")
    read = read_source(PATH, text.encode())
    assert read.findings == ()
    assert isinstance(read.subject, Bulletin)
    return report, text, read.subject


PLAIN_TITLE = ('title: "Vulnérabilité dans Exemple Serveur"', "title: Serveur en panne")
OURS = "  - {date: 2023-11-24T10:00:00+01:00, change: Mesures}"
EDITS = (
    PLAIN_TITLE,
    ("## Mesures\n", "## Contexte\n\nNote de la cellule.\n\n## Mesures\n"),
    ("Appliquer le correctif.\n", "Appliquer le correctif.\n\nCouper le port 104.\n"),
    ('change: "Version initiale"}\n', f'change: "Version initiale"}}\n{OURS}\n'),
    ("products:\n", "severity: critique\ntechnologies: [imagerie]\nproducts:\n"),
    ("cve: CVE-2023-12345", "cve: CVE-2023-12345, exploited: true"),
    ("risks: [deni-service]", "risks: [execution-code-distance]"),
)  # fmt: skip


def test_an_unchanged_record_changes_nothing_whatever_the_editor_did(tmp_path: Path) -> None:
    """Not a byte, not a file."""
    run(tmp_path, record())
    _edit(tmp_path, *EDITS)
    before = files(tmp_path / "portail")
    report = run(tmp_path, record())
    assert (report.created, report.changed, report.findings) == ((), (), ())
    assert files(tmp_path / "portail") == before


@given(st.lists(st.sampled_from(range(len(EDITS))), unique=True))
@examples(30)
def test_any_edits_outlive_an_unchanged_record(
    tmp_path_factory: pytest.TempPathFactory, chosen: list[int]
) -> None:
    """In any number."""
    folder = tmp_path_factory.mktemp("edits")
    run(folder, record())
    text = _edit(folder, *(EDITS[number] for number in chosen))
    report = run(folder, record())
    assert (report.changed, report.findings) == ((), ())
    assert _file(folder).read_text(encoding="utf-8") == text


WRITTEN = (
    "Serveur en panne",
    "Note de la cellule.",
    "Couper le port 104.",
    "2023-11-24T10:00:00+01:00",
    "severity: critique",
    "exploited: true",
    "execution-code-distance",
)
"""What each of the edits leaves in the file."""


@given(st.lists(st.sampled_from(range(len(EDITS))), unique=True))
@examples(30)
def test_any_edits_outlive_a_changed_record(
    tmp_path_factory: pytest.TempPathFactory, chosen: list[int]
) -> None:
    """What the source changed elsewhere comes in beside them."""
    folder = tmp_path_factory.mktemp("edits")
    run(folder, record())
    _edit(folder, *(EDITS[number] for number in chosen))
    report, text, notice = _again(
        folder,
        summary="Deux vulnérabilités ont été découvertes dans Exemple Serveur.\n",
        content="## Solution\n\nAppliquer les correctifs.\n",
        cves=[{"name": "CVE-2023-12345"}, {"name": "CVE-2023-54321"}],
        revisions=[revision("2023-11-22"), revision("2023-12-01", "Ajout d’une CVE")],
    )
    assert report.findings == ()
    assert [words for number, words in enumerate(WRITTEN) if number in chosen and words not in text] == []
    assert "Appliquer les correctifs." in text
    assert "Deux vulnérabilités" in text
    assert [item.cve for item in notice.vulnerabilities] == ["CVE-2023-12345", "CVE-2023-54321"]
    assert notice.revisions[-1].change == "Ajout d’une CVE"


def test_what_both_changed_elsewhere_is_merged(tmp_path: Path) -> None:
    """The editor's title, section, severity and revision; the source's products, CVE, text and revision."""
    run(tmp_path, record())
    _edit(tmp_path, *EDITS)
    report, text, notice = _again(
        tmp_path,
        summary="Deux vulnérabilités ont été découvertes dans Exemple Serveur.\n",
        cves=[{"name": "CVE-2023-12345"}, {"name": "CVE-2023-54321"}],
        revisions=[revision("2023-11-22"), revision("2023-12-01", "Ajout d’une CVE")],
        vendor_advisories=[{"title": "Second avis", "url": "https://example.org/avis/2"}],
    )
    assert report.changed == ("CV-2023-BUL-0042",)
    assert report.findings == ()
    assert notice.title == "Serveur en panne"
    assert "Deux vulnérabilités" in text
    assert "Note de la cellule." in text
    assert "Couper le port 104." in text
    assert [item.change for item in notice.revisions] == ["Version initiale", "Mesures", "Ajout d’une CVE"]
    assert [(item.cve, item.exploited) for item in notice.vulnerabilities] == [
        ("CVE-2023-12345", True),
        ("CVE-2023-54321", False),
    ]
    assert notice.references[0].url == "https://example.org/avis/2"
    assert len(notice.references) == 2
    assert "severity: critique\ntechnologies: [imagerie]\n" in text
    assert notice.risks == ("execution-code-distance",)


@pytest.mark.parametrize(
    "after", ["Appliquer le correctif.\n", "Une vulnérabilité a été découverte dans Exemple Serveur.\n"]
)
def test_a_paragraph_added_below_one_that_the_source_changes_stays(tmp_path: Path, after: str) -> None:
    """At the end of the text as anywhere else."""
    run(tmp_path, record())
    _edit(tmp_path, (after, f"{after}\nAjout de la cellule.\n"))
    report, text, _ = _again(
        tmp_path,
        summary="Deux vulnérabilités ont été découvertes.\n",
        content="## Solution\n\nAppliquer les correctifs.\n",
    )
    assert report.findings == ()
    assert "Ajout de la cellule.\n" in text
    assert "Appliquer les correctifs.\n" in text
    assert "Deux vulnérabilités ont été découvertes.\n" in text


@pytest.mark.parametrize(
    ("edit", "changes", "key", "kept"),
    [
        (
            ('title: "Vulnérabilité dans Exemple Serveur"', "title: Serveur en panne"),
            {"title": "Vulnérabilités dans Exemple Serveur"}, "title", "title: Serveur en panne",
        ),
        (
            ("Une vulnérabilité a été", "Une grave vulnérabilité a été"),
            {"summary": "Deux vulnérabilités ont été découvertes dans Exemple Serveur.\n"},
            "« Résumé »", "Une grave vulnérabilité a été",
        ),
        (
            ("affected: ", 'fixed: "4.11", affected: '),
            {"affected_systems": []}, "products", "4.11",
        ),
        (
            ('change: "Version initiale"', 'change: "Première version"'),
            {"revisions": [revision("2023-11-22", "Publication")]}, "revisions", "Première version",
        ),
    ],
    ids=["title", "text", "product", "revision"],
)  # fmt: skip
def test_what_cannot_be_merged_is_said_by_file_and_key(
    tmp_path: Path, edit: tuple[str, str], changes: dict[str, Any], key: str, kept: str
) -> None:
    """The editor's stays, and the next import says no more of it."""
    run(tmp_path, record())
    _edit(tmp_path, edit)
    report, text, _ = _again(tmp_path, **changes)
    (finding,) = report.findings
    assert finding.rule == "import-conflict"
    assert finding.path.endswith(PATH)
    assert key in finding.message.replace("\xa0", " ")
    assert not finding.refuses
    assert kept in text
    assert "<<<<<<<" not in text
    assert _again(tmp_path, **changes)[0].findings == ()


def test_layout_and_comments_stay_where_nothing_changed(tmp_path: Path) -> None:
    """Only the lines of the keys that the source changed are written anew."""
    run(tmp_path, record())
    _edit(tmp_path, ("risks: [deni-service]", "# à revoir\nrisks:\n  - deni-service"))
    _, text, _ = _again(tmp_path, title="Vulnérabilités dans Exemple Serveur")
    assert "# à revoir\nrisks:\n  - deni-service\n" in text
    assert 'title: "Vulnérabilités dans Exemple Serveur"' in text


def test_what_an_editor_removed_stays_removed(tmp_path: Path) -> None:
    """Unless the source changes it: then it is said."""
    advisory = {"title": "Avis du fabricant", "url": "https://example.org/avis/1", "published_at": None}
    run(tmp_path, record(vendor_advisories=[advisory]))
    _edit(tmp_path, ('  - {title: "Avis du fabricant", url: "https://example.org/avis/1"}\n', ""))
    report, _, notice = _again(tmp_path, vendor_advisories=[advisory], title="Autre titre")
    assert len(notice.references) == 1
    assert report.findings == ()
    report, _, notice = _again(
        tmp_path, vendor_advisories=[advisory | {"title": "Avis révisé"}], title="Autre titre"
    )
    assert len(notice.references) == 1
    assert [item.rule for item in report.findings] == ["import-conflict"]


def test_a_change_without_a_revision_gets_a_minor_one(tmp_path: Path) -> None:
    """So that a text that was published does not change in silence."""
    run(tmp_path, record())
    file = tmp_path / "avis.jsonl"
    file.write_bytes(lines(record(title="Autre titre")))
    register = Register([tmp_path / "portail"], "CV")
    import_records(CERTFR, [file], tmp_path / "portail", register, now=NOW)
    notice = read_source(PATH, _file(tmp_path).read_bytes()).subject
    assert isinstance(notice, Bulletin)
    assert notice.revisions[-1].minor
    assert notice.revisions[-1].date == NOW


def test_a_notice_whose_past_is_unknown_is_left_as_it_is(tmp_path: Path) -> None:
    """Imported before records were kept: it is said once, and followed from then on."""
    run(tmp_path, record())
    (tmp_path / "portail/imports/certfr/2023.jsonl").unlink()
    before = _edit(tmp_path, EDITS[1])
    report, text, _ = _again(tmp_path, title="Autre titre")
    assert [item.rule for item in report.findings] == ["import-conflict"]
    assert text == before
    report, text, _ = _again(tmp_path, title="Autre titre", risks=[])
    assert report.changed == ("CV-2023-BUL-0042",)
    assert "Note de la cellule." in text


def test_records_are_kept_one_a_line_in_their_order(tmp_path: Path) -> None:
    """A merge of branches merges them; a line that is spoilt costs its own record alone."""
    run(tmp_path, record("CERTFR-2023-AVI-0002"), record("CERTFR-2023-AVI-0001"))
    kept = tmp_path / "portail/imports/certfr/2023.jsonl"
    first, second = kept.read_text(encoding="utf-8").splitlines()
    assert '"CERTFR-2023-AVI-0001"' in first
    assert '"CERTFR-2023-AVI-0002"' in second
    kept.write_text(f"<<<<<<< ici\n{first}\n", encoding="utf-8")
    report = run(tmp_path, record("CERTFR-2023-AVI-0002"), record("CERTFR-2023-AVI-0001"))
    assert set(report.unchanged) == {"CV-2023-BUL-0001", "CV-2023-BUL-0002"}
    assert report.findings == ()


def test_what_a_notice_said_before_the_source_revised_it_is_kept(tmp_path: Path) -> None:
    """With what editors had made of it; once, and nothing for a change that says nothing new."""
    run(tmp_path, record())
    _edit(tmp_path, EDITS[1])
    kept = tmp_path / "portail/revisions/2023/CV-2023-BUL-0042.r1.md"
    _again(tmp_path, title="Autre titre")
    assert not kept.exists()
    told = [*record()["revisions"], revision("2023-11-27", "Correctif publié")]
    was = _file(tmp_path).read_text(encoding="utf-8")
    _, now, _ = _again(tmp_path, title="Autre titre", revisions=told)
    assert kept.read_text(encoding="utf-8") == was != now
    assert "Note de la cellule." in was
