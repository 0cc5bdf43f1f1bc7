"""What is remembered says what was written; whatever else is true of it is found, or does no harm."""

import os
import sqlite3
from pathlib import Path
from shutil import copyfile

import pytest
from tests.portal import AlreadyBuilt, bulletin

from cyberveille.delivering.completeness import differences

NOTICE = "bulletins/2026/CV-2026-BUL-0001/index.html"


def _behind_its_back(file: Path) -> None:
    """Another word of the same length, under the same time."""
    state = file.stat()
    text = file.read_text(encoding="utf-8")
    assert "Passerelle" in text
    file.write_text(text.replace("Passerelle", "Passoirel1"), encoding="utf-8")
    os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))


def test_a_file_changed_behind_its_back_is_mended(already_built: AlreadyBuilt) -> None:
    """Even with its size and its time kept: it is never delivered, and a build that verifies mends it."""
    portal = already_built()
    good = portal.files()
    _behind_its_back(portal.output / "alertes/2026/CV-2026-ALE-0001/index.html")
    known = portal.workspace.known()
    assert known
    (told,) = differences(portal.output, known)
    assert "CV-2026-ALE-0001" in told
    assert "--verify" in told
    report = portal.build(verify=True)
    assert report.written == ("alertes/2026/CV-2026-ALE-0001/index.html",)
    assert portal.files() == good
    assert not list(differences(portal.output, portal.workspace.known() or {}))


def test_a_page_that_went_deep_in_the_tree_is_put_back(already_built: AlreadyBuilt) -> None:
    """A build that verifies looks at all of it, and takes away what nobody wrote."""
    portal = already_built()
    good = portal.files()
    (portal.output / NOTICE).unlink()
    (portal.output / "bulletins/2026/intrus.html").write_text("vieux")
    report = portal.build(verify=True)
    assert (report.written, report.removed) == ((NOTICE,), ("bulletins/2026/intrus.html",))
    assert portal.files() == good


def test_what_changes_at_the_top_of_the_tree_has_all_of_it_looked_at(already_built: AlreadyBuilt) -> None:
    """Without being asked: a folder that goes is seen by the next build."""
    portal = already_built()
    good = portal.files()
    (portal.output / "bulletins").rename(portal.folder / "ailleurs")
    assert NOTICE in portal.build().written
    assert portal.files() == good


@pytest.mark.parametrize(
    "script",
    [
        "PRAGMA user_version=2",
        "DROP TABLE file",
        "DROP TABLE part",
        "DROP TABLE whole",
        "UPDATE file SET key = x'00'",
        "UPDATE file SET digest = x'00'",
        "UPDATE file SET size = size + 1",
        "UPDATE file SET part = 'library'",
        "UPDATE file SET path = path || 'x' WHERE path LIKE 'bulletins/2026/%'",
        "DELETE FROM file WHERE part LIKE 'notices%'",
        "DELETE FROM file WHERE part LIKE 'lists%'",
        "UPDATE part SET key = x'00'",
        "UPDATE part SET rows = x'00'",
        "UPDATE part SET parent = 'library' WHERE name LIKE 'lists%'",
        "DELETE FROM part",
        "UPDATE whole SET told = x'00'",
        "UPDATE whole SET checksum = 'texte'",
        "DELETE FROM whole",
    ],
)
def test_a_memory_that_was_changed_does_no_harm(already_built: AlreadyBuilt, script: str) -> None:
    """The next edition is the one that would have been made, whole, and may be delivered."""
    portal = already_built()
    connection = sqlite3.connect(portal.workspace.state.file)
    connection.executescript(script)
    connection.close()
    portal.write("bulletins/2026/CV-2026-BUL-0009.md", bulletin(9))
    portal.build()
    found = portal.files()
    portal.forget()
    portal.build()
    assert found == portal.files()


@pytest.mark.parametrize("size", [0, 100, 4096, 9000])
def test_a_memory_that_was_cut_is_not_believed(already_built: AlreadyBuilt, size: int) -> None:
    """By a full disk, at whatever place."""
    portal = already_built()
    good = portal.files()
    state = portal.workspace.state.file
    state.write_bytes(state.read_bytes()[:size])
    portal.build()
    assert portal.files() == good
    assert not list(differences(portal.output, portal.workspace.known() or {}))


def test_the_memory_of_another_edition_is_not_believed(already_built: AlreadyBuilt, tmp_path: Path) -> None:
    """Of another time, or of another folder: every file is looked at."""
    portal = already_built()
    old = tmp_path / "old.sqlite3"
    copyfile(portal.workspace.state.file, old)
    portal.write("bulletins/2026/CV-2026-BUL-0009.md", bulletin(9))
    portal.build()
    good = portal.files()
    copyfile(old, portal.workspace.state.file)
    portal.build()
    assert portal.files() == good
    assert not list(differences(portal.output, portal.workspace.known() or {}))
