"""A tree of files looked at whole: what is there, and the digest of each."""

import os
import stat
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path

_BLOCK = 1 << 20
_THREADS = 2
_BATCH = 512
# Windows has only the last, without which it changes the ends of lines.
_READING = os.O_RDONLY
for _name in ("O_NOFOLLOW", "O_CLOEXEC", "O_BINARY"):
    _READING |= getattr(os, _name, 0)


def everything(root: Path) -> Iterator[tuple[str, int]]:
    """Each entry below `root`, folders included, none followed when it is a link.

    Its path, and the type of its inode (`stat.S_IFMT`).
    """
    waiting = [""]
    while waiting:
        inside = waiting.pop()
        with os.scandir(f"{root}/{inside}") as entries:
            for entry in entries:
                path = f"{inside}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{path}/")
                    yield path, stat.S_IFDIR
                elif entry.is_file(follow_symlinks=False):
                    yield path, stat.S_IFREG
                else:
                    yield path, stat.S_IFMT(entry.stat(follow_symlinks=False).st_mode)


def listing(root: Path) -> dict[str, int]:
    """Everything below `root` but folders."""
    return {path: kind for path, kind in everything(root) if kind != stat.S_IFDIR}


def digest_of_bytes(data: bytes) -> bytes:
    """BLAKE2b, 16 bytes, as the build's memory keeps them."""
    return blake2b(data, digest_size=16).digest()


def digest_of(file: str) -> bytes:
    """The digest of a file's bytes; raises OSError for a link."""
    handle = os.open(file, _READING)
    try:
        data = os.read(handle, _BLOCK)
        whole = blake2b(data, digest_size=16)
        while len(data) == _BLOCK:
            data = os.read(handle, _BLOCK)
            whole.update(data)
        return whole.digest()
    finally:
        os.close(handle)


def digests(tree: Path, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """The digest of each of some files below `tree`, all of them read whole; raises OSError."""
    wanted = list(paths)
    batches = [wanted[start : start + _BATCH] for start in range(0, len(wanted), _BATCH)]

    def read(batch: list[str]) -> list[tuple[str, bytes]]:
        return [(path, digest_of(f"{tree}/{path}")) for path in batch]

    # A publication looks at what it changed, and reads no tree.
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415

    with ThreadPoolExecutor(_THREADS) as pool:
        for found in pool.map(read, batches):
            yield from found
