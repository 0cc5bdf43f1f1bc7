"""Work on what others made, in a process of its own: however it ends, it costs no more than it may."""

import faulthandler
import gc
import os
import signal
import struct
import sys
import time
from collections.abc import Callable, Generator, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_LENGTH = struct.Struct("<I")
_NO_MEMORY, _FAILED = 3, 4
_SPAWNING = 10
"""Seconds that a process may take to begin."""
_OUT_OF_MEMORY = {
    getattr(signal, name) for name in ("SIGABRT", "SIGTRAP", "SIGILL", "SIGKILL") if hasattr(signal, name)
}
"""How libraries end that cannot have more memory; the system may end them too."""


class OutOfTime(Exception):  # noqa: N818 - what the work asked for, not a fault of the program
    """The work took all its processor time."""


class OutOfMemory(Exception):  # noqa: N818 - same
    """The work asked for more memory than it may have."""


class Broken(Exception):  # noqa: N818 - same
    """The work ended by a fault of its own."""


def confined(
    work: Callable[[], Iterable[bytes]], *, seconds: int, memory: int, spent: Callable[[float], None]
) -> Generator[bytes, None, None]:
    """What `work` gives, as it comes; `seconds` of processor time and `memory` bytes are all it may use.

    `spent` is told how many seconds it took. Raises OutOfTime, OutOfMemory or Broken, after what was given
    before; an exception in `work` is Broken. On Windows, which cannot fork, `work` must be
    picklable, the seconds are those of a clock, and memory is not counted.
    """
    if not hasattr(os, "fork"):
        yield from _spawned(work, seconds, spent)
        return
    source, sink = os.pipe()
    child = os.fork()
    if child == 0:
        _work(work, sink, seconds, memory)
    os.close(sink)
    done = False
    try:
        with os.fdopen(source, "rb") as stream:
            while len(head := stream.read(_LENGTH.size)) == _LENGTH.size:
                yield stream.read(_LENGTH.unpack(head)[0])
        done = True
    finally:
        if not done:
            os.kill(child, signal.SIGKILL)
        _, status, usage = os.wait4(child, 0)
    spent(usage.ru_utime + usage.ru_stime)
    _judge(status)


def _spawned(
    work: Callable[[], Iterable[bytes]], seconds: int, spent: Callable[[float], None]
) -> Generator[bytes, None, None]:
    """The same in a process that begins anew."""
    import multiprocessing  # noqa: PLC0415 - for Windows alone

    context = multiprocessing.get_context("spawn")
    source, sink = context.Pipe(duplex=False)
    child = context.Process(target=_send, args=(work, sink), daemon=True)
    began = time.monotonic()
    child.start()
    sink.close()
    try:
        while source.poll(max(0.0, began + seconds + _SPAWNING - time.monotonic())):
            yield source.recv_bytes()
        raise OutOfTime
    except EOFError:
        child.join()
    finally:
        child.terminate()
        child.join()
        spent(min(time.monotonic() - began, seconds))
    if child.exitcode:
        raise OutOfMemory if child.exitcode == _NO_MEMORY else Broken


def _send(work: Callable[[], Iterable[bytes]], sink: "Connection[bytes, bytes]") -> None:
    """In the process that began anew."""
    try:
        for message in work():
            sink.send_bytes(message)
    except MemoryError:
        sys.exit(_NO_MEMORY)
    except Exception:  # noqa: BLE001 - what the work does is not said but by how it ends
        sys.exit(_FAILED)


def _judge(status: int) -> None:
    if os.WIFSIGNALED(status):
        ended = os.WTERMSIG(status)
        if ended == signal.SIGXCPU:
            raise OutOfTime
        raise OutOfMemory if ended in _OUT_OF_MEMORY else Broken
    match os.WEXITSTATUS(status):
        case 0:
            return
        case code if code == _NO_MEMORY:
            raise OutOfMemory
        case _:
            raise Broken


def _work(work: Callable[[], Iterable[bytes]], sink: int, seconds: int, memory: int) -> None:
    """In the child: nothing of the parent's is held open or cleaned up; never returns."""
    code = _FAILED
    try:
        faulthandler.disable()
        gc.freeze()
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.dup2(sink, 3)
        os.closerange(4, os.sysconf("SC_OPEN_MAX") if os.sysconf("SC_OPEN_MAX") > 0 else 1024)
        _limit(seconds, memory)
        with os.fdopen(3, "wb", closefd=False) as stream:
            for message in work():
                stream.write(_LENGTH.pack(len(message)) + message)
                stream.flush()
        code = 0
    except MemoryError:
        code = _NO_MEMORY
    except BaseException:  # noqa: BLE001 - a child of a fork must not go on as its parent
        code = _FAILED
    finally:
        os._exit(code)


def _limit(seconds: int, memory: int) -> None:
    import resource  # noqa: PLC0415 - Windows has none

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    with suppress(OSError, ValueError):  # a system that does not tell, or does not limit, has the time only
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        whole = pages * resource.getpagesize() + memory
        resource.setrlimit(resource.RLIMIT_AS, (whole, whole))
