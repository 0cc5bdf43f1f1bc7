"""`cyberveille renumber` as an editor runs it, and the numbers that `new` gives."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.cli.test_permanence import commit
from tests.portal import Portal, bulletin

from cyberveille.cli import main

OLD, NEW = "CV-2026-BUL-0001", "CV-2026-BUL-0044"


def _run(portal: Portal, *arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--root", str(portal.folder)], catch_exceptions=False)


def _new(portal: Portal, root: str = "CLEAR") -> str:
    result = _run(
        portal, "new", "bulletin", "--title", "Essai", "--severity", "faible", "--technology", "imagerie",
        "--reference", "https://example.org/x", "--tlp", root, "--now", "2026-10-10T10:00:00+02:00",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    return Path(result.stdout.strip()).stem


def test_what_leads_to_a_notice_follows_its_new_number(portal: Portal) -> None:
    """Its file, the links and lists of others; its old address leads to it, as that of its data does."""
    result = _run(portal, "renumber", OLD, NEW)
    assert result.exit_code == 0, result.output
    assert not (portal.folder / f"bulletins/2026/{OLD}.md").exists()
    text = portal.read(f"bulletins/2026/{NEW}.md")
    assert f"id: {NEW}\n" in text
    assert f"redirect_from: [/bulletins/2026/{OLD}/]" in text
    assert f"/bulletins/2026/{NEW}/" in portal.read("bulletins/2026/CV-2026-BUL-0002.md")
    assert f"related: [{NEW}]" in portal.read("content/documents/CV-2026-DOC-0001.md")
    assert _run(portal, "check").exit_code == 0
    portal.edit("site_config.yml", "navigation:", "precompress: []\nnavigation:")
    portal.build()
    moved = (portal.output / "_redirects").read_text("utf-8")
    assert f"/bulletins/2026/{OLD}.json /bulletins/2026/{NEW}.json 301" in moved
    copy = (portal.output / f"bulletins/2026/{OLD}.json").read_bytes()
    assert copy == (portal.output / f"bulletins/2026/{NEW}.json").read_bytes()
    assert f"bulletins/2026/{NEW}.json" in (portal.output / ".serveur/nginx.conf").read_text("utf-8")


def test_a_document_takes_its_folder_along(portal: Portal) -> None:
    """Files lie beside it under its new name; the lists of the configuration follow."""
    assert _run(portal, "renumber", "CV-2026-DOC-0001", "CV-2026-DOC-0007").exit_code == 0
    assert (portal.folder / "content/documents/CV-2026-DOC-0007/premiers-gestes.txt").is_file()
    assert "featured: [CV-2026-DOC-0007]" in portal.read("site_config.yml")
    assert _run(portal, "check").exit_code == 0


def test_in_a_clash_the_other_notice_keeps_address_and_links(portal: Portal) -> None:
    """Two files bear one identifier: the path says which; what may mean the other is named."""
    portal.edit("site_config.yml", "navigation:", "sources: [{path: .}, {path: autre}]\nnavigation:")
    clash = f"autre/bulletins/2026/{OLD}.md"
    portal.write(clash, bulletin(1))
    result = _run(portal, "renumber", OLD, NEW)
    assert result.exit_code == 2
    assert "2 fichiers" in result.output
    result = _run(portal, "renumber", clash, NEW)
    assert result.exit_code == 0, result.output
    assert "redirect_from" not in portal.read(f"autre/bulletins/2026/{NEW}.md")
    assert f"related: [{OLD}]" in portal.read("content/documents/CV-2026-DOC-0001.md")
    assert "CV-2026-DOC-0001.md nomme" in result.output.replace("\n", " ")
    assert _run(portal, "check").exit_code == 0


def test_a_number_that_was_given_is_refused(portal: Portal) -> None:
    """Whoever has it, or had it."""
    assert "déjà été donné" in _run(portal, "renumber", OLD, "CV-2026-BUL-0002").output
    assert (
        "n’est pas un identifiant de cette sorte" in _run(portal, "renumber", OLD, "CV-2026-ALE-0009").output
    )


def test_a_retired_number_is_never_given_again(portal: Portal) -> None:
    """By a redirect, or by what git remembers of a file that is gone."""
    assert _run(portal, "renumber", "CV-2026-BUL-0002", "CV-2026-BUL-0001").exit_code == 2
    portal.write("bulletins/2026/CV-2026-BUL-0030.md", bulletin(30))
    commit(portal)
    (portal.folder / "bulletins/2026/CV-2026-BUL-0030.md").unlink()
    commit(portal)
    assert _new(portal) == "CV-2026-BUL-0031"
    (portal.folder / "bulletins/2026/CV-2026-BUL-0031.md").unlink()
    text = portal.read("bulletins/2026/CV-2026-BUL-0002.md")
    former = "redirect_from: [/bulletins/2026/CV-2026-BUL-0040/]\nrevisions:"
    portal.write("bulletins/2026/CV-2026-BUL-0002.md", text.replace("revisions:", former))
    assert _new(portal) == "CV-2026-BUL-0041"


@pytest.mark.parametrize("path", [f"bulletins/2026/{OLD}.md", f"revisions/2026/{OLD}.r1.md"])
def test_what_is_no_text_is_not_moved(portal: Portal, path: str) -> None:
    """Nothing of it would be left."""
    (portal.folder / path).write_bytes(b"---\nid: \xff\n---\n")
    result = _run(portal, "renumber", OLD, NEW)
    assert (result.exit_code, "ne peut pas être lu" in result.stderr) == (2, True)
    assert (portal.folder / path).read_bytes() == b"---\nid: \xff\n---\n"
    assert not (portal.folder / f"bulletins/2026/{NEW}.md").exists()


def test_each_root_has_its_numbers(portal: Portal) -> None:
    """Those who do not see one another never take the same."""
    roots = (
        "sources:\n  - {path: .}\n"
        "  - {path: prive, tlp_max: AMBER, numbering: {first: 5000, last: 5999}}\nnavigation:"
    )
    portal.edit("site_config.yml", "navigation:", roots)
    (portal.folder / "prive").mkdir()
    assert _new(portal, "AMBER") == "CV-2026-BUL-5000"
    assert _new(portal) == "CV-2026-BUL-0003"
    assert _new(portal, "AMBER") == "CV-2026-BUL-5001"


def test_the_differences_are_shown_and_nothing_is_written(portal: Portal) -> None:
    """What moves, and the lines of every file that change."""
    before = {file: file.read_bytes() for file in portal.folder.rglob("*") if file.is_file()}
    result = _run(portal, "renumber", OLD, NEW, "--dry-run")
    assert f"bulletins/2026/{OLD}.md → bulletins/2026/{NEW}.md" in result.stdout
    assert f"-id: {OLD}" in result.stdout.splitlines()
    assert f"+id: {NEW}" in result.stdout.splitlines()
    assert "+++ bulletins/2026/CV-2026-BUL-0002.md" in result.stdout
    after = {file: file.read_bytes() for file in portal.folder.rglob("*") if file.is_file()}
    assert after == before
