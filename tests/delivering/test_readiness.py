"""What may leave, and what may not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cyberveille.delivering import parse_target, refusals

Relabel = Callable[[str, str | None], None]
PUBLIC = parse_target("rsync:www:/srv/portail", audience="public")


def test_a_finished_edition_for_its_audience_may_leave(tree: Path) -> None:
    """No refusal, with or without the commit asked for."""
    assert refusals(tree, PUBLIC, unfinished=False) == ()
    assert refusals(tree, PUBLIC, unfinished=False, commit="aaaaaaa") == ()


def test_an_unfinished_edition_stays(tree: Path) -> None:
    """A build stopped while it put files in place is never delivered."""
    (reason,) = refusals(tree, PUBLIC, unfinished=True)
    assert "inachevée" in reason


def test_an_edition_for_members_never_reaches_the_public_host(tree: Path, relabel: Relabel) -> None:
    """The audience written in the edition must be the target's."""
    relabel("members", None)
    (reason,) = refusals(tree, PUBLIC, unfinished=False)
    assert "« members »" in reason
    assert "« public »" in reason


@pytest.mark.parametrize("text", [None, "", "{}", "[1]", '{"audience": "public"}', "\udcff"])
def test_a_folder_that_is_no_edition_stays(tree: Path, text: str | None) -> None:
    """Without a readable edition.json nothing says whom the files are for."""
    (tree / "edition.json").unlink()
    if text is not None:
        (tree / "edition.json").write_text(text, encoding="utf-8", errors="surrogateescape")
    (reason,) = refusals(tree, PUBLIC, unfinished=False)
    assert "edition.json" in reason


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    """The editor is told to build first."""
    (reason,) = refusals(tmp_path / "absent", PUBLIC, unfinished=False)
    assert "cyberveille build" in reason


@pytest.mark.parametrize("commit", ["b" * 40, "aaaaaa", ""])
def test_only_the_commit_asked_for_may_leave(tree: Path, commit: str) -> None:
    """Another commit, or too short a prefix, is refused."""
    (reason,) = refusals(tree, PUBLIC, unfinished=False, commit=commit)
    assert "commit" in reason


def test_an_edition_built_outside_git_has_no_commit_to_match(tree: Path, relabel: Relabel) -> None:
    """It says that its commit is unknown."""
    relabel("public", None)
    (reason,) = refusals(tree, PUBLIC, unfinished=False, commit="a" * 40)
    assert "inconnu" in reason


def test_a_folder_with_other_things_is_not_replaced(tree: Path, tmp_path: Path) -> None:
    """Only an absent or empty folder, or an earlier delivery, may be replaced."""
    folder = tmp_path / "public"
    target = parse_target(f"dossier:{folder}", audience="public")
    assert refusals(tree, target, unfinished=False) == ()
    folder.mkdir()
    assert refusals(tree, target, unfinished=False) == ()
    (folder / "notes.txt").write_text("à garder", encoding="utf-8")
    (reason,) = refusals(tree, target, unfinished=False)
    assert "autre chose" in reason


@pytest.mark.parametrize("inside", ["", "sous-dossier", ".."])
def test_a_folder_that_overlaps_the_edition_is_refused(tree: Path, inside: str) -> None:
    """Replacing it would take the edition away."""
    target = parse_target(f"dossier:{tree / inside}", audience="public")
    assert any("recouvrent" in reason for reason in refusals(tree, target, unfinished=False))
