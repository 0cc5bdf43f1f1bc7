"""What may leave, and what may not."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.delivering.editions import known_of

from cyberveille.delivering import parse_target, refusals

Relabel = Callable[[str, str | None], None]
PUBLIC = parse_target("rsync:www:/srv/portail", audience="public")


def test_a_finished_edition_for_its_audience_may_leave(tree: Path) -> None:
    """No refusal, with or without the commit asked for."""
    assert refusals(tree, PUBLIC, unfinished=False, known=known_of(tree)) == ()
    assert refusals(tree, PUBLIC, unfinished=False, known=known_of(tree), commit="aaaaaaa") == ()


def test_an_unfinished_edition_stays(tree: Path) -> None:
    """A build stopped while it put files in place is never delivered."""
    (reason,) = refusals(tree, PUBLIC, unfinished=True, known=known_of(tree))
    assert "inachevée" in reason


def test_an_edition_for_members_never_reaches_the_public_host(tree: Path, relabel: Relabel) -> None:
    """The audience written in the edition must be the target's."""
    relabel("members", None)
    (reason,) = refusals(tree, PUBLIC, unfinished=False, known=known_of(tree))
    assert "« members »" in reason
    assert "« public »" in reason


@pytest.mark.parametrize("text", [None, "", "{}", "[1]", '{"audience": "public"}', "\udcff"])
def test_a_folder_that_is_no_edition_stays(tree: Path, text: str | None) -> None:
    """Without a readable edition.json nothing says whom the files are for."""
    (tree / "edition.json").unlink()
    if text is not None:
        (tree / "edition.json").write_text(text, encoding="utf-8", errors="surrogateescape")
    (reason,) = refusals(tree, PUBLIC, unfinished=False, known=known_of(tree))
    assert "edition.json" in reason


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    """The editor is told to build first."""
    (reason,) = refusals(tmp_path / "absent", PUBLIC, unfinished=False, known=None)
    assert "cyberveille build" in reason


@pytest.mark.parametrize("commit", ["b" * 40, "aaaaaa", ""])
def test_only_the_commit_asked_for_may_leave(tree: Path, commit: str) -> None:
    """Another commit, or too short a prefix, is refused."""
    (reason,) = refusals(tree, PUBLIC, unfinished=False, known=known_of(tree), commit=commit)
    assert "commit" in reason


def test_an_edition_built_outside_git_has_no_commit_to_match(tree: Path, relabel: Relabel) -> None:
    """It says that its commit is unknown."""
    relabel("public", None)
    (reason,) = refusals(tree, PUBLIC, unfinished=False, known=known_of(tree), commit="a" * 40)
    assert "inconnu" in reason


@pytest.mark.parametrize("inside", ["", "sous-dossier", ".."])
@pytest.mark.parametrize("kind", ["dossier", "versions", "rsync", "rsync-dossier"])
def test_a_folder_that_overlaps_the_edition_is_refused(tree: Path, kind: str, inside: str) -> None:
    """Replacing it would take the edition away."""
    target = parse_target(f"{kind}:{tree / inside}", audience="public")
    assert any(
        "recouvrent" in reason for reason in refusals(tree, target, unfinished=False, known=known_of(tree))
    )


@pytest.mark.parametrize("kind", ["dossier", "versions", "rsync", "rsync-dossier"])
def test_an_edition_is_not_put_inside_another_one(tree: Path, tmp_path: Path, kind: str) -> None:
    """It would be served with it, to the readers of the other one."""
    shutil.copytree(tree, tmp_path / "srv")
    target = parse_target(f"{kind}:{tmp_path / 'srv/membres/pages'}", audience="public")
    (reason,) = refusals(tree, target, unfinished=False, known=known_of(tree))
    assert "est une édition" in reason
