"""A command that dies, or one of its processes, leaves no lock and no process; the next one mends."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import pytest
from tests.killing import KILLED, Moment, killed
from tests.needs import needs
from tests.portal import NOW, SITES, Portal, bulletin

from cyberveille.locale import french
from cyberveille.publishing.search import SearchError
from cyberveille.publishing.workspace import Busy, Workspace

MOMENTS = [
    Moment(point, count, whom)
    for whom in ("parent", "group")
    for point, count in (
        ("reading", 2),
        ("rendering", 5),
        ("fsync", 1),
        ("replace", 2),
        ("replace", 9),
        ("removing", 1),
    )
]


@dataclass(frozen=True)
class Editions:
    """A portal that stands at the edition before, and the files of the one that its sources now make."""

    before: Path
    files: dict[str, bytes]


@pytest.fixture(scope="module")
@needs("slow")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Editions:
    portal = Portal.copy(SITES / "minimal", tmp_path_factory.mktemp("avant") / "portail")
    portal.build(search=True)
    for number in range(10, 20):
        portal.write(f"bulletins/2026/CV-2026-BUL-{number:04d}.md", bulletin(number))
    portal.edit("content/documents/CV-2026-DOC-0001.md", "related: [CV-2026-BUL-0001]\n", "")
    portal.edit("bulletins/2026/CV-2026-BUL-0002.md", "CV-2026-BUL-0001", "CV-2026-BUL-0010")
    (portal.folder / "bulletins/2026/CV-2026-BUL-0001.md").unlink()
    portal.close()
    apart = Portal.copy(portal.folder, tmp_path_factory.mktemp("temoin") / "portail")
    for folder in (apart.output, apart.workspace.folder, apart.folder / ".cyberveille"):
        shutil.rmtree(folder)
    apart.build(search=True)
    apart.close()
    return Editions(portal.folder, apart.files())


@pytest.fixture
def standing(editions: Editions, tmp_path: Path) -> Iterator[Portal]:
    """At the edition before."""
    portal = Portal.copy(editions.before, tmp_path / "portail")
    yield portal
    portal.close()


def _command(portal: Portal) -> tuple[str, ...]:
    gone = ("--allow-removal", "CV-2026-BUL-0001,CV-2026-BUL-0002")
    return ("build", "--root", str(portal.folder), "--now", NOW.isoformat(), "--jobs", "2", *gone)


@pytest.mark.parametrize("moment", MOMENTS, ids=str)
def test_a_killed_command_locks_nothing_and_is_mended(
    standing: Portal, editions: Editions, moment: Moment
) -> None:
    """Alone or with its group: its processes end, the lock is free, the next edition equals a cold build."""
    assert killed(moment, *_command(standing)).returncode == KILLED
    with standing.workspace.lock():
        pass
    standing.build(search=True)
    assert standing.files() == editions.files


@pytest.mark.parametrize("step", ["reading", "rendering"])
def test_a_worker_killed_is_a_refusal(standing: Portal, editions: Editions, step: str) -> None:
    """As for want of memory: said in a sentence, with what to do; nothing is put in place, no lock stays."""
    before = standing.files()
    done = killed(Moment(step, 2, "worker"), *_command(standing))
    what = {"reading": "la lecture des notices", "rendering": "le rendu des pages"}[step]
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    for part in ("2 processus", what, "mémoire", "--jobs 1", "rien n’a été mis en place"):
        assert french(part) in done.stderr, done.stderr
    assert standing.files() == before
    standing.build(search=True)
    assert standing.files() == editions.files


def test_pagefind_killed_is_a_refusal(
    portal: Portal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As for want of memory: the signal is told, and nothing is put in place."""
    dying = tmp_path / "pagefind"
    dying.write_text("#!/bin/sh\nkill -9 $$\n")
    dying.chmod(0o755)
    monkeypatch.setattr("cyberveille.publishing.search.pagefind.get_executable", lambda: str(dying))
    with pytest.raises(SearchError, match=r"tué .signal 9.*mémoire"):
        portal.build(search=True)
    assert not portal.output.exists()


def _wait(begun: "object", over: "object") -> None:
    begun.set()  # type: ignore[attr-defined]
    over.wait()  # type: ignore[attr-defined]


def test_a_process_made_under_the_lock_does_not_keep_it(portal: Portal) -> None:
    """Whoever forks while a lock is held keeps nothing of it once the holder lets go."""
    context = get_context("fork")
    begun, over = context.Event(), context.Event()
    with portal.workspace.lock():
        child = context.Process(target=_wait, args=(begun, over), daemon=True)
        child.start()
        begun.wait()
    with portal.workspace.lock():
        assert child.is_alive()
    over.set()
    child.join()


def _hold(output: Path, held: "object", over: "object") -> None:
    with Workspace(output).lock():
        held.set()  # type: ignore[attr-defined]
        over.wait()  # type: ignore[attr-defined]


def test_a_lock_says_who_holds_it(portal: Portal) -> None:
    """The process, its command, since when; and what to do."""
    context = get_context("fork")
    held, over = context.Event(), context.Event()
    child = context.Process(target=_hold, args=(portal.output, held, over))
    child.start()
    held.wait()
    with pytest.raises(Busy) as refused, portal.workspace.lock():
        pass
    over.set()
    child.join()
    assert refused.value.holder is not None
    assert refused.value.holder.pid == child.pid
    assert refused.value.holder.command
    assert refused.value.holder.since.tzinfo is not None
    for part in (str(portal.output), f"kill {child.pid}", "attendez sa fin", "depuis le"):
        assert part in str(refused.value)


def test_a_lock_names_nobody_by_mistake(portal: Portal) -> None:
    """A mark that an earlier process left, whose number another one has now, names nobody."""
    lock = portal.workspace.folder / "lock"
    with portal.workspace.lock():
        lock.write_text(f"{os.getpid()} 1")
        with pytest.raises(Busy) as refused, Workspace(portal.output).lock():
            pass
    assert refused.value.holder is None
    assert "fuser" in str(refused.value)
