"""What the disk says of folders of sources, looked at by one process or by two."""

import os
import sys
from pathlib import Path

import pytest
from tests import forks
from tests.portal import Portal

from cyberveille.catalogue import inside
from cyberveille.catalogue.listing import Listing, list_folders


def told(folder: Path, jobs: int) -> list[tuple[str, bytes, bytes, int, bool]]:
    """What is known of each folder before anything is read."""
    listings: list[Listing] = list_folders(folder, ".", jobs)[0]
    return [(item.path, item.state, item.beside, item.latest, item.sure) for item in listings]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="forks on Linux alone")
def test_two_processes_see_what_one_does(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process looks at half of the folders; a link and an empty one among them change nothing."""
    portal.write("content/documents/CV-2026-DOC-0001/annexe.txt", "Une annexe.\n")
    (portal.folder / "bulletins/2024").mkdir()
    (portal.folder / "bulletins/2023").symlink_to(portal.folder / "alerts/2026")
    alone = told(portal.folder, 1)
    shared = forks.noted(monkeypatch)
    monkeypatch.setattr(inside, "MANY", 1)
    assert told(portal.folder, 2) == alone
    assert shared


def test_few_files_are_looked_at_here(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """No process is made for a small portal."""
    monkeypatch.setattr(os, "fork", lambda: pytest.fail("a process was made"))
    assert told(portal.folder, 2)
