"""Where `build` and `serve` refuse to write, and what git may not hold of a restricted edition."""

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.portal import Portal

from cyberveille.cli import main

NOW = ("--now", "2026-10-10T10:00:00+02:00")
IGNORED = "/site-members/\n/.site-members.edition/\n"


def _run(portal: Portal, *arguments: str) -> Result:
    root = ("--root", str(portal.folder), *NOW)
    return CliRunner().invoke(main, [arguments[0], *root, *arguments[1:]], catch_exceptions=False)


def _git(portal: Portal, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(portal.folder), *arguments], check=True, capture_output=True)


def _said(result: Result) -> str:
    return result.output.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture
def members(portal: Portal) -> Portal:
    """A portal with an edition for correspondents."""
    portal.add_members()
    return portal


@pytest.mark.parametrize(
    ("audience", "output"),
    [
        ("members", "site"),
        ("members", "site/membres"),
        ("members", "site/../site/a/b"),
        ("members", ".site.edition/staging"),
        ("members", "content/pages/membres"),
        ("members", "bulletins"),
        ("members", "."),
        ("members", ".."),
        ("members", ".cyberveille/frame"),
        ("members", "lien"),
        ("members", "lien/membres"),
        ("members", "site-members/encore"),
        ("public", "site-members"),
        ("public", "site-members/public"),
        ("public", ".site-members.edition"),
    ],
)
def test_nothing_is_written_in_what_belongs_to_something_else(
    members: Portal, audience: str, output: str
) -> None:
    """Even when that folder does not exist yet: it will be served to others, or read as a source."""
    (members.folder / "lien").symlink_to(members.folder / "site")
    before = sorted(members.folder.rglob("*"))
    result = _run(members, "build", "--audience", audience, "--output", str(members.folder / output))
    assert result.exit_code == 2
    assert "l’un dans l’autre" in _said(result)
    assert sorted(members.folder.rglob("*")) == before


def test_a_folder_elsewhere_is_as_good(members: Portal, tmp_path: Path) -> None:
    result = _run(members, "build", "--audience", "members", "--no-search", "--output", str(tmp_path / "a"))
    assert result.exit_code == 0, _said(result)


def test_a_symbolic_link_into_another_edition_is_a_finding(members: Portal) -> None:
    """What the configuration calls two folders may be one."""
    (members.folder / "site-members").symlink_to("site/membres")
    result = _run(members, "check")
    assert result.exit_code == 1
    assert "« site-members » et « site » sont l’un dans l’autre" in _said(result)
    assert _run(members, "build").exit_code == 2


@pytest.mark.parametrize(
    ("audience", "url"),
    [("members", "https://essai.example.org/membres/"), ("public", "https://MEMBRES.example.org:8443/")],
)
def test_an_address_given_to_build_shares_no_host_with_other_readers(
    members: Portal, audience: str, url: str
) -> None:
    result = _run(members, "build", "--audience", audience, "--url", url)
    assert result.exit_code == 2
    assert "nom d’hôte" in _said(result)
    assert not members.output.exists()


def test_a_restricted_edition_that_git_would_take_in_is_refused(members: Portal) -> None:
    """`check` says what to add to .gitignore; the public edition is made meanwhile."""
    _git(members, "init", "--quiet")
    result = _run(members, "check")
    assert result.exit_code == 1
    assert "/site-members/ à .gitignore" in _said(result)
    assert "/.site-members.edition/ à .gitignore" in _said(result)
    refused = _run(members, "build", "--audience", "members", "--no-search")
    assert refused.exit_code == 2
    assert not (members.folder / "site-members").exists()
    assert _run(members, "build", "--no-search").exit_code == 0
    members.write(".gitignore", IGNORED)
    assert _run(members, "check").exit_code == 0
    assert _run(members, "build", "--audience", "members", "--no-search").exit_code == 0


def test_a_restricted_edition_that_is_in_git_is_refused(members: Portal) -> None:
    """Ignoring it afterwards takes nothing out of the repository."""
    _git(members, "init", "--quiet")
    members.write("site-members/index.html", "une page")
    _git(members, "add", "--force", "site-members")
    members.write(".gitignore", IGNORED)
    result = _run(members, "check")
    assert result.exit_code == 1
    assert "1 fichier suivi" in _said(result)
    assert "git rm -r --cached site-members" in _said(result)
    assert _run(members, "build", "--audience", "members", "--no-search").exit_code == 2


def test_without_git_nothing_is_asked(members: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither where there is no repository, nor where there is no git."""
    assert _run(members, "check").exit_code == 0
    monkeypatch.setenv("PATH", str(members.folder))
    assert _run(members, "check").exit_code == 0
