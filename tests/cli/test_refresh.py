"""`cyberveille refresh`: what a source changed, key by key."""

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from tests.importing.advisories.made import SAMPLES, VECTOR, document, weakness
from tests.portal import Portal

from cyberveille.cli import main

NOW = "2026-10-10T10:00:00+02:00"
FILE = "bulletins/2026/CV-2026-BUL-0003.md"
ID = "CV-2026-BUL-0003"


def _run(portal: Portal, *words: str) -> Result:
    where = ["--into", str(portal.folder)] if words[0] == "import" else ["--root", str(portal.folder)]
    result = CliRunner().invoke(main, [*words, *where, "--now", NOW], catch_exceptions=False)
    assert "Traceback" not in result.output
    return result


def _file(portal: Portal, record: dict[str, Any]) -> str:
    file = portal.folder.parent / "avis.json"
    file.write_text(json.dumps(record), encoding="utf-8")
    return str(file)


def _changed() -> dict[str, Any]:
    made = weakness(scores=[{"cvss_v3": {"vectorString": VECTOR, "version": "3.1"}}])
    made["product_tree"]["branches"][0]["branches"][0]["branches"][0]["name"] = "<2.11"
    made["document"]["notes"][2]["text"] = "An attacker could write images."
    return made


def _published(portal: Portal) -> None:
    """A notice made of an advisory, written and published by an editor, with a comment of theirs."""
    text = portal.read(FILE).replace("draft: true\n", "").replace("À compléter : Ex", "Ex")
    text = text.replace("À compléter", "Fait").replace("products:\n", "products:\n  # vu avec le fabricant\n")
    portal.write(FILE, text.partition("## Source à reprendre")[0])


def test_a_published_notice_takes_the_facts_and_keeps_its_words(portal: Portal) -> None:
    """What an import left waiting is shown and brought; comments and lines that need no change stay."""
    _run(portal, "import", "csaf", _file(portal, weakness()))
    _published(portal)
    before = portal.read(FILE)
    assert "import-changed" in _run(portal, "import", "csaf", _file(portal, _changed())).stderr
    shown = _run(portal, "refresh", ID, "--dry-run")
    said = shown.stdout.replace("\u00a0", " ")
    assert "vulnerabilities, CVE-2026-20001, cvss : « CVSS:3.1/AV:N/AC:L/PR:L" in said
    assert "products : Viewer Alpha en plus (< 2.11)" in said or "affected : « < 2.10 » → « < 2.11 »" in said
    assert "texte : + An attacker could write images." in said
    assert portal.read(FILE) == before
    assert _run(portal, "refresh", ID).exit_code == 0
    after = portal.read(FILE)
    gone = set(before.splitlines()) - set(after.splitlines())
    assert len(gone) == 2
    assert all("2.10" in line or "cvss:" in line for line in gone)
    assert "  # vu avec le fabricant\n" in after
    assert "write images" not in after
    again = _run(portal, "refresh", ID)
    assert "n’ont rien changé" in again.stderr
    assert "import-changed" not in _run(portal, "import", "csaf", _file(portal, _changed())).stderr


def test_a_draft_takes_the_text_as_well(portal: Portal) -> None:
    """From the file given, though several sources made it."""
    sources = ("--from", str(SAMPLES / "csaf-20.json"), "--from", str(SAMPLES / "cve.json"))
    _run(portal, "new", "bulletin", *sources)
    result = _run(portal, "refresh", ID, "--from", _file(portal, _changed()))
    assert result.exit_code == 0, result.output
    text = portal.read(FILE)
    assert "An attacker could write images." in text
    assert VECTOR in text


def test_what_an_editor_changed_stays_and_is_told(portal: Portal) -> None:
    """The source's word beside theirs."""
    _run(portal, "import", "csaf", _file(portal, weakness()))
    portal.edit(FILE, '"< 2.10"', '"< 2.10.3"')
    result = _run(portal, "refresh", ID, "--from", _file(portal, _changed()))
    assert '"< 2.10.3"' in portal.read(FILE)
    assert "reste" in result.stderr


def test_what_cannot_be_refreshed_is_told(portal: Portal) -> None:
    """A notice written here, a source of another, one that closed since, a broken file."""
    _run(portal, "import", "csaf", _file(portal, weakness()))
    before = portal.read(FILE)
    assert "rien ne garde de source" in _run(portal, "refresh", "CV-2026-BUL-0001").stderr
    other = str(Path(SAMPLES / "csaf-21.json"))
    assert "n’est pas une source de" in _run(portal, "refresh", ID, "--from", other).stderr
    closed = _file(portal, document(distribution={"tlp": {"label": "AMBER"}}))
    assert "TLP:AMBER" in _run(portal, "refresh", ID, "--from", closed).stderr
    broken = portal.folder.parent / "avis.json"
    broken.write_text("{", encoding="utf-8")
    assert "import-json" in _run(portal, "refresh", ID, "--from", str(broken)).stderr
    assert portal.read(FILE) == before


def test_what_comes_says_what_matters_of_it(portal: Portal) -> None:
    """A vulnerability that a source adds: its vector, its weakness, that it is exploited."""
    made = weakness()
    _run(portal, "new", "bulletin", "--from", _file(portal, made))
    more = {
        "cve": "CVE-2026-29999",
        "cwe": {"id": "CWE-787"},
        "scores": [{"cvss_v3": {"vectorString": VECTOR, "version": "3.1"}}],
        "first_known_exploitation_dates": [{"date": "2026-10-01T00:00:00Z"}],
    }
    made["vulnerabilities"].append(more)
    shown = _run(portal, "refresh", ID, "--from", _file(portal, made), "--dry-run").stdout
    assert f"CVE-2026-29999 en plus ({VECTOR}, CWE-787, exploitée)" in shown.replace("\u00a0", " ")
