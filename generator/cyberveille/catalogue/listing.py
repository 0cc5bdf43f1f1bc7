"""The source files of a root, found by name, in an order of their own."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cyberveille.model import Finding, Kind
from cyberveille.reading import Fault, type_at
from cyberveille.reading.source import PAGES_FOLDER

_FOLDERS = (*(kind.folder for kind in Kind), PAGES_FOLDER)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read; `size` and `mtime_ns` tell whether it changed since it was last read."""

    root: str
    path: str
    file: str
    size: int
    mtime_ns: int
    beside: frozenset[str] = frozenset()
    """The names of the files in the folder of the same name: a document's attachments."""


def list_sources(folder: Path, root: str) -> tuple[list[SourceFile], list[Finding]]:
    """The sources below `folder`, sorted by path; an entry that cannot be read is a finding."""
    found: list[SourceFile] = []
    findings: list[Finding] = []
    for name in _FOLDERS:
        start = folder / name
        if start.is_dir():
            deep = name in {kind.folder for kind in Kind if kind.by_year}
            for entry in _walk(start, deep):
                path = Path(entry.path).relative_to(folder).as_posix()
                if type_at(path) is None:
                    continue
                try:
                    state = entry.stat()
                    path.encode()
                except (OSError, UnicodeEncodeError):
                    shown = path.encode(errors="replace").decode()
                    findings.append(
                        Finding(shown, 0, Fault.UNREADABLE.value, "Le fichier ne peut pas être lu.")
                    )
                    continue
                beside = (
                    _names(entry.path.removesuffix(".md")) if name == Kind.DOCUMENT.folder else frozenset()
                )
                found.append(SourceFile(root, path, entry.path, state.st_size, state.st_mtime_ns, beside))
    return sorted(found, key=lambda source: source.path), findings


def _walk(folder: Path | str, deep: bool) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if deep:
                    yield from _walk(entry.path, deep)
            elif entry.name.endswith(".md"):
                yield entry


def _names(folder: str) -> frozenset[str]:
    if not os.path.isdir(folder):  # noqa: PTH112 - a DirEntry's path, as text
        return frozenset()
    with os.scandir(folder) as entries:
        return frozenset(entry.name for entry in entries if entry.is_file())
