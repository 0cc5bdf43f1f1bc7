"""`cyberveille deliver` as an operator runs it: exit codes, what is said, what is left alone."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.portal import Portal, bulletin

from cyberveille.cli import main
from cyberveille.locale import french


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "public"


def _deliver(portal: Portal, to: str, *more: str) -> Result:
    arguments = ("deliver", "--root", str(portal.folder), "--to", to, *more)
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def _files(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def _build_for_members(portal: Portal) -> None:
    portal.add_members()
    arguments = ("build", "--root", str(portal.folder), "--audience", "members", "--no-search")
    assert CliRunner().invoke(main, arguments, catch_exceptions=False).exit_code == 0


@pytest.mark.parametrize(
    "kind",
    [
        "dossier",
        "versions",
        pytest.param("rsync", marks=pytest.mark.system),
        pytest.param("rsync-dossier", marks=pytest.mark.system),
    ],
)
def test_members_never_overwrite_the_public_portal(portal: Portal, target: Path, kind: str) -> None:
    """The right audience for the edition, the wrong target: refused, and not a byte changes."""
    portal.build()
    assert _deliver(portal, f"{kind}:{target}").exit_code == 0
    before = _files(target)
    _build_for_members(portal)
    for more in ((), ("--adopt",)):
        result = _deliver(portal, f"{kind}:{target}", "--audience", "members", *more)
        assert result.exit_code == 1
        assert french("« public »") in result.stderr
    assert _files(target) == before


@pytest.mark.parametrize("kind", ["dossier", "versions"])
@pytest.mark.parametrize(
    "inside", ["content/pages/public", "bulletins", "site-members/public", ".site-members.edition/x", "lien"]
)
def test_nothing_is_delivered_among_the_portal_s_own_files(portal: Portal, kind: str, inside: str) -> None:
    """In a source, or in the folder of another edition, which need not exist."""
    portal.add_members()
    (portal.folder / "lien").symlink_to("content/documents")
    portal.build()
    portal.project()
    before = _files(portal.folder)
    result = _deliver(portal, f"{kind}:{portal.folder / inside}", "--adopt")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "appartient au portail" in result.stderr
    assert _files(portal.folder) == before


@pytest.mark.parametrize("kind", ["dossier", "versions"])
def test_a_restricted_edition_is_not_put_in_the_open_by_itself(
    portal: Portal, target: Path, kind: str
) -> None:
    """As in a Pages workflow, to a folder that is new: nothing is made without the operator's word."""
    _build_for_members(portal)
    result = _deliver(portal, f"{kind}:{target}", "--audience", "members")
    assert result.exit_code == 1
    assert "TLP:AMBER" in result.stderr
    assert not target.exists()
    assert _deliver(portal, f"{kind}:{target}", "--audience", "members", "--adopt").exit_code == 0
    assert _deliver(portal, f"{kind}:{target}", "--audience", "members").exit_code == 0


def test_the_workflows_never_insist() -> None:
    """What publishes to pages that anyone reads never says `--adopt`."""
    repository = Path(__file__).parents[2]
    for workflow in (".github/workflows/publier.yml", ".gitlab-ci.yml", "deploy/systemd/publier"):
        text = (repository / workflow).read_text(encoding="utf-8")
        assert "cyberveille deliver" in text
        assert "--adopt" not in text


def test_an_edition_that_lost_its_home_page_stays(portal: Portal, target: Path) -> None:
    """The build's memory says what is missing."""
    portal.build()
    (portal.output / "index.html").unlink()
    result = _deliver(portal, f"dossier:{target}")
    assert result.exit_code == 1
    assert french("« index.html »") in result.stderr
    assert not target.exists()


def test_an_edition_without_memory_stays(portal: Portal, target: Path, tmp_path: Path) -> None:
    """An artefact copied alone is refused, with what to copy beside it."""
    portal.build()
    copied = tmp_path / "copie"
    portal.output.rename(copied)
    result = _deliver(portal, f"dossier:{target}", "--output", str(copied))
    assert result.exit_code == 1
    assert ".copie.edition" in result.stderr


def test_rolling_back_needs_no_edition(portal: Portal, target: Path) -> None:
    """Nor a build: the one before is online again."""
    portal.build()
    _deliver(portal, f"versions:{target}")
    portal.write("bulletins/2026/CV-2026-BUL-0009.md", bulletin(9))
    portal.build()
    _deliver(portal, f"versions:{target}")
    online = (target / "en-ligne").readlink()
    result = _deliver(portal, f"versions:{target}", "--rollback")
    assert result.exit_code == 0
    assert (target / "en-ligne").readlink() < online
    assert _deliver(portal, f"dossier:{target}", "--rollback").exit_code == 2


def test_edition_json_says_who_may_read(portal: Portal) -> None:
    """In the edition itself, for `deliver` and for whoever receives it."""
    portal.build()
    assert json.loads((portal.output / "edition.json").read_bytes())["restricted"] is False
    _build_for_members(portal)
    facts = json.loads((portal.folder / "site-members/edition.json").read_bytes())
    assert (facts["tlp_max"], facts["restricted"]) == ("AMBER", True)


def test_only_an_edition_for_everybody_goes_where_everybody_reads(portal: Portal, target: Path) -> None:
    """Whatever the audience is called: what it may show decides."""
    portal.build()
    assert _deliver(portal, f"dossier:{target}", "--open").exit_code == 0
    _build_for_members(portal)
    refused = _deliver(portal, f"dossier:{target.parent / 'autre'}", "--open", "--audience", "members")
    assert refused.exit_code == 1
    assert "s’adresse à tous" in refused.stderr
    assert not (target.parent / "autre" / "index.html").exists()
    identity = portal.output / "edition.json"
    identity.write_text(identity.read_text("utf-8").replace('"restricted"', '"restreinte"'), encoding="utf-8")
    silent = _deliver(portal, f"dossier:{target.parent / 'autre'}", "--open")
    assert "s’adresse à tous" in silent.stderr
