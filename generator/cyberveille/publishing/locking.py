"""One command at a time writes an output: the kernel holds the lock, and says by its end that it is free.

On Windows, filelock asks the kernel for it, and nobody can be named: what is locked cannot be read.

flock(2) rather than fcntl(2): a POSIX lock goes as soon as the process closes any descriptor of the file. But
a flock belongs to every process that inherited its descriptor, and would outlive the command with the last of
them: each child closes it as it is made. Programs that are executed never get it (PEP 446).
"""

import os
import shlex
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from cyberveille.locale import datetime_fr

try:
    import fcntl
except ModuleNotFoundError:  # Windows has none.
    fcntl = None  # type: ignore[assignment]

_PROGRAM = "cyberveille"
_NO_DESCRIPTOR = -1
_held: set[int] = set()


class Holder(Struct, frozen=True):
    """The process that holds a lock: its number, its command as typed, when it took the lock."""

    pid: int
    command: str
    since: datetime


class Busy(Exception):  # noqa: N818 - a state, not a fault of the program
    """Another command writes the same output; the message is a whole text in French, with what to do."""

    def __init__(self, output: Path, holder: Holder | None) -> None:
        super().__init__(_told(output, holder))
        self.holder = holder


@contextmanager
def locked(file: Path, output: Path) -> Iterator[int]:
    """The descriptor of the lock `file`, held; raises Busy, which names the command that holds it."""
    if fcntl is None:
        with _locked_by_library(file, output):
            yield _NO_DESCRIPTOR
        return
    descriptor = _acquired(file, output)
    _held.add(descriptor)
    try:
        mark = f"{os.getpid()} {_started(os.getpid())}".encode()
        with suppress(OSError):  # On a full disk the lock holds all the same.
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, mark, 0)
        yield descriptor
    finally:
        if descriptor in _held:
            _held.remove(descriptor)
            os.close(descriptor)


@contextmanager
def _locked_by_library(file: Path, output: Path) -> Iterator[None]:
    from filelock import FileLock, Timeout  # noqa: PLC0415 - slow to load, for Windows alone

    try:
        with FileLock(file, timeout=0):
            yield
    except Timeout:
        raise Busy(output, None) from None


def still_there(descriptor: int, file: Path) -> bool:
    """Whether the lock is still the file others would ask for: who removes a folder removes its lock.

    Windows lets nobody remove a file that is open.
    """
    if descriptor == _NO_DESCRIPTOR:
        return True
    try:
        return os.path.samestat(os.fstat(descriptor), file.stat())
    except FileNotFoundError:
        return False


def _acquired(file: Path, output: Path) -> int:
    while True:
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = _holder(descriptor)
            os.close(descriptor)
            raise Busy(output, holder) from None
        except BaseException:
            os.close(descriptor)
            raise
        if still_there(descriptor, file):
            return descriptor
        os.close(descriptor)


def _let_go() -> None:
    """In a process just made: its parent alone keeps the locks."""
    while _held:
        with suppress(OSError):  # One that is closed already must not keep the others open.
            os.close(_held.pop())


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_let_go)


def _holder(descriptor: int) -> Holder | None:
    """Who wrote the mark, if that process is still the same; None when nobody can be named for certain."""
    with suppress(OSError, ValueError):
        number, _, started = os.pread(descriptor, 100, 0).decode("ascii").partition(" ")
        since = datetime.fromtimestamp(int(os.fstat(descriptor).st_mtime), UTC)
        if started and started == _started(int(number)):
            return Holder(int(number), _command(int(number)), since)
    return None


def _started(pid: int) -> str:
    """When a process began, in ticks since the machine did: tells it from a later one of the same number.

    Empty where there is no /proc (proc(5): the 22nd field of `stat`).
    """
    try:
        return (
            Path(f"/proc/{pid}/stat")
            .read_text(encoding="utf-8", errors="replace")
            .rpartition(")")[2]
            .split()[19]
        )
    except (OSError, IndexError):
        return ""


def _command(pid: int) -> str:
    """As it was typed: without the interpreter and the folders before the program's name."""
    words = Path(f"/proc/{pid}/cmdline").read_bytes().decode("utf-8", "replace").rstrip("\0").split("\0")
    at = next((place for place, word in enumerate(words) if Path(word).name == _PROGRAM), None)
    return shlex.join(words if at is None else [_PROGRAM, *words[at + 1 :]])


def _told(output: Path, holder: Holder | None) -> str:
    if holder is None:
        lock = shlex.quote(str(output.parent / f".{output.name}.edition" / "lock"))
        return (
            f"« {output} » est déjà en cours d’écriture par une autre commande : attendez sa fin, puis "
            f"relancez. « fuser -v {lock} » dit laquelle."
        )
    return (
        f"« {output} » est déjà en cours d’écriture par « {holder.command} » (processus {holder.pid}), "
        f"depuis le {datetime_fr(holder.since)} : attendez sa fin, puis relancez. Si ce processus ne finit "
        f"pas, arrêtez-le par « kill {holder.pid} » : la commande suivante achèvera ou abandonnera ce qu’il "
        "avait commencé."
    )
