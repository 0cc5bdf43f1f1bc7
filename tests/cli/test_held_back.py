"""What the commands say of what is not read, and of what is not published yet."""

import json

import pytest
from click.testing import CliRunner, Result
from tests.portal import Portal, bulletin

from cyberveille.cli import main

NOW = "2026-10-10T10:00:00+02:00"


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(main, (*arguments, "--now", NOW), catch_exceptions=False)


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def _late(portal: Portal, number: int, day: int) -> None:
    text = bulletin(number).replace("2026-10-05T10:00", f"2026-10-{day}T09:30")
    portal.write(f"bulletins/2026/CV-2026-BUL-{number:04d}.md", text)


@pytest.mark.parametrize("command", [("check",), ("build", "--no-search")])
def test_the_last_line_counts_drafts_and_embargoes(portal: Portal, command: tuple[str, ...]) -> None:
    """With the identifiers, and until when."""
    portal.write("bulletins/2026/CV-2026-BUL-0003.md", bulletin(3, extra="draft: true\n"))
    _late(portal, 4, 20)
    _late(portal, 5, 15)
    told = _plain(_run(*command, "--root", str(portal.folder)).output).splitlines()[-1]
    assert told == (
        "Pas encore publié : 1 brouillon (CV-2026-BUL-0003) ; 2 notices sous embargo (CV-2026-BUL-0005 "
        "jusqu’au 15 octobre 2026, 9 h 30, CV-2026-BUL-0004 jusqu’au 20 octobre 2026, 9 h 30)."
    )


def test_many_embargoes_end_with_the_last(portal: Portal) -> None:
    """Five are named, the others counted, and the hour after which all are public is told."""
    for number in range(3, 11):
        _late(portal, number, 10 + number)
    told = _plain(_run("check", "--root", str(portal.folder)).output).splitlines()[-1]
    assert "8 notices sous embargo" in told
    assert "et 3 autres, la dernière jusqu’au 20 octobre 2026, 9 h 30" in told


def test_a_report_for_machines_stays_one(portal: Portal) -> None:
    """The count goes to standard error."""
    _late(portal, 3, 20)
    result = _run("check", "--root", str(portal.folder), "--format", "json")
    json.loads(result.stdout)
    assert "1 notice sous embargo" in _plain(result.stderr)


def test_an_edition_says_nothing_of_what_its_readers_never_see(portal: Portal) -> None:
    """The public build does not name a restricted draft."""
    portal.add_members()
    sources = "sources:\n  - {path: '.', tlp_max: AMBER}\n"
    portal.write("site_config.yml", portal.read("site_config.yml") + sources)
    draft = bulletin(3, extra="draft: true\n").replace("tlp: CLEAR", "tlp: AMBER")
    portal.write("bulletins/2026/CV-2026-BUL-0003.md", draft)
    assert "CV-2026-BUL-0003" not in _run("build", "--root", str(portal.folder), "--no-search").stdout


@pytest.mark.parametrize("path", ["README.md", "docs/note.md", "docs", "notes.txt"])
def test_a_path_of_which_nothing_is_read_says_so(portal: Portal, path: str) -> None:
    """A warning, since tools hand whatever changed; `--strict` refuses it."""
    portal.write("docs/note.md" if path == "docs" else path, "Une note.\n")
    arguments = ("check", "--root", str(portal.folder), str(portal.folder / path))
    result = _run(*arguments)
    assert result.exit_code == 0
    assert "[not-read]" in result.stdout
    assert path in result.stdout
    assert "Aucun constat" not in result.stdout
    assert _run(*arguments, "--strict").exit_code == 1


def test_a_misplaced_notice_named_to_check_is_an_error(portal: Portal) -> None:
    """With the place where it belongs, even deeper than a whole check looks."""
    path = portal.folder / "docs/a/b/c/d/CV-2026-BUL-0100.md"
    path.parent.mkdir(parents=True)
    path.write_text(bulletin(100), encoding="utf-8")
    result = _run("check", "--root", str(portal.folder), str(path))
    assert result.exit_code == 1
    assert "bulletins/2026/CV-2026-BUL-0100.md" in result.stdout


@pytest.mark.parametrize(
    "path",
    [
        "bulletins/2026/CV-2026-BUL-0001.md",
        "content/vocabulaires/themes.yml",
        "content/documents/CV-2026-DOC-0001/premiers-gestes.txt",
        "site_config.yml",
        "content",
        "bulletins/2026",
        "",
    ],
)
def test_a_path_that_is_read_has_no_finding(portal: Portal, path: str) -> None:
    """Notices, lists, joined files, the configuration, folders of sources, the portal itself."""
    result = _run("check", "--root", str(portal.folder), str(portal.folder / path))
    assert "Aucun constat" in result.stdout
