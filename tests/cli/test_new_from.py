"""`cyberveille new bulletin --from` and `import csaf`, as an editor runs them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.importing.advisories.made import SAMPLES, document
from tests.portal import Portal

from cyberveille.cli import main

NOW = "2026-10-10T10:00:00+02:00"
FILE = "bulletins/2026/CV-2026-BUL-0003.md"


def _new(portal: Portal, *files: Path | str, options: tuple[str, ...] = (), kind: str = "bulletin") -> Result:
    sources = [word for file in files for word in ("--from", str(file))]
    command = ["new", kind, *sources, *options, "--now", NOW, "--root", str(portal.folder)]
    return CliRunner().invoke(main, command, catch_exceptions=False)


def test_nothing_is_asked_for_that_the_sources_say(portal: Portal) -> None:
    """One notice of several; what an editor has to look at is told, and `check` has no error."""
    result = _new(portal, SAMPLES / "csaf-20.json", SAMPLES / "cve.json")
    assert result.exit_code == 0, result.output
    assert result.stdout.strip().endswith(FILE)
    assert "La source ne le dit pas" in result.stderr
    text = portal.read(FILE)
    assert "aliases: [EX-26-001, CVE-2026-20003, EUVD-2026-33333]" in text
    assert "\nseverity: critique\n" in text
    assert portal.read("imports/cve/2026.jsonl").startswith('{"reference":"CVE-2026-20003"')
    assert not any(item.refuses for item in portal.catalogue().findings)


def test_a_notice_cannot_be_published_while_its_source_stands(portal: Portal) -> None:
    """Each text of another is an error; without it the notice is fine."""
    _new(portal, SAMPLES / "cve.json", options=("--title", "Injection", "--technology", "imagerie"))
    text = portal.read(FILE).replace("draft: true\n", "")
    body, _, _ = text.replace("À compléter.", "Un texte.").partition("## Source à reprendre")
    brief = body.replace('"À compléter"', "Un mot").replace("À compléter : ", "")
    portal.write(FILE, text)
    rules = {item.rule for item in portal.catalogue().findings if item.refuses}
    assert {"source-rewritten", "text-filled"} <= rules
    portal.write(FILE, brief)
    assert not any(item.refuses for item in portal.catalogue().findings)


def test_the_editor_s_own_answers_win(portal: Portal) -> None:
    """And an alert may be made of a source as well."""
    options = ("--title", "Titre", "--severity", "faible", "--technology", "imagerie")
    assert _new(portal, SAMPLES / "csaf-20.json", options=options, kind="alert").exit_code == 0
    text = portal.read("alerts/2026/CV-2026-ALE-0002.md")
    assert 'title: "Titre"' in text
    assert "severity: faible\ntechnologies: [imagerie]\n" in text
    assert "\nstatus: active\n" in text


def test_a_source_that_a_notice_has_is_not_taken_twice(portal: Portal) -> None:
    """The command says which notice, and how to bring to it what is newer."""
    _new(portal, SAMPLES / "csaf-20.json")
    result = _new(portal, SAMPLES / "csaf-20.json")
    assert result.exit_code == 1
    assert "CV-2026-BUL-0003" in result.stderr
    assert "refresh" in result.stderr


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{}", "Ni un document CSAF"),
        ("{", "JSON valide"),
        ("", "vide"),
        (json.dumps(document(distribution={"tlp": {"label": "AMBER"}})), "TLP:AMBER"),
        (json.dumps(document(distribution={"text": "Customers only"})), "--tlp"),
    ],
)
def test_what_gives_no_draft_is_told(portal: Portal, content: str, told: str) -> None:
    """In French; nothing is written."""
    file = portal.folder.parent / "source.json"
    file.write_text(content, encoding="utf-8")
    result = _new(portal, file)
    assert result.exit_code == 1
    assert told in result.stderr
    assert not (portal.folder / FILE).exists()


def test_a_marking_may_be_given_to_a_source_without_one(portal: Portal) -> None:
    """It takes nothing from the one that a source bears."""
    file = portal.folder.parent / "source.json"
    file.write_text(json.dumps(document(distribution={"text": "Customers only"})), encoding="utf-8")
    assert _new(portal, file, options=("--tlp", "CLEAR")).exit_code == 0


def test_many_advisories_are_imported_at_once(portal: Portal) -> None:
    """Each a draft, with the number of things to look at; a second time nothing changes."""
    command = ["import", "csaf", *map(str, sorted(SAMPLES.glob("csaf-*.json"))), "--into", str(portal.folder)]
    first = CliRunner().invoke(main, [*command, "--now", NOW], catch_exceptions=False)
    assert first.exit_code == 0, first.output
    assert "2 notices créées" in first.output
    assert "CV-2026-BUL-0004 : brouillon à écrire" in first.output.replace("\u00a0", " ")
    again = CliRunner().invoke(main, [*command, "--now", NOW], catch_exceptions=False)
    assert "2 inchangées" in again.output
