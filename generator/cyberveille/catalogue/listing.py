"""The source files of a root, found by name, in an order of their own."""

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from hashlib import blake2b
from pathlib import Path

from msgspec import Struct

from cyberveille.catalogue.earlier import KeptFile, kept_in
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
    ctime_ns: int = 0
    earlier: tuple[KeptFile, ...] | None = None
    """What it said before, None where nobody looked; the size and the times are those of all together."""

    @property
    def kept(self) -> tuple[KeptFile, ...]:
        return self.earlier or ()


@dataclass(frozen=True, slots=True)
class Listing:
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
    _inside: tuple["os.DirEntry[str] | _Passed", ...]
    _length: int
    """Of the folder's own path."""
    _folder: Path
    """That of the root."""
    _earlier: Mapping[str, tuple[KeptFile, ...]]
    """What the notices of the root said before."""

    def sources(self) -> tuple[list[SourceFile], list[Finding]]:
        """The sources of the folder itself; an entry that cannot be read is a finding."""
        found: list[SourceFile] = []
        findings: list[Finding] = []
        for entry in self._inside:
            if isinstance(entry, _Passed):
                path = f"{self.path}{entry.path[self._length :]}"
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


def list_folders(folder: Path, root: str) -> tuple[list[Listing], list[Finding]]:
    """The folders of sources below `folder`, in the order of their paths, and those that are none."""
    found: list[Listing] = []
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
        deep = name in {kind.folder for kind in Kind if kind.by_year}
        walked = _walk(start, deep)
        found += (
            _listing(root, folder, place, prefix, inside, earlier, deep=deep) for place, inside in walked
        )
    return sorted(found, key=lambda listing: listing.path), findings


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


def _walk(folder: Path | str, deep: bool) -> Iterator[tuple[str, list[os.DirEntry[str]] | None]]:
    """A folder and, where they are read, those below it, each with what is in it; None for one closed."""
    inside = _entries(str(folder))
    yield str(folder), inside
    for entry in inside or () if deep else ():
        if entry.is_dir(follow_symlinks=False) and not entry.name.startswith("."):
            yield from _walk(entry.path, deep)


def _entries(folder: str) -> list[os.DirEntry[str]] | None:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return None


def _listing(
    root: str,
    above: Path,
    place: str,
    prefix: int,
    inside: list[os.DirEntry[str]] | None,
    earlier: Mapping[str, tuple[KeptFile, ...]],
    *,
    deep: bool,
) -> Listing:
    """`place` is the folder's own path, of which `prefix` characters lead to the root, which is `above`."""
    path = place[prefix:]
    if inside is None:
        closed = (_Passed(place, _Passing.CLOSED),)
        return Listing(root, path, b"", b"", 0, False, closed, len(place), above, {})
    folders = [entry for entry in inside if entry.is_dir(follow_symlinks=False)]
    inner = {entry.name for entry in folders}
    files = [entry for entry in inside if entry.name not in inner and _is_seen(entry.name)]
    seen: list[os.DirEntry[str] | _Passed] = [entry for entry in files if _is_source(entry.name)]
    seen += [passed for entry in files if (passed := _passed(entry, deep=deep)) is not None]
    empty_one = is_empty(entry.name for entry in inside)
    seen += [_Passed(place, _Passing.EMPTY)] if empty_one else []
    linked_ones = any(isinstance(item, _Passed) and item.why is _Passing.LINKED for item in seen)
    own, joined = _Look(), _Look()
    for entry in files:
        own.take(entry, entry.name)
        for kept in earlier.get(entry.name.removesuffix(".md"), ()) if earlier else ():
            own.add(kept)
    for folder in folders if has_files(f"{path}/") else ():
        joined.lines.append(f"{folder.name}/")
        for entry in _entries(folder.path) or ():
            if not left_by_editor(entry.name):
                joined.take(entry, f"{folder.name}/{entry.name}")
    beside = joined.digest() if joined.lines else b""
    sure = own.sure and not empty_one and not linked_ones
    latest = max(own.latest, joined.latest)
    return Listing(root, path, own.digest(), beside, latest, sure, tuple(seen), len(place), above, earlier)


def _is_seen(name: str) -> bool:
    return not left_by_editor(name) or is_hidden_notice(name)


def _is_source(name: str) -> bool:
    return name.endswith(".md") and not name.startswith(".")


def _passed(entry: os.DirEntry[str], *, deep: bool) -> _Passed | None:
    """What is said of something that is neither a source nor a folder; None when nothing is."""
    if _is_source(entry.name):
        return None
    if entry.is_symlink() and entry.is_dir():
        return _Passed(entry.path, _Passing.LINKED) if deep else None
    return _Passed(entry.path, _Passing.OTHER)


@dataclass
class _Look:
    """What is seen of some files: a line for each, the newest of their times, in nanoseconds."""

    lines: list[str] = field(default_factory=list)
    latest: int = 0
    sure: bool = True
    """Whether all of them could be looked at."""

    def take(self, entry: os.DirEntry[str], name: str) -> None:
        try:
            state = entry.stat(follow_symlinks=False)
        except OSError:
            self.sure = False
            return
        self.lines.append(f"{name}\0{state.st_mode} {state.st_size} {state.st_mtime_ns} {state.st_ctime_ns}")
        self.latest = max(self.latest, state.st_mtime_ns)

    def add(self, kept: KeptFile) -> None:
        self.lines.append(f"{kept.path}\0{kept.size} {kept.mtime_ns} {kept.ctime_ns}")
        self.latest = max(self.latest, kept.mtime_ns)

    def digest(self) -> bytes:
        """The same whatever the order in which a file system lists."""
        text = "\n".join(sorted(self.lines))
        return blake2b(text.encode("utf-8", "surrogateescape"), digest_size=16).digest()


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
