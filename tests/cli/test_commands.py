"""The commands as people run them: exit codes, messages, what they write."""

import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.portal import Portal, bulletin

from cyberveille.catalogue import Store
from cyberveille.cli import environment, main
from cyberveille.locale import french

NOW = "2026-10-10T10:00:00+02:00"
DOCS = Path(__file__).parents[2] / "docs"


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def test_check_of_a_good_portal_says_so(portal: Portal) -> None:
    """Exit code 0 and a count."""
    result = _run("check", "--root", str(portal.folder))
    assert result.exit_code == 0
    assert result.stdout == french("Aucun constat : 4 notices, 4 pages.\n")


@pytest.mark.parametrize("severity", ["moyenne", "moyene"])
def test_a_command_closes_the_store_that_it_opened(
    portal: Portal, severity: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether it ends well or with findings."""
    opened: list[Store] = []

    class Watched(Store):
        def __init__(self, file: Path, *, kept: bool = True) -> None:
            super().__init__(file, kept=kept)
            opened.append(self)

    monkeypatch.setattr(environment, "Store", Watched)
    portal.edit("bulletins/2026/CV-2026-BUL-0001.md", "severity: moyenne", f"severity: {severity}")
    _run("check", "--root", str(portal.folder))
    [store] = opened
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        store._connection.execute("SELECT 1")


def test_check_of_a_bad_notice_says_where(portal: Portal) -> None:
    """Exit code 1, with path, line and the nearest valid value."""
    portal.edit("bulletins/2026/CV-2026-BUL-0001.md", "severity: moyenne", "severity: moyene")
    result = _run("check", "--root", str(portal.folder))
    assert result.exit_code == 1
    assert "bulletins/2026/CV-2026-BUL-0001.md:6" in result.stdout
    assert "moyenne" in result.stdout


def test_check_of_some_paths_shows_only_theirs(portal: Portal) -> None:
    """A finding elsewhere neither shows nor fails a check of one file."""
    portal.edit("bulletins/2026/CV-2026-BUL-0001.md", "severity: moyenne", "severity: moyene")
    root = ("--root", str(portal.folder))
    other = str(portal.folder / "bulletins/2026/CV-2026-BUL-0002.md")
    guilty = str(portal.folder / "bulletins/2026/CV-2026-BUL-0001.md")
    broken_link = "CV-2026-BUL-0001"
    assert broken_link in _run("check", *root, guilty).stdout
    assert "severity" not in _run("check", *root, other).stdout


def test_check_as_json_is_json(portal: Portal) -> None:
    """`--format json` holds path, line and rule of each finding."""
    portal.edit("bulletins/2026/CV-2026-BUL-0001.md", "severity: moyenne", "severity: moyene")
    result = _run("check", "--root", str(portal.folder), "--format", "json")
    assert "wrong-value" in result.stdout
    json.loads(result.stdout)


def test_check_folds_what_a_rule_says_of_very_many(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """For people, who may ask for all of it; programs have all, and `--strict` shows what it refuses."""
    monkeypatch.setattr("cyberveille.checking.rendering.folding.MOST", 0)
    monkeypatch.setattr("cyberveille.checking.rendering.folding.SHOWN", 0)
    (portal.folder / "revisions/2026/CV-2026-BUL-0002.r1.md").unlink()
    asked = ("check", "--root", str(portal.folder))
    folded = _run(*asked)
    assert folded.exit_code == 0
    assert "1 autre avertissement dans 1 fichier  [earlier-text-kept]" in folded.stdout
    assert "BUL-0002.md:" not in folded.stdout
    for option in ("--all", "--strict", "--format=json", "--format=github", "--format=gitlab"):
        assert "bulletins/2026/CV-2026-BUL-0002.md" in _run(*asked, option).stdout


@pytest.mark.parametrize("form", ["github", "gitlab"])
def test_check_annotates_merge_requests(portal: Portal, form: str) -> None:
    """Both forges get the file and the line."""
    portal.edit("bulletins/2026/CV-2026-BUL-0001.md", "severity: moyenne", "severity: moyene")
    result = _run("check", "--root", str(portal.folder), "--format", form)
    assert result.exit_code == 1
    assert "CV-2026-BUL-0001.md" in result.stdout


def test_a_link_to_an_embargoed_notice_is_found_until_it_opens(portal: Portal) -> None:
    """What depends on the moment is judged by the clock that is given."""
    text = bulletin(3, title="À venir").replace("2026-10-05", "2026-10-20")
    portal.write("bulletins/2026/CV-2026-BUL-0003.md", text)
    citing = bulletin(4, body="Voir [la suite](/bulletins/2026/CV-2026-BUL-0003/).")
    portal.write("bulletins/2026/CV-2026-BUL-0004.md", citing)
    before = _run("check", "--root", str(portal.folder), "--now", NOW)
    assert before.exit_code == 1
    assert "link-open-to-reader" in before.output
    after = _run("check", "--root", str(portal.folder), "--now", "2026-10-21T00:00:00+02:00")
    assert after.exit_code == 0, after.output


def test_build_counts_warnings_that_are_too_many_to_read(portal: Portal) -> None:
    """A page of warnings would hide the rest: they are counted, and `check` shows them."""
    links = "\n".join(f"- [Lien {number}](http://example.org/{number})" for number in range(21))
    portal.write("bulletins/2026/CV-2026-BUL-0003.md", bulletin(3, body=links))
    result = _run("build", "--root", str(portal.folder), "--now", NOW, "--no-search")
    assert result.exit_code == 0
    assert "21 avertissements dans 1 fichier" in result.output
    assert "link-secure" not in result.output


def test_a_path_that_is_not_there_is_a_usage_error(portal: Portal) -> None:
    """Exit code 2."""
    assert _run("check", "--root", str(portal.folder), "nulle-part.md").exit_code == 2


def test_a_broken_configuration_is_a_usage_error(portal: Portal) -> None:
    """Exit code 2, and the finding on standard error."""
    portal.edit(
        "site_config.yml", "prefix" if "prefix" in portal.read("site_config.yml") else "portal:", "portail:"
    )
    result = _run("check", "--root", str(portal.folder))
    assert result.exit_code == 2
    assert "portail" in result.stderr


def test_build_writes_the_portal_then_nothing(portal: Portal) -> None:
    """The second build of the same edition writes no file."""
    arguments = ("build", "--root", str(portal.folder), "--now", NOW, "--no-search")
    first = _run(*arguments)
    assert first.exit_code == 0
    assert (portal.output / "index.html").exists()
    assert "dont 0 écrit et 0 retiré" in _run(*arguments).stdout


def test_build_says_which_file_leaks_what(portal: Portal) -> None:
    """Both sources, the words, why, and how to mend it, once for all their passages."""
    passage = "Le prestataire du laboratoire a perdu toutes ses sauvegardes pendant la nuit."
    text = bulletin(9, title="Brouillon", extra="draft: true\n", body=passage)
    portal.write("bulletins/2026/CV-2026-BUL-0009.md", text)
    portal.write("content/documents/CV-2026-DOC-0001/premiers-gestes.txt", passage)
    result = _run("build", "--root", str(portal.folder), "--now", NOW, "--no-search")
    assert result.exit_code == 1
    told = result.output.replace("\u00a0", " ").replace("\u202f", " ").splitlines()
    leak = (
        "Fuite : content/documents/CV-2026-DOC-0001/premiers-gestes.txt contient « a perdu toutes ses "
        "sauvegardes pendant la nuit », et 4 autres passages, de CV-2026-BUL-0009 "
        "(bulletins/2026/CV-2026-BUL-0009.md). Aucune date ne dit depuis quand le fichier est ainsi. "
        "Récrivez ce passage, ou réservez ce texte aux mêmes lecteurs ; s’il peut être public, ajoutez "
        "« declassifies: [CV-2026-BUL-0009] » à l’en-tête de son document."
    )
    assert [line for line in told if line.startswith("Fuite")] == [leak]
    assert told[-1] == "Édition refusée par la garde : rien n’a été mis en place."
    assert not portal.output.exists()


def test_build_refuses_a_portal_with_errors(portal: Portal) -> None:
    """Exit code 1 and nothing written."""
    portal.edit("bulletins/2026/CV-2026-BUL-0001.md", "tlp: CLEAR", "tlp: RED")
    result = _run("build", "--root", str(portal.folder), "--now", NOW)
    assert result.exit_code == 1
    assert "Édition refusée" in result.stderr
    assert not portal.output.exists()


def test_a_clock_without_zone_is_refused(portal: Portal) -> None:
    """Exit code 2, and how to write it."""
    result = _run("build", "--root", str(portal.folder), "--now", "2026-10-10T10:00:00")
    assert result.exit_code == 2
    assert "fuseau" in result.stderr


def test_source_date_epoch_is_the_clock(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without `--now`, SOURCE_DATE_EPOCH dates the edition (reproducible-builds.org)."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1791619200")
    _run("build", "--root", str(portal.folder), "--no-search")
    assert json.loads((portal.output / "edition.json").read_text())["date"].startswith("2026-10-10T")


def test_a_new_bulletin_passes_but_for_its_text(portal: Portal) -> None:
    """It takes the next number; only what is left to write is found wrong, then nothing."""
    result = _run(
        "new", "bulletin", "--root", str(portal.folder), "--now", NOW, "--title", "Faille : « x » #1",
        "--severity", "elevee", "--technology", "imagerie", "--reference", "https://example.org/x",
    )  # fmt: skip
    assert result.exit_code == 0
    path = "bulletins/2026/CV-2026-BUL-0003.md"
    found = portal.catalogue().findings
    assert {(finding.path, "compl" in finding.message) for finding in found} == {(path, True)}
    portal.write(path, portal.read(path).replace("À compléter", "Texte écrit"))
    assert portal.catalogue().findings == ()


@pytest.mark.parametrize(
    ("kind", "options", "path"),
    [
        (
            "alert",
            ("--severity", "critique", "--technology", "imagerie", "--reference", "https://example.org/x"),
            "alerts/2026/CV-2026-ALE-0002.md",
        ),
        (
            "document",
            ("--theme", "reagir", "--form", "fiche-reflexe"),
            "content/documents/CV-2026-DOC-0002.md",
        ),
    ],
)
def test_new_alerts_and_documents_are_valid_once_filled(
    portal: Portal, kind: str, options: tuple[str, ...], path: str
) -> None:
    """Each kind gets its number, its folder and a valid header."""
    arguments = ("new", kind, "--root", str(portal.folder), "--now", NOW, "--title", "Titre", *options)
    assert _run(*arguments).exit_code == 0
    portal.write(path, portal.read(path).replace("À compléter", "Texte écrit"))
    assert portal.catalogue().findings == ()


def test_new_asks_for_what_it_is_not_told(portal: Portal) -> None:
    """Without options the questions come one by one."""
    answers = "Titre\nfaible\nimagerie\nhttps://example.org/x\n"
    runner = CliRunner()
    result = runner.invoke(
        main, ["new", "bulletin", "--root", str(portal.folder), "--now", NOW], input=answers
    )
    assert result.exit_code == 0, result.output
    assert (portal.folder / "bulletins/2026/CV-2026-BUL-0003.md").exists()


def test_new_refuses_a_word_outside_the_list(portal: Portal) -> None:
    """With the nearest word of the list."""
    result = _run(
        "new", "bulletin", "--root", str(portal.folder), "--now", NOW, "--title", "T", "--severity", "faible",
        "--technology", "imagerei", "--reference", "https://example.org/x",
    )  # fmt: skip
    assert result.exit_code == 2
    assert "imagerie" in result.stderr


def _certfr(folder: Path) -> str:
    """The path of a file with one record of 2026."""
    record = {
        "reference": "CERTFR-2026-AVI-0001",
        "title": "Vulnérabilité dans Exemple",
        "summary": "Un défaut.",
        "content": "## Solution\n\nMettre à jour.\n",
        "affected_systems": [],
        "cves": [{"name": "CVE-2026-20001", "url": ""}],
        "risks": [{"description": "Exécution de code arbitraire à distance"}],
        "revisions": [{"description": "Version initiale", "revision_date": "2026-02-01T00:00:00.000000"}],
        "vendor_advisories": [{"title": "Avis", "url": "https://example.org/a", "published_at": None}],
        "links": [],
    }
    source = folder / "avis.json"
    source.write_text(json.dumps(record), encoding="utf-8")
    return str(source)


def test_import_is_idempotent(portal: Portal, tmp_path: Path) -> None:
    """The second import of a file changes nothing, and the portal still passes."""
    source = _certfr(tmp_path)
    first = _run("import", "certfr", source, "--into", str(portal.folder))
    assert "1 notice créée, 0 modifiée" in first.stdout
    second = _run("import", "certfr", source, "--into", str(portal.folder))
    assert "0 notice créée, 0 modifiée, 1 inchangée" in second.stdout
    assert not portal.catalogue().refused


def test_new_and_import_number_over_all_roots(portal: Portal, tmp_path: Path) -> None:
    """A number that the private root uses is free for neither; the first root takes both notices."""
    for root in ("ouvert", "prive"):
        (portal.folder / root).mkdir()
    (portal.folder / "bulletins").rename(portal.folder / "ouvert/bulletins")
    (portal.folder / "content").rename(portal.folder / "ouvert/content")
    roots = "sources:\n  - {path: ouvert}\n  - {path: prive, tlp_max: AMBER}\n"
    portal.write("site_config.yml", portal.read("site_config.yml") + roots)
    portal.write("prive/bulletins/2026/CV-2026-BUL-0041.md", "---\nid: x\n---\n")
    assert (
        "1 notice créée" in _run("import", "certfr", _certfr(tmp_path), "--into", str(portal.folder)).stdout
    )
    imported = "ouvert/bulletins/2026/CV-2026-BUL-0042.md"
    assert "aliases: [CERTFR-2026-AVI-0001]" in portal.read(imported)
    created = _run(
        "new", "bulletin", "--root", str(portal.folder), "--now", NOW, "--title", "T", "--severity", "faible",
        "--technology", "imagerie", "--reference", "https://example.org/x",
    )  # fmt: skip
    assert created.stdout.strip().endswith("ouvert/bulletins/2026/CV-2026-BUL-0043.md")


def test_rules_are_listed_and_explained() -> None:
    """Every rule shows in the list; one alone is explained; an unknown one is a usage error."""
    listed = _run("rules").stdout
    assert "duplicate-key" in listed
    assert _run("rules", "duplicate-key").stdout.startswith("duplicate-key")
    assert _run("rules", "inconnue").exit_code == 2


def test_deliver_refuses_what_is_no_edition(portal: Portal, tmp_path: Path) -> None:
    """A tree without edition is not delivered; a finished one is."""
    target = tmp_path / "public"
    arguments = ("deliver", "--root", str(portal.folder), "--to", f"dossier:{target}")
    assert _run(*arguments).exit_code == 1
    portal.build()
    assert _run(*arguments).exit_code == 0
    assert (target / "index.html").exists()


@pytest.mark.parametrize(("what", "file"), [("notices", "format"), ("configuration", "configuration")])
def test_the_reference_is_what_the_model_says(what: str, file: str) -> None:
    """The committed reference is the one the program writes today."""
    assert (DOCS / f"reference-{file}.md").read_text(encoding="utf-8") == _run("reference", what).stdout


def test_the_guide_of_editors_is_true(portal: Portal) -> None:
    """The bulletin printed in the guide passes the check, as it stands."""
    guide = (DOCS / "guide-notices.md").read_text(encoding="utf-8")
    notice = guide.split("```markdown\n", 1)[1].split("```", 1)[0]
    portal.write("bulletins/2026/CV-2026-BUL-0042.md", notice)
    assert portal.catalogue().findings == ()


def test_a_bulletin_written_today_is_in_the_feed(portal: Portal) -> None:
    """From the file to the feed in two commands."""
    portal.write("bulletins/2026/CV-2026-BUL-0003.md", bulletin(3, title="Le tout dernier"))
    _run("build", "--root", str(portal.folder), "--now", NOW, "--no-search")
    assert "Le tout dernier" in (portal.output / "flux/bulletins.rss.xml").read_text(encoding="utf-8")
