"""What a notice said is kept as it is revised, by whichever verb, or afterwards from git."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.cli.test_permanence import commit, git
from tests.portal import Portal

from cyberveille.cli import main
from cyberveille.writing import write_atomically

NAME = "CV-2026-BUL-0001"
SOURCE = f"bulletins/2026/{NAME}.md"
FIRST = f"revisions/2026/{NAME}.r1.md"
ALERT = "alerts/2026/CV-2026-ALE-0001.md"
NOW = "2026-10-10T10:00:00+02:00"


def _run(portal: Portal, *words: str, now: str = NOW) -> Result:
    clock = [] if words[0] == "keep" else ["--now", now]
    return CliRunner().invoke(main, [*words, *clock, "--root", str(portal.folder)], catch_exceptions=False)


def _kept(portal: Portal) -> set[str]:
    """The earlier texts that the portal had not to begin with."""
    found = {path.name for path in (portal.folder / "revisions").rglob("*.md")}
    return found - {"CV-2026-BUL-0002.r1.md"}


def _refused(portal: Portal) -> list[str]:
    return [item.message for item in portal.catalogue().findings if item.refuses]


def test_revise_keeps_what_the_last_commit_says(portal: Portal) -> None:
    """Before or after the text is changed: that is the editor's way."""
    commit(portal)
    before = portal.read(SOURCE)
    portal.edit(SOURCE, "## Mesures", "## Mesures\n\nSans attendre.")
    result = _run(portal, "revise", NAME, "Sans attendre")
    assert result.stdout.split() == [SOURCE, FIRST]
    assert portal.read(FIRST) == before
    assert not _refused(portal)
    assert not [item for item in portal.catalogue().findings if item.rule == "earlier-text-kept"]
    again = portal.read(SOURCE)
    _run(portal, "revise", NAME, "Encore", now="2026-10-11T10:00:00+02:00")
    assert (portal.read(FIRST), portal.read(FIRST.replace("r1", "r2"))) == (before, again)


def test_without_git_the_file_itself_is_kept(portal: Portal) -> None:
    """And that is said: its text may have been changed already."""
    before = portal.read(SOURCE)
    result = _run(portal, "revise", NAME, "Portée")
    assert "Git ne connaît pas ce texte" in result.stderr
    assert portal.read(FIRST) == before


def test_every_verb_that_adds_a_revision_keeps(portal: Portal) -> None:
    """Closing and reopening too; a minor revision says nothing new, a rehearsal writes nothing."""
    _run(portal, "revise", NAME, "Une faute", "--minor")
    _run(portal, "revise", "CV-2026-BUL-0002", "Portée", "--dry-run")
    assert not _kept(portal)
    active = "status: active" in portal.read(ALERT)
    _run(portal, *(("close",) if active else ("reopen",)), "CV-2026-ALE-0001")
    assert _kept(portal) == {"CV-2026-ALE-0001.r1.md"}


def test_what_is_kept_already_stays(portal: Portal) -> None:
    """A revision that was taken back and made again keeps the first text."""
    portal.write(FIRST, "gardé")
    _run(portal, "revise", NAME, "Portée")
    assert portal.read(FIRST) == "gardé"


def test_nothing_is_left_half_written(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the notice cannot be written, its earlier text is taken away again."""

    def refuses(file: Path, text: str) -> None:
        if file.name == f"{NAME}.md":
            raise OSError("disque plein")
        write_atomically(file, text)

    monkeypatch.setattr("cyberveille.drafting.amending.write_atomically", refuses)
    assert _run(portal, "revise", NAME, "Portée").exit_code != 0
    assert not _kept(portal)


def test_keep_takes_from_git_what_was_replaced_by_hand(portal: Portal) -> None:
    """The last version at each revision; what git has not is said."""
    commit(portal)
    portal.edit(SOURCE, "title: Lecture", "title: Enfin la lecture")
    commit(portal)
    first = portal.read(SOURCE)
    for day, change in (("08", "Portée"), ("09", "Suite")):
        added = f"  - {{date: 2026-10-{day}T10:00:00+02:00, change: {change}}}\n---\n## "
        portal.write(SOURCE, portal.read(SOURCE).replace("\n---\n## ", f"\n{added}", 1))
    commit(portal)
    rehearsed = _run(portal, "keep", "--dry-run")
    assert rehearsed.stdout.split() == [FIRST]
    assert not _kept(portal)
    result = _run(portal, "keep", NAME)
    assert "git n’a pas le texte de la révision 2" in result.stderr
    assert "1 texte gardé, 1 révision sans texte" in result.stderr.replace("\xa0", " ")
    assert portal.read(FIRST) == first
    assert not _refused(portal)
    assert _run(portal, "keep", "CV-2026-BUL-0404").exit_code == 2


def test_revisions_of_two_branches_are_merged_without_conflict(portal: Portal) -> None:
    """Each text has a file of its own."""
    commit(portal)
    git(portal.folder, "checkout", "-qb", "autre")
    _run(portal, "revise", NAME, "Portée")
    commit(portal)
    git(portal.folder, "checkout", "-q", "-")
    _run(portal, "revise", "CV-2026-BUL-0002", "Portée", now="2026-10-10T11:00:00+02:00")
    commit(portal)
    git(portal.folder, "merge", "-q", "--no-edit", "autre")
    assert _kept(portal) == {f"{NAME}.r1.md", "CV-2026-BUL-0002.r2.md"}
    assert not _refused(portal)


def test_a_shallow_clone_builds_the_same_pages(portal: Portal, tmp_path: Path) -> None:
    """The past is in the tree of the commit: the history of git is not asked."""
    commit(portal)
    _run(portal, "revise", NAME, "Portée")
    commit(portal)
    clone = Portal(tmp_path / "clone")
    git(portal.folder, "clone", "-q", "--depth", "1", f"file://{portal.folder}", str(clone.folder))
    portal.build()
    shutil.rmtree(clone.folder / ".git")
    clone.build()
    assert clone.files() == portal.files()
    assert f"bulletins/2026/{NAME}/r2/changements/index.html" in clone.files()
    clone.close()


def test_a_number_that_changes_takes_the_texts_along(portal: Portal) -> None:
    """Under the new name, in their files and in their texts."""
    portal.write(FIRST, portal.read(SOURCE))
    added = "  - {date: 2026-10-09T10:00:00+02:00, change: Portée}\n---\n## "
    portal.write(SOURCE, portal.read(SOURCE).replace("\n---\n## ", f"\n{added}", 1))
    command = ["renumber", NAME, "CV-2026-BUL-0077", "--root", str(portal.folder)]
    assert CliRunner().invoke(main, command, catch_exceptions=False).exit_code == 0
    assert _kept(portal) == {"CV-2026-BUL-0077.r1.md"}
    assert "id: CV-2026-BUL-0077" in portal.read("revisions/2026/CV-2026-BUL-0077.r1.md")
    assert not _refused(portal)


@pytest.mark.parametrize("memory", ["commit", "edition"])
def test_an_earlier_text_that_goes_is_missed(portal: Portal, memory: str) -> None:
    """By git and by the edition in place; an operator may let it go, an erased notice takes it along."""
    root = ("--root", str(portal.folder))
    build = ["build", *root, "--no-search"]
    text = portal.folder / "revisions/2026/CV-2026-BUL-0002.r1.md"
    commit(portal)
    asked = ["check", *root, "--since", "HEAD", "--now", NOW]
    if memory == "edition":
        asked = [*build, "--now", NOW.replace("10:00", "10:30")]
        assert CliRunner().invoke(main, [*build, "--now", NOW], catch_exceptions=False).exit_code == 0
    text.unlink()
    missed = CliRunner().invoke(main, asked, catch_exceptions=False)
    assert missed.exit_code == 1
    assert "texte antérieur" in missed.output
    assert "/bulletins/2026/CV-2026-BUL-0002/r1/" in missed.output
    admitted = CliRunner().invoke(
        main, [*asked, "--allow-removal", "CV-2026-BUL-0002"], catch_exceptions=False
    )
    assert admitted.exit_code == 0, admitted.output
