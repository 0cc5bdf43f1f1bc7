"""Files that a reader sees whole, the old one or the new one, and that show whether they were altered."""

import os
from collections.abc import Callable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

_SIZE = 16


def write_whole(file: Path, data: bytes) -> None:
    """Write a file, in a folder that need not be there; the old one stays when that fails. Raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name}.{os.getpid()}.tmp")
    try:
        beside.write_bytes(data)
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)


def forget_others(folder: Path, kept: Callable[[str], bool], among: str = "*") -> None:
    """Remove the files of a folder, or `among` them those of such names, but for those to be `kept`."""
    with suppress(OSError):
        for file in folder.glob(among):
            if not kept(file.name):
                file.unlink(missing_ok=True)


def sealed(data: bytes) -> bytes:
    """`data` after a digest of itself: BLAKE2b, 16 bytes."""
    return _digest(data) + data


def unsealed(written: bytes) -> bytes | None:
    """What was sealed; None of what is other than it was written."""
    told, data = written[:_SIZE], written[_SIZE:]
    return data if told == _digest(data) else None


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=_SIZE).digest()
