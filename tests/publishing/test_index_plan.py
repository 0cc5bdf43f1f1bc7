"""Of the index in place, what stays is passed on as it was written, or made again at once."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.portal import AlreadyBuilt, Portal

from cyberveille.delivering.completeness import differences

TABLE = "pagefind/recent/pagefind.fr_*.pf_meta"


def _missing(_portal: Portal, table: Path) -> None:
    table.unlink()


def _a_folder(_portal: Portal, table: Path) -> None:
    table.unlink()
    table.mkdir()


def _empty(_portal: Portal, table: Path) -> None:
    table.write_bytes(b"")


def _altered(_portal: Portal, table: Path) -> None:
    """Under the same size and the same time."""
    state = table.stat()
    data = table.read_bytes()
    table.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    os.utime(table, ns=(state.st_atime_ns, state.st_mtime_ns))


def _forgotten(portal: Portal, _table: Path) -> None:
    """The file stands; the memory of it lost its row."""
    with sqlite3.connect(portal.workspace.state.file) as state:
        state.execute("DELETE FROM file WHERE path LIKE '%.pf_meta' AND part = 'search recent'")


@pytest.mark.parametrize("harm", [_missing, _a_folder, _empty, _altered, _forgotten])
def test_a_table_that_is_not_as_it_was_written_is_made_again(
    already_built: AlreadyBuilt, harm: Callable[[Portal, Path], None]
) -> None:
    """By the next build that reads it, without being asked: nothing fails, and the index is what it was."""
    portal = already_built(search=True)
    # A copy is looked at whole once.
    portal.build(search=True)
    good = {path: data for path, data in portal.files().items() if path.startswith("pagefind/")}
    (table,) = portal.output.glob(TABLE)
    harm(portal, table)
    page = "content/pages/accessibilite.md"
    portal.write(page, f"{portal.read(page)}\n\nUne phrase de plus.\n")
    assert not portal.build(search=True).leaks
    assert "Une phrase de plus" in portal.page("accessibilite")
    assert {path: data for path, data in portal.files().items() if path.startswith("pagefind/")} == good
    assert not list(differences(portal.output, portal.workspace.known() or {}))
