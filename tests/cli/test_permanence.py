"""What was published lasts, whoever remembers it: a commit, the edition in place, the edition at the host."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.cli.deeds import ALERT, BROKEN, BULLETIN, KEPT, hide_behind_link
from tests.portal import Portal, bulletin

from cyberveille.cli import main

NOW = "2026-10-10T10:00:00+02:00"
Past = Callable[[Portal, tuple[str, ...]], Result]
MEMORIES = ("commit", "edition", "host")


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def _plain(text: str) -> str:
    return text.replace("\xa0", " ").replace("\u202f", " ")


def git(folder: Path, *arguments: str) -> None:
    who = {f"GIT_{role}_{what}": "e@e" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    safe = {"GIT_CONFIG_GLOBAL": "/dev/null", "PATH": os.environ["PATH"], "HOME": str(folder)}
    subprocess.run(["git", *arguments], cwd=folder, check=True, env=who | safe, capture_output=True)


def commit(portal: Portal) -> None:
    if not (portal.folder / ".git").exists():
        git(portal.folder, "init", "-q")
        (portal.folder / ".gitignore").write_text("/site\n/.site.edition\n/.cyberveille\n", encoding="utf-8")
    git(portal.folder, "add", "-A")
    git(portal.folder, "commit", "-qm", "portail", "--allow-empty")


def _check(portal: Portal, more: tuple[str, ...], since: str = "HEAD") -> Result:
    return _run("check", "--root", str(portal.folder), "--now", NOW, "--since", since, *more)


def _build(portal: Portal, more: tuple[str, ...] = ()) -> Result:
    return _run("build", "--root", str(portal.folder), "--now", NOW, "--no-search", *more)


def _deliver(portal: Portal, more: tuple[str, ...] = ()) -> Result:
    """Built anew, without an edition in place: only the host remembers."""
    portal.forget()
    built = _build(portal, more)
    assert built.exit_code == 0, built.output
    return _run("deliver", "--root", str(portal.folder), "--to", f"dossier:{portal.folder.parent / 'hote'}")


def _remembered(portal: Portal, memory: str) -> Past:
    """A way to ask whoever remembers what a portal had published what of it would not last."""
    if memory == "commit":
        commit(portal)
        return _check
    assert _build(portal).exit_code == 0
    if memory == "edition":
        return _build
    assert _deliver(portal).exit_code == 0
    return _deliver


AT_THE_HOST = {"folder deleted", "page renamed", "file gone", "file changed", "date moved", "text"}
"""The editions of the host are compared as those in place are: a few cases tell."""


@pytest.mark.parametrize(
    ("memory", "name"),
    [
        pytest.param(memory, name, id=f"{memory}-{name}")
        for name in BROKEN
        for memory in ("commit", "edition", *(("host",) if name in AT_THE_HOST else ()))
    ],
)
def test_what_was_published_does_not_vanish_or_change_in_silence(
    portal: Portal, memory: str, name: str
) -> None:
    """Refused, with the address or the key, the way to do it right, and the way to override it."""
    past = _remembered(portal, memory)
    deed, rule, told = BROKEN[name]
    deed(portal)
    result = past(portal, ())
    said = result.output
    assert result.exit_code == 1, said
    assert past is _deliver or rule in said, said
    assert told in _plain(said)
    assert "--allow-removal" in said


@pytest.mark.parametrize("memory", ["commit", "edition"])
def test_a_folder_turned_into_a_link_takes_nothing_away(portal: Portal, memory: str) -> None:
    """Refused twice: for what is no longer read, and, where the sources are compared, for each address."""
    past = _remembered(portal, memory)
    hide_behind_link(portal)
    result = past(portal, ())
    assert result.exit_code == 1
    assert "[not-read]" in result.output
    assert past is not _check or "/alertes/2026/CV-2026-ALE-0001/" in _plain(result.output)


@pytest.mark.parametrize("memory", ["commit", "edition"])
@pytest.mark.parametrize("name", KEPT)
def test_what_is_done_right_passes(portal: Portal, memory: str, name: str) -> None:
    """Revisions, slips told as such, withdrawals, redirects, and whatever was not published."""
    past = _remembered(portal, memory)
    KEPT[name](portal)
    result = past(portal, ())
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("memory", MEMORIES)
def test_an_operator_may_let_it_go(portal: Portal, memory: str) -> None:
    """By its name, and by no other; the edition says so, then and afterwards."""
    past = _remembered(portal, memory)
    for name in ("deleted", "text", "page renamed", "file gone"):
        BROKEN[name][0](portal)
    names = "CV-2026-ALE-0001,CV-2026-BUL-0001", "/a-propos/", "CV-2026-DOC-0001"
    more = tuple(part for item in names for part in ("--allow-removal", item))
    assert past(portal, ("--allow-removal", "CV-2026-BUL-0099")).exit_code == 1
    result = past(portal, more)
    assert result.exit_code == 0, result.output
    if past is not _check:
        assert _build(portal).exit_code == 0
        assert "CV-2026-ALE-0001" in portal.page("edition")


@pytest.mark.parametrize("memory", MEMORIES)
def test_what_appears_out_of_reach_of_the_feeds_is_refused(portal: Portal, memory: str) -> None:
    """It would enter no feed; one that was imported may be as old as it is."""
    past = _remembered(portal, memory)
    portal.edit("site_config.yml", "navigation:", "feeds: {min_entries: 1, min_days: 8}\nnavigation:")
    old = bulletin(9).replace("2026-10-05", "2026-06-05")
    portal.write("bulletins/2026/CV-2026-BUL-0009.md", old)
    result = past(portal, ())
    assert result.exit_code == 1
    assert "aucun flux ne remonte si loin" in _plain(result.output)
    imported = old.replace("revisions:", "aliases: [CERTFR-2026-AVI-0009]\nrevisions:")
    portal.write("bulletins/2026/CV-2026-BUL-0009.md", imported)
    assert past(portal, ()).exit_code == 0


def test_a_name_that_git_does_not_know_is_said(portal: Portal) -> None:
    """Exit code 2: nothing was compared."""
    commit(portal)
    result = _check(portal, (), since="jamais-vu")
    assert result.exit_code == 2
    assert "git ne connaît pas ici le commit « jamais-vu »" in _plain(result.output)


def test_outside_git_it_is_said(portal: Portal) -> None:
    """Rather than that all is well."""
    result = _check(portal, ())
    assert result.exit_code == 2
    assert "pas dans un dépôt git" in result.output


def test_a_clone_too_shallow_says_what_to_fetch(portal: Portal, tmp_path: Path) -> None:
    """Neither the base nor the commit that both have in common may be there."""
    commit(portal)
    git(portal.folder, "tag", "base")
    portal.edit(BULLETIN, "2.10.\n", "2.11.\n")
    commit(portal)
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{portal.folder}", "court")
    shallow = Portal(tmp_path / "court")
    result = _check(shallow, (), since="base")
    assert result.exit_code == 2
    assert "git fetch --unshallow" in result.output
    git(shallow.folder, "fetch", "-q", "--unshallow", "--tags")
    assert "change-told" in _check(shallow, (), since="base").output


def test_a_branch_is_not_blamed_for_what_it_has_not_seen(portal: Portal) -> None:
    """What was published after it left is compared by the merge, of which the base is a parent."""
    commit(portal)
    git(portal.folder, "branch", "redaction")
    portal.write("bulletins/2026/CV-2026-BUL-0009.md", bulletin(9))
    commit(portal)
    git(portal.folder, "branch", "publie")
    git(portal.folder, "checkout", "-q", "redaction")
    portal.write("bulletins/2026/CV-2026-BUL-0010.md", bulletin(10))
    commit(portal)
    assert _check(portal, (), since="publie").exit_code == 0
    git(portal.folder, "merge", "-q", "publie", "-m", "fusion")
    assert _check(portal, (), since="publie").exit_code == 0
    (portal.folder / "bulletins/2026/CV-2026-BUL-0009.md").unlink()
    assert "CV-2026-BUL-0009" in _check(portal, (), since="publie").output


def test_going_back_to_an_older_commit_is_compared_with_the_newer(portal: Portal) -> None:
    """What is published since would vanish."""
    commit(portal)
    git(portal.folder, "tag", "avant")
    portal.write("bulletins/2026/CV-2026-BUL-0009.md", bulletin(9))
    commit(portal)
    git(portal.folder, "tag", "apres")
    git(portal.folder, "checkout", "-q", "avant")
    assert "CV-2026-BUL-0009" in _check(portal, (), since="apres").output


def test_a_root_that_is_read_no_more_takes_nothing_along(portal: Portal) -> None:
    """Its notices were published under the configuration of that day."""
    portal.edit("site_config.yml", "navigation:", "sources: [{path: .}, {path: autre}]\nnavigation:")
    portal.write("autre/bulletins/2026/CV-2026-BUL-0009.md", bulletin(9))
    commit(portal)
    assert _check(portal, ()).exit_code == 0
    portal.edit("site_config.yml", "sources: [{path: .}, {path: autre}]\n", "")
    result = _check(portal, ())
    assert "CV-2026-BUL-0009" in result.output
    assert "« autre » n’est plus dans « sources »" in _plain(result.output)
    portal.write("bulletins/2026/CV-2026-BUL-0009.md", bulletin(9))
    shutil.rmtree(portal.folder / "autre")
    assert _check(portal, ()).exit_code == 0


def test_a_portal_that_moves_in_its_repository_keeps_its_past(portal: Portal) -> None:
    """Its folder is found again by its configuration."""
    inner = Portal(portal.folder / "portail")
    shutil.copytree(portal.folder, inner.folder)
    git(portal.folder, "init", "-q")
    git(portal.folder, "add", "portail")
    git(portal.folder, "commit", "-qm", "portail")
    moved = Portal(portal.folder / "site-web")
    inner.folder.rename(moved.folder)
    assert _check(moved, ()).exit_code == 0
    (moved.folder / ALERT).unlink()
    assert "CV-2026-ALE-0001" in _check(moved, ()).output


def test_what_is_closed_to_some_readers_vanishes_for_them(portal: Portal) -> None:
    """A marking that is raised is said, with the edition that loses the notice."""
    portal.add_members()
    portal.edit("site_config.yml", "navigation:", "sources: [{path: ., tlp_max: AMBER}]\nnavigation:")
    commit(portal)
    portal.edit(ALERT, "tlp: CLEAR", "tlp: AMBER")
    said = _plain(_check(portal, ()).output)
    assert "n’est plus dans l’édition « public » : son marquage est devenu TLP:AMBER" in said
