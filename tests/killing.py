"""A command that is killed at a counted moment, and what is left of it.

Run as a program it is the command itself: `killing.py {"point": …, "count": …, "whom": …} build --root …`.
"""

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from msgspec import Struct

KILLED = -signal.SIGKILL
_PATIENCE = 60_000
"""Milliseconds a process has to be gone: none is waited for when it is."""


class Moment(Struct, frozen=True):
    """The `count`-th call of `point`, or that item of a shared work, when `whom` is killed."""

    point: str
    count: int
    whom: str

    def __str__(self) -> str:
        return f"{self.whom}-{self.point}-{self.count}"


def killed(moment: Moment, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """The command in a session of its own; fails when a process of it outlives the one that was killed."""
    told = json.dumps({"point": moment.point, "count": moment.count, "whom": moment.whom})
    command = [sys.executable, __file__, told, *arguments]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        command,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        env=environment,
    ) as process:
        process.wait()
        left = survivors(process.pid)
        for pid in left:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        assert not left, f"left behind: {left}"
        out, err = process.communicate()
    return subprocess.CompletedProcess(command, process.returncode, out, err)


def survivors(session: int) -> list[int]:
    """The processes of a session that do not end."""
    return [pid for pid in _session(session) if not _ends(pid)]


def _session(number: int) -> list[int]:
    """The processes of a session that are not zombies (proc(5): the sixth field of `stat`)."""
    found: list[int] = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with suppress(OSError):
                state, _, _, session = (folder / "stat").read_text().rpartition(")")[2].split()[:4]
                if int(session) == number and state != "Z":
                    found.append(int(folder.name))
    return found


def _ends(pid: int) -> bool:
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        waiting = select.poll()
        waiting.register(handle, select.POLLIN)
        return bool(waiting.poll(_PATIENCE))
    finally:
        os.close(handle)


def _deadly(moment: Moment, parent: int) -> None:
    if moment.whom == "group":
        os.killpg(0, signal.SIGKILL)
    os.kill(os.getpid() if moment.whom == "worker" else parent, signal.SIGKILL)
    # A worker whose parent has just died: it stays where it is until the kernel ends it.
    while True:
        signal.pause()


_PLACES = {
    "reading": ("cyberveille.catalogue.examine", "examine_one"),
    "rendering": ("cyberveille.publishing.staging", "Staging.staged"),
    "removing": ("cyberveille.publishing.commit", "remove_files"),
}


def _armed(moment: Moment) -> None:
    import_module("cyberveille.forking").PARALLEL_FROM = 1  # type: ignore[attr-defined]
    parent = os.getpid()
    place, name = _PLACES.get(moment.point, ("os", moment.point))
    owner: Any = import_module(place)
    *classes, name = name.split(".")
    for one in classes:
        owner = getattr(owner, one)
    real: Callable[..., Any] = getattr(owner, name)
    calls = 0

    def counted(*arguments: object, **named: object) -> object:
        nonlocal calls
        # What is kept beside the portal is no step of the commit.
        calls += ".cyberveille" not in str(arguments[-1:])
        if calls == moment.count:
            _deadly(moment, parent)
        return real(*arguments, **named)

    setattr(owner, name, counted)


if __name__ == "__main__":
    _armed(Moment(**json.loads(sys.argv.pop(1))))
    import_module("cyberveille.cli").main(prog_name="cyberveille")
