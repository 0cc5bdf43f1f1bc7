"""A delivery killed at each of its operations on files, one after another."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from pathlib import Path

_CHANGING = {"os.rename", "os.link", "os.symlink", "os.mkdir", "os.remove", "os.rmdir"}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def killed_at_each_step(prepare: Callable[[], Path], deliver: Callable[[], object]) -> Iterator[Path]:
    """What `prepare` returns, after a SIGKILL before each change that `deliver` makes in its turn."""
    count = 0
    while True:
        count += 1
        place = prepare()
        process = get_context("fork").Process(target=_die, args=(deliver, count))
        process.start()
        process.join()
        if process.exitcode == 0:
            assert count > 1
            return
        assert process.exitcode == -signal.SIGKILL
        yield place


def _die(deliver: Callable[[], object], count: int) -> None:
    """Every change of a file tells the interpreter first (PEP 578); so does every opening."""
    left = count

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        opened = event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING
        if event in _CHANGING or opened:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    deliver()
