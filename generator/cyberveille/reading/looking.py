"""What is looked at on the disk, told apart from what is made of it: a later look shows whether it changed.

Whatever the configuration and its neighbours are read with asks the disk here, and nowhere else.
"""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from hashlib import blake2b
from pathlib import Path

import msgspec
from msgspec import Struct, field


class Asked(Enum):
    """What is asked of a path."""

    BYTES = "its bytes, or its size when it is beyond a limit"
    FOLDER = "whether it leads to a folder"
    LINK = "whether it is a symbolic link"
    NAMES = "the names in a folder"
    PLACE = "where it leads"


class Look(Struct, frozen=True, array_like=True):
    """A path relative to the folder that is looked from; `limit` is in bytes."""

    asked: Asked
    path: str
    limit: int = 0


class Trace(Struct, frozen=True):
    """What was looked at from a folder, each with the digest of what was seen."""

    folder: Path
    seen: dict[Look, bytes] = field(default_factory=dict)


_under_way: list[Trace] = []


@contextmanager
def traced(folder: Path) -> Iterator[Trace]:
    """Everything that is looked at here until the end, as it was first seen."""
    trace = Trace(folder)
    _under_way.append(trace)
    try:
        yield trace
    finally:
        _under_way.pop()


def still(trace: Trace) -> bool:
    """Whether all that was looked at is as it was seen."""
    return all(_digest_of(trace.folder, look) == seen for look, seen in trace.seen.items())


def read_within(file: Path, limit: int) -> bytes | int:
    """The bytes of a file; its size when it is beyond `limit`. Raises OSError, as for what is no file."""
    found = _seen(Asked.BYTES, file, limit)
    assert isinstance(found, bytes | int)  # noqa: S101 - as `_ask` answers
    return found


def is_folder(path: Path) -> bool:
    """Whether a path leads to a folder, symbolic links followed."""
    return bool(_seen(Asked.FOLDER, path))


def is_link(path: Path) -> bool:
    return bool(_seen(Asked.LINK, path))


def names_in(folder: Path) -> list[str]:
    """What is in a folder, sorted. Raises OSError."""
    found = _seen(Asked.NAMES, folder)
    assert isinstance(found, list)  # noqa: S101 - as `_ask` answers
    return found


def resolved(path: Path) -> Path:
    """Where a path leads, symbolic links followed. Raises OSError when they lead to themselves."""
    found = _seen(Asked.PLACE, path)
    assert isinstance(found, Path)  # noqa: S101 - as `_ask` answers
    return found


Seen = bytes | int | bool | Path | list[str]


def _seen(asked: Asked, path: Path, limit: int = 0) -> Seen:
    if not _under_way:
        return _ask(asked, path, limit)
    try:
        found = _ask(asked, path, limit)
    except OSError as error:
        _tell(asked, path, limit, error)
        raise
    _tell(asked, path, limit, found)
    return found


def _tell(asked: Asked, path: Path, limit: int, found: Seen | OSError) -> None:
    for trace in _under_way:
        look = Look(asked, _relative(path, trace.folder), limit)
        trace.seen.setdefault(look, _digest(found, trace.folder))


def _relative(path: Path, folder: Path) -> str:
    try:
        return os.path.relpath(path, folder)
    except ValueError:  # On another drive, where there are some.
        return str(path.absolute())


def _digest_of(folder: Path, look: Look) -> bytes:
    try:
        return _digest(_ask(look.asked, folder / look.path, look.limit), folder)
    except OSError as error:
        return _digest(error, folder)


def _ask(asked: Asked, path: Path, limit: int) -> Seen:
    match asked:
        case Asked.BYTES:
            state = path.stat()
            if not stat.S_ISREG(state.st_mode):
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
            return state.st_size if state.st_size > limit else path.read_bytes()
        case Asked.FOLDER:
            return path.is_dir()
        case Asked.LINK:
            return path.is_symlink()
        case Asked.NAMES:
            return sorted(os.listdir(path))  # noqa: PTH208 - names are enough
        case Asked.PLACE:
            try:
                return path.resolve()
            except RuntimeError:  # A symbolic link that leads to itself.
                raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from None


def _digest(found: Seen | OSError, folder: Path) -> bytes:
    """Of what was seen, wherever the folder is that was looked from."""
    told: object = found
    if isinstance(found, OSError):
        told = (found.errno,)
    elif isinstance(found, list):
        # A name need not be UTF-8.
        told = [name.encode("utf-8", "surrogateescape") for name in found]
    elif isinstance(found, Path):
        told = _relative(found, folder.resolve()).encode("utf-8", "surrogateescape")
    return blake2b(msgspec.msgpack.encode(told), digest_size=16).digest()
