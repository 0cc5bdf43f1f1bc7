"""Whether a tree is the edition that was built: every file, those bytes, and nothing else."""

import os
import stat
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from hashlib import blake2b
from pathlib import Path

from cyberveille.locale import counted
from cyberveille.publishing.workspace import Written

_SHOWN = 3
_BLOCK = 1 << 20
_THREADS = 2
_BATCH = 512


def listing(root: Path) -> dict[str, int]:
    """Everything below `root` but folders: its path and the type of its inode (`stat.S_IFMT`)."""
    return {path: kind for path, kind in everything(root) if kind != stat.S_IFDIR}


def everything(root: Path) -> Iterator[tuple[str, int]]:
    """Each entry below `root`, folders included, none followed when it is a link."""
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


def digest_of_bytes(data: bytes) -> bytes:
    """BLAKE2b, 16 bytes, as the build's memory keeps them."""
    return blake2b(data, digest_size=16).digest()


def digest_of(file: str) -> bytes:
    """The digest of a file's bytes; raises OSError for a link."""
    handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        data = os.read(handle, _BLOCK)
        whole = blake2b(data, digest_size=16)
        while len(data) == _BLOCK:
            data = os.read(handle, _BLOCK)
            whole.update(data)
        return whole.digest()
    finally:
        os.close(handle)


def differences(tree: Path, known: Mapping[str, Written]) -> Iterator[str]:
    """What in `tree` is not as the build left it, as French sentences; each file is read whole."""
    present = listing(tree)
    missing = sorted(known.keys() - present.keys())
    foreign = sorted(present.keys() - known.keys())
    altered = sorted(_altered(tree, known, present))
    if missing:
        yield (
            f"Il manque {counted(len(missing), 'fichier')} à l’édition de « {tree} », {_some(missing)} : "
            f"relancez « cyberveille build », qui {_them(missing)} refait."
        )
    if altered:
        yield (
            f"Le contenu de {counted(len(altered), 'fichier')} de « {tree} » a changé depuis la construction"
            f", {_some(altered)} : supprimez-{_them(altered)} et relancez « cyberveille build », qui "
            f"{_them(altered)} refait."
        )
    if foreign:
        yield (
            f"« {tree} » contient {counted(len(foreign), 'fichier')} que la construction n’a pas "
            f"écrit{'s' if len(foreign) > 1 else ''}, {_some(foreign)} : retirez-{_them(foreign)}, ou "
            "reconstruisez dans un dossier vide."
        )


def _altered(tree: Path, known: Mapping[str, Written], present: Mapping[str, int]) -> Iterator[str]:
    paths = [path for path in known if path in present]
    batches = [paths[start : start + _BATCH] for start in range(0, len(paths), _BATCH)]

    def changed(batch: list[str]) -> list[str]:
        return [
            path
            for path in batch
            if present[path] != stat.S_IFREG or digest_of(f"{tree}/{path}") != known[path].digest
        ]

    with ThreadPoolExecutor(_THREADS) as pool:
        for found in pool.map(changed, batches):
            yield from found


def _them(paths: list[str]) -> str:
    return "les" if len(paths) > 1 else "le"


def _some(paths: list[str]) -> str:
    shown = ", ".join(f"« {path} »" for path in paths[:_SHOWN])
    return f"dont {shown}" if len(paths) > 1 else shown
