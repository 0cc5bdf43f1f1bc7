"""A build killed at any point leaves the last edition or the next one, never a mixture for long."""

import os
import signal
from multiprocessing import get_context
from pathlib import Path

import pytest
from tests.portal import Portal, bulletin

from cyberveille.map import set_of
from cyberveille.model.folders import WORK_FOLDER
from cyberveille.publishing import commit as committing
from cyberveille.publishing.commit import recover

pytestmark = pytest.mark.slow

KILLED = -signal.SIGKILL


def _kill_at(folder: Path, point: str, count: int) -> None:
    """In a process of its own: build, and die by SIGKILL at the `count`-th call of `point`."""
    module, name = (os, point) if hasattr(os, point) else (committing, point)
    real = getattr(module, name)
    calls = 0

    def deadly(*arguments: object, **named: object) -> object:
        nonlocal calls
        # What is kept beside the portal is no step of the commit.
        calls += WORK_FOLDER not in Path(str(arguments[-1])).parts
        if calls == count:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*arguments, **named)

    setattr(module, name, deadly)
    Portal(folder).build()


def _die(portal: Portal, point: str, count: int) -> None:
    process = get_context("fork").Process(target=_kill_at, args=(portal.folder, point, count))
    process.start()
    process.join()
    assert process.exitcode == KILLED


@pytest.fixture
def wanted(portal: Portal, tmp_path: Path) -> dict[str, bytes]:
    """What the interrupted build was making; `portal` itself stands at the edition before."""
    portal.build()
    for number in (3, 4, 5):
        portal.write(f"bulletins/2026/CV-2026-BUL-{number:04d}.md", bulletin(number))
    (portal.folder / "bulletins/2026/CV-2026-BUL-0001.md").unlink()
    portal.edit("bulletins/2026/CV-2026-BUL-0002.md", "CV-2026-BUL-0001", "CV-2026-BUL-0003")
    portal.edit("content/documents/CV-2026-DOC-0001.md", "related: [CV-2026-BUL-0001]\n", "")
    twin = Portal.copy(portal.folder, tmp_path / "temoin")
    twin.build()
    twin.close()
    return twin.files()


def test_killed_before_the_commit_the_last_edition_stands(portal: Portal, wanted: dict[str, bytes]) -> None:
    """Death while staging changes no byte online; the next build does its work."""
    before = portal.files()
    _die(portal, "fsync", 1)
    assert not portal.workspace.unfinished
    assert portal.files() == before
    portal.build()
    assert portal.files() == wanted


@pytest.mark.parametrize("count", [2, 3, 8, 20])
def test_killed_during_the_commit_the_next_command_rolls_it_forward(
    portal: Portal, wanted: dict[str, bytes], count: int
) -> None:
    """Death between two moves leaves a journal; recovering finishes the edition without rendering."""
    _die(portal, "replace", count)
    assert portal.workspace.unfinished
    assert recover(portal.workspace)
    assert not portal.workspace.unfinished
    assert portal.files() == wanted
    report = portal.build()
    assert (report.written, report.removed) == ((), ())


@pytest.mark.parametrize("point", ["remove_files"])
def test_killed_after_the_moves_the_removals_are_not_forgotten(
    portal: Portal, wanted: dict[str, bytes], point: str
) -> None:
    """What no longer belongs goes with the next command."""
    _die(portal, point, 1)
    report = portal.build()
    assert report.recovered
    assert portal.files() == wanted


@pytest.mark.parametrize(("point", "count"), [("replace", 2), ("replace", 4), ("remove_files", 1)])
def test_killed_during_the_first_commit_the_edition_is_completed(
    portal: Portal, tmp_path: Path, point: str, count: int
) -> None:
    """Into an empty output whole folders move in; those that death left behind follow."""
    twin = Portal.copy(portal.folder, tmp_path / "temoin")
    twin.build()
    twin.close()
    _die(portal, point, count)
    assert portal.workspace.unfinished
    assert portal.files() != twin.files() or point == "remove_files"
    assert recover(portal.workspace)
    assert portal.files() == twin.files()
    report = portal.build()
    assert (report.written, report.removed) == ((), ())


def test_recovering_twice_is_recovering_once(portal: Portal, wanted: dict[str, bytes]) -> None:
    """A recovery that is itself killed is finished by the next."""
    _die(portal, "replace", 5)
    assert recover(portal.workspace)
    assert not recover(portal.workspace)
    assert portal.files() == wanted


def test_what_announces_a_page_comes_after_it() -> None:
    """Assets, pages, lists, feeds, then the edition's own mark."""
    order = [
        "assets/cv.0.css",
        "bulletins/2026/CV-2026-BUL-0001/index.html",
        "bulletins/index.html",
        "flux/tout.rss.xml",
        "edition.json",
    ]
    assert sorted(order, key=lambda path: set_of(path).rank) == order
