"""The source files of a root, found by name, in an order of their own."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from msgspec import Struct

from cyberveille.catalogue.stray import empty, is_empty, is_hidden_notice, linked, no_folder, stray_file
from cyberveille.locale import french
from cyberveille.model import Finding, Kind
from cyberveille.reading import PAGES_FOLDER, Fault, shown_path

_RENAME = "Renommez-le sans accents ni signes particuliers."
_FOLDERS = (*(kind.folder for kind in Kind), PAGES_FOLDER)
_WITH_FILES = f"{Kind.DOCUMENT.folder}/"


class SourceFile(Struct, frozen=True, gc=False):
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
    prefix = f"{folder}/" if folder != Path() else ""
    links = {name: path for name in _FOLDERS if (path := _link_to(folder, name))}
    findings += [linked(root, path) for path in sorted({*links.values()})]
    for name in _FOLDERS:
        start = folder / name
        if name in links:
            continue
        if not start.is_dir():
            findings += [no_folder(root, name)] if os.path.lexists(start) else []
            continue
        deep = name in {kind.folder for kind in Kind if kind.by_year}
        for entry in _walk(start, deep):
            path = entry.path[len(prefix) :]
            if isinstance(entry, _Passed):
                findings += _passed_over(root, path, entry, folder)
            elif not _is_utf8(path):
                findings.append(
                    _finding(root, path, Fault.FILE_NAME, "Le nom du fichier n’est pas de l’UTF-8.", _RENAME)
                )
            elif (state := _state(entry)) is None:
                findings.append(_unreadable(root, path, "Le fichier ne peut pas être lu."))
            else:
                beside = files_beside(entry.path) if has_files(path) else frozenset()
                found.append(SourceFile(root, path, entry.path, state.st_size, state.st_mtime_ns, beside))
    return sorted(found, key=lambda source: source.path), findings


def _link_to(folder: Path, name: str) -> str:
    """The part of a folder's path that is a symbolic link; empty when none is."""
    parts = name.split("/")
    paths = ("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))
    return next((path for path in paths if (folder / path).is_symlink()), "")


def has_files(path: str) -> bool:
    """Whether what is read from `path` depends on the files of a folder of the same name."""
    return path.startswith(_WITH_FILES)


class _Passing(Enum):
    """Why something is not read."""

    CLOSED = "a folder that cannot be opened"
    EMPTY = "a folder in which there is nothing"
    LINKED = "a symbolic link to a folder"
    OTHER = "a file that is no source"


@dataclass(frozen=True, slots=True)
class _Passed:
    path: str
    why: _Passing


def _passed_over(root: str, path: str, passed: _Passed, folder: Path) -> Iterator[Finding]:
    match passed.why:
        case _Passing.CLOSED:
            yield _unreadable(root, path, "Le dossier ne peut pas être ouvert.")
        case _Passing.EMPTY:
            yield empty(root, path, Path(passed.path))
        case _Passing.LINKED:
            yield linked(root, path)
        case _Passing.OTHER:
            found = stray_file(root, path, folder)
            yield from [] if found is None else [found]


def _walk(folder: Path | str, deep: bool) -> Iterator[os.DirEntry[str] | _Passed]:
    try:
        with os.scandir(folder) as entries:
            inside = list(entries)
    except OSError:
        yield _Passed(str(folder), _Passing.CLOSED)
        return
    if is_empty(entry.name for entry in inside):
        yield _Passed(str(folder), _Passing.EMPTY)
    for entry in inside:
        if entry.is_dir(follow_symlinks=False):
            if deep and not entry.name.startswith("."):
                yield from _walk(entry.path, deep)
        elif left_by_editor(entry.name) and not is_hidden_notice(entry.name):
            continue
        elif entry.name.endswith(".md") and not entry.name.startswith("."):
            yield entry
        elif not (entry.is_symlink() and entry.is_dir()):
            yield _Passed(entry.path, _Passing.OTHER)
        elif deep:
            yield _Passed(entry.path, _Passing.LINKED)


def left_by_editor(name: str) -> bool:
    """Whether a file is hidden, or what an editor leaves beside the one that is open: a lock, a copy.

    Emacs: `.#x.md`, `#x.md#`, `x.md~`; Vim: `.x.md.swp`, `x.md~`; Office: `~$x.docx`; LibreOffice:
    `.~lock.x.odt#`; Kate: `.x.md.kate-swp`; systems: `.DS_Store`, `Thumbs.db`, `desktop.ini`; git: `x.orig`.
    """
    return (
        name.startswith((".", "~$"))
        or (name.startswith("#") and name.endswith("#"))
        or name.endswith(("~", ".orig", ".rej", ".bak", ".swp", ".tmp"))
        or name in {"Thumbs.db", "desktop.ini"}
    )


def _state(entry: os.DirEntry[str]) -> os.stat_result | None:
    """None for what is not a file: a link, that could lead out of the root; a pipe, that would never end."""
    try:
        state = entry.stat(follow_symlinks=False)
    except OSError:
        return None
    return state if stat.S_ISREG(state.st_mode) else None


def _is_utf8(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def _unreadable(root: str, path: str, message: str) -> Finding:
    return _finding(root, path, Fault.UNREADABLE, message, "Vérifiez qu’il existe et ses droits d’accès.")


def _finding(root: str, path: str, fault: Fault, message: str, hint: str) -> Finding:
    shown = shown_path(root, path).encode(errors="replace").decode()
    return Finding(shown, 0, fault.value, french(message), french(hint))


def files_beside(file: Path | str) -> frozenset[str]:
    """The names of the files in the folder that bears the name of `file`.

    A name that is not UTF-8 is written with question marks. Symbolic links are passed over: they could lead
    out of the root.
    """
    folder = str(file).removesuffix(".md")
    if os.path.islink(folder):  # noqa: PTH114 - thousands of times, as text
        return frozenset()
    try:
        with os.scandir(folder) as entries:
            return frozenset(
                entry.name.encode(errors="replace").decode()
                for entry in entries
                if entry.is_file(follow_symlinks=False) and not left_by_editor(entry.name)
            )
    except OSError:
        return frozenset()
