"""Imports whose notices an editor finishes: drafts, in the root that takes their marking."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.importing.advisories.made import NOW, VECTOR, document, sample, weakness
from tests.portal import Portal

from cyberveille.importing import Csaf, Desk, ImportReport, import_records
from cyberveille.model import Vocabularies

CIRCLE = "sources:\n  - path: .\n  - {path: reserve, tlp_max: AMBER}\nfeatured:"
FIRST = "bulletins/2026/CV-2026-BUL-0003.md"


def _import(portal: Portal, *records: dict[str, Any] | bytes) -> ImportReport:
    file = portal.folder.parent / "avis.jsonl"
    file.write_bytes(b"\n".join(json.dumps(_decoded(record)).encode() for record in records))
    project = portal.project()
    desk = Desk(Vocabularies(), NOW)
    return import_records(
        Csaf(desk), [file], portal.folder, project.register(), now=NOW, root_for=project.root_for
    )


def _decoded(record: dict[str, Any] | bytes) -> Any:  # noqa: ANN401
    return json.loads(record) if isinstance(record, bytes) else record


def _rules(report: ImportReport) -> list[str]:
    return [item.rule for item in report.findings]


def test_each_advisory_is_a_draft_of_this_year(portal: Portal) -> None:
    """It takes the next free number and its source's identifier as alias; a second import writes nothing."""
    report = _import(portal, sample("csaf-20.json"), sample("csaf-21.json"))
    assert report.created == ("CV-2026-BUL-0003", "CV-2026-BUL-0004")
    assert all(count for _, count in report.doubts)
    text = portal.read("bulletins/2026/CV-2026-BUL-0004.md")
    assert "\ndraft: true\n" in text
    assert "aliases: [EX-26-001]" in text
    assert not any(item.refuses for item in portal.catalogue().findings)
    again = _import(portal, sample("csaf-20.json"), sample("csaf-21.json"))
    assert (again.created, again.changed, again.findings) == ((), (), ())


def test_a_draft_follows_its_source_and_keeps_the_editor_s_words(portal: Portal) -> None:
    """Facts that changed are brought to it; a title that an editor wrote stays, and so does the text."""
    _import(portal, weakness())
    portal.edit(FIRST, "À compléter : Exemple Imaging Viewer Alpha", "Lecture de fichiers")
    portal.edit(FIRST, "## Résumé\n\nÀ compléter.", "## Résumé\n\nUn texte écrit.")
    scores = [{"cvss_v3": {"vectorString": VECTOR, "version": "3.1"}}]
    report = _import(portal, weakness(scores=scores))
    assert report.changed == ("CV-2026-BUL-0003",)
    text = portal.read(FIRST)
    assert VECTOR in text
    assert 'title: "Lecture de fichiers"' in text
    assert "Un texte écrit." in text


def test_a_published_notice_waits_for_its_editor(portal: Portal) -> None:
    """What its source changed since is kept and told; the notice itself is left as it is."""
    _import(portal, weakness())
    portal.edit(FIRST, "draft: true\n", "")
    before = portal.read(FIRST)
    report = _import(portal, weakness(cwe={"id": "CWE-23"}))
    assert _rules(report) == ["import-changed"]
    assert portal.read(FIRST) == before
    assert '"newer":' in portal.read("imports/csaf/2026.jsonl")


def test_a_draft_that_was_discarded_is_not_made_again(portal: Portal) -> None:
    """Until its source says something else."""
    _import(portal, weakness())
    (portal.folder / FIRST).unlink()
    report = _import(portal, weakness())
    assert (report.created, _rules(report)) == ((), ["import-discarded"])
    assert _import(portal, weakness(cwe={"id": "CWE-23"})).created == ("CV-2026-BUL-0003",)


def test_a_notice_written_here_is_left_alone(portal: Portal) -> None:
    """Though it bears the source's identifier."""
    portal.edit("bulletins/2026/CV-2026-BUL-0001.md", "risks:", "aliases: [EX-26-001]\nrisks:")
    report = _import(portal, document())
    assert _rules(report) == ["import-occupied"]
    assert report.created == ()


@pytest.mark.parametrize("label", ["GREEN", "AMBER"])
def test_a_restricted_source_goes_to_the_root_that_takes_it(portal: Portal, label: str) -> None:
    """With its record; nothing of it is in the public root."""
    portal.edit("site_config.yml", "featured:", CIRCLE)
    made = document(distribution={"tlp": {"label": label}}, title="Zzyzx pump")
    before = _texts(portal, "bulletins", "imports")
    assert _import(portal, made).created == ("CV-2026-BUL-0003",)
    assert f"tlp: {label}" in portal.read(f"reserve/{FIRST}")
    assert (portal.folder / "reserve/imports/csaf/2026.jsonl").is_file()
    assert _texts(portal, "bulletins", "imports") == before


def _texts(portal: Portal, *folders: str) -> dict[Path, bytes]:
    return {
        file: file.read_bytes()
        for folder in folders
        for file in sorted((portal.folder / folder).rglob("*"))
        if file.is_file()
    }


@pytest.mark.parametrize("label", ["GREEN", "AMBER", "AMBER+STRICT", "RED"])
def test_a_marking_that_no_root_takes_is_a_finding(portal: Portal, label: str) -> None:
    """And nothing of the source is written."""
    before = _texts(portal, ".")
    report = _import(portal, document(distribution={"tlp": {"label": label}}))
    assert _rules(report) == ["import-marking"]
    assert _texts(portal, ".") == before


def test_what_closes_later_is_not_brought_to_an_open_notice(portal: Portal) -> None:
    """A new version of the source for fewer readers is refused."""
    portal.edit("site_config.yml", "featured:", CIRCLE)
    _import(portal, document())
    before = _texts(portal, ".")
    report = _import(portal, document(distribution={"tlp": {"label": "AMBER"}}, title="Zzyzx"))
    assert _rules(report) == ["import-marking"]
    assert _texts(portal, ".") == before


def test_broken_and_heavy_records_are_findings(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """The others are imported."""
    monkeypatch.setattr("cyberveille.importing.advisories.sources.RECORD_BYTES", 100_000)
    heavy = document(notes=[{"category": "summary", "text": "x" * 200_000}])
    heavy["document"]["tracking"]["id"] = "HEAVY-1"
    report = _import(portal, heavy, {"document": 3}, {}, document())
    assert sorted(_rules(report)) == ["import-field", "import-field", "import-size"]
    assert report.created == ("CV-2026-BUL-0003",)
