"""The source files of a root, found by name, in an order of their own."""

import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from cyberveille.catalogue.earlier import KeptFile, kept_in
from cyberveille.catalogue.inside import Inside, Passed, Passing, has_files, left_by_editor, looks, walk
from cyberveille.catalogue.stray import empty, linked, no_folder, stray_file
from cyberveille.locale import french
from cyberveille.model import Finding, Kind
from cyberveille.reading import PAGES_FOLDER, Fault, shown_path

_RENAME = "Renommez-le sans accents ni signes particuliers."
_FOLDERS = (*(kind.folder for kind in Kind), PAGES_FOLDER)
_BY_YEAR = {kind.folder for kind in Kind if kind.by_year}


class SourceFile(Struct, frozen=True, gc=False):
    """A file to read; `size` and `mtime_ns` tell whether it changed since it was last read."""

    root: str
    path: str
    file: str
    size: int
    mtime_ns: int
    beside: frozenset[str] = frozenset()
    """The names of the files in the folder of the same name: a document's attachments."""
    ctime_ns: int = 0
    earlier: tuple[KeptFile, ...] | None = None
    """What it said before, None where nobody looked; the size and the times are those of all together."""

    @property
    def kept(self) -> tuple[KeptFile, ...]:
        return self.earlier or ()


class Listing(Struct, frozen=True):
    """A folder of sources as the disk shows it, its sources not looked into.

    `path` is relative to the root; `state` changes with the name, the size and the times of anything in it,
    `beside` with those of the files joined to its documents; `latest` is the newest of these times, in
    nanoseconds. Unless `sure`, something of it could not be looked at, or depends on more than it.
    """

    root: str
    path: str
    state: bytes
    beside: bytes
    latest: int
    sure: bool
    _inside: Inside
    _folder: Path
    """That of the root."""
    _earlier: Mapping[str, tuple[KeptFile, ...]]
    """What the notices of the root said before."""

    @property
    def count(self) -> int:
        """How many names are in the folder."""
        return self._inside.count

    def sources(self) -> tuple[list[SourceFile], list[Finding]]:
        """The sources of the folder itself; an entry that cannot be read is a finding."""
        found: list[SourceFile] = []
        findings: list[Finding] = []
        for entry in self._inside.seen():
            if isinstance(entry, Passed):
                path = f"{self.path}{entry.path[len(self._inside.place) :]}"
                findings += _passed_over(self.root, path, entry, self._folder)
                continue
            path = f"{self.path}/{entry.name}"
            if not _is_utf8(path):
                message = "Le nom du fichier n’est pas de l’UTF-8."
                findings.append(_finding(self.root, path, Fault.FILE_NAME, message, _RENAME))
            elif (state := _state(entry)) is None:
                findings.append(_unreadable(self.root, path, "Le fichier ne peut pas être lu."))
            else:
                beside = files_beside(entry.path) if has_files(path) else frozenset()
                earlier = self._earlier.get(entry.name.removesuffix(".md"), ())
                size = state.st_size + sum(item.size + 1 for item in earlier)
                time = max((state.st_mtime_ns, *(item.mtime_ns for item in earlier)))
                changed = max((state.st_ctime_ns, *(item.ctime_ns for item in earlier)))
                found.append(SourceFile(self.root, path, entry.path, size, time, beside, changed, earlier))
        return found, findings


def list_sources(folder: Path, root: str) -> tuple[list[SourceFile], list[Finding]]:
    """The sources below `folder`, sorted by path; an entry that cannot be read is a finding."""
    found: list[SourceFile] = []
    places, findings = list_folders(folder, root)
    for place in places:
        sources, faults = place.sources()
        found += sources
        findings += faults
    return sorted(found, key=lambda source: source.path), findings


def list_folders(folder: Path, root: str, jobs: int = 1) -> tuple[list[Listing], list[Finding]]:
    """The folders of sources below `folder`, in the order of their paths, and those that are none.

    With `jobs`, another process looks at half of the files of many.
    """
    found: list[Inside] = []
    links = {name: path for name in _FOLDERS if (path := _link_to(folder, name))}
    findings = [linked(root, path) for path in sorted({*links.values()})]
    prefix = len(f"{folder}/") if folder != Path() else 0
    earlier = kept_in(folder)
    for name in _FOLDERS:
        start = folder / name
        if name in links:
            continue
        if not start.is_dir():
            findings += [no_folder(root, name)] if os.path.lexists(start) else []
            continue
        found += walk(start, prefix, deep=name in _BY_YEAR)
    seen = zip(found, looks(found, earlier, jobs), strict=True)
    listings = (Listing(root, inside.path, *look, inside, folder, earlier) for inside, look in seen)
    return sorted(listings, key=lambda listing: listing.path), findings


def _link_to(folder: Path, name: str) -> str:
    """The part of a folder's path that is a symbolic link; empty when none is."""
    parts = name.split("/")
    paths = ("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))
    return next((path for path in paths if (folder / path).is_symlink()), "")


def _passed_over(root: str, path: str, passed: Passed, folder: Path) -> Iterator[Finding]:
    match passed.why:
        case Passing.CLOSED:
            yield _unreadable(root, path, "Le dossier ne peut pas être ouvert.")
        case Passing.EMPTY:
            yield empty(root, path, Path(passed.path))
        case Passing.LINKED:
            yield linked(root, path)
        case Passing.OTHER:
            found = stray_file(root, path, folder)
            yield from [] if found is None else [found]


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
