"""What is in a folder of sources, by name, and what the disk says of each."""

import os
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct, field

from cyberveille.catalogue.earlier import KeptFile
from cyberveille.catalogue.stray import is_empty, is_hidden_notice
from cyberveille.forking import by_two, can_share
from cyberveille.model import Kind

MANY = 5_000
"""Fewer files than this are looked at before another process could help."""

_WITH_FILES = f"{Kind.DOCUMENT.folder}/"


class Passing(Enum):
    """Why something is not read."""

    CLOSED = "a folder that cannot be opened"
    EMPTY = "a folder in which there is nothing"
    LINKED = "a symbolic link to a folder"
    OTHER = "a file that is no source"


class Passed(Struct, frozen=True):
    path: str
    why: Passing


def _entries(folder: str) -> list[os.DirEntry[str]] | None:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return None


class Looked(NamedTuple):
    """What was seen of a folder: `state` and `beside` are digests, `latest` is in nanoseconds."""

    state: bytes
    beside: bytes
    latest: int
    sure: bool


class Inside(Struct, frozen=True):
    """The names that are in a folder, None for one that cannot be opened; nothing of it is looked at yet."""

    place: str
    """The folder's own path."""
    path: str
    """Relative to the root."""
    entries: list[os.DirEntry[str]] | None
    deep: bool
    """Whether those below it are read."""

    @property
    def count(self) -> int:
        return len(self.entries or ())

    def _files(self) -> list[os.DirEntry[str]]:
        inner = {entry.name for entry in self._folders()}
        beside = {entry.name for entry in self.entries or () if entry.name.endswith(_COPIES)}
        alone = beside and {name for name in beside if self._is_alone(name)}
        return [
            entry
            for entry in self.entries or ()
            if entry.name not in inner and (_is_seen(entry.name) or entry.name in alone)
        ]

    def _is_alone(self, copy: str) -> bool:
        """Whether the source of which a file would be the copy is not there: it bears a wrong name, then."""
        copied = copy.rpartition(".")[0]
        return is_source(copied) and all(entry.name != copied for entry in self.entries or ())

    def _folders(self) -> list[os.DirEntry[str]]:
        return [entry for entry in self.entries or () if entry.is_dir(follow_symlinks=False)]

    def seen(self) -> list["os.DirEntry[str] | Passed"]:
        """Its sources, and what is passed over."""
        if self.entries is None:
            return [Passed(self.place, Passing.CLOSED)]
        files = self._files()
        sources = [entry for entry in files if is_source(entry.name)]
        return [*sources, *(passed for entry in files if (passed := self._passed(entry))), *self._nothing()]

    def _passed(self, entry: os.DirEntry[str]) -> Passed | None:
        """What is said of something that is neither a source nor a folder; None when nothing is."""
        if is_source(entry.name):
            return None
        if entry.is_symlink() and entry.is_dir():
            return Passed(entry.path, Passing.LINKED) if self.deep else None
        return Passed(entry.path, Passing.OTHER)

    def _nothing(self) -> list[Passed]:
        return (
            [Passed(self.place, Passing.EMPTY)]
            if is_empty(entry.name for entry in self.entries or ())
            else []
        )

    def looked(self, earlier: Mapping[str, tuple[KeptFile, ...]]) -> Looked:
        """What the disk says of the files; `earlier` is what the notices of the root said before."""
        if self.entries is None:
            return Looked(b"", b"", 0, sure=False)
        own, joined = _Look(), _Look()
        files = self._files()
        for entry in files:
            own.take(entry, entry.name)
            for kept in earlier.get(entry.name.removesuffix(".md"), ()) if earlier else ():
                own.add(kept)
        for folder in self._folders() if has_files(f"{self.path}/") else ():
            joined.lines.append(f"{folder.name}/")
            for entry in _entries(folder.path) or ():
                if not left_by_editor(entry.name):
                    joined.take(entry, f"{folder.name}/{entry.name}")
        beside = joined.digest() if joined.lines else b""
        odd = (self._passed(entry) for entry in files if not is_source(entry.name))
        linked = any(passed is not None and passed.why is Passing.LINKED for passed in odd)
        sure = own.sure and not linked and not self._nothing()
        return Looked(own.digest(), beside, max(own.latest, joined.latest), sure)


_COPIES = (".bak", ".orig")
"""How copies end that a program keeps; others (`~`, `.tmp`) take a file's place while it is saved."""


def walk(folder: Path | str, prefix: int, *, deep: bool) -> Iterator[Inside]:
    """A folder and, where they are read, those below it; `prefix` characters of a path lead to the root."""
    place = str(folder)
    inside = _entries(place)
    yield Inside(place, place[prefix:], inside, deep)
    for entry in inside or () if deep else ():
        if entry.is_dir(follow_symlinks=False) and not entry.name.startswith("."):
            yield from walk(entry.path, prefix, deep=deep)


def looks(folders: Sequence[Inside], earlier: Mapping[str, tuple[KeptFile, ...]], jobs: int) -> list[Looked]:
    """What the disk says of each folder; another process looks at half of many files."""

    def look(position: int) -> Looked:
        return folders[position].looked(earlier)

    if sum(folder.count for folder in folders) >= MANY and can_share(jobs):
        return by_two(look, len(folders), jobs, "la lecture des dossiers")
    return list(map(look, range(len(folders))))


def _is_seen(name: str) -> bool:
    return not left_by_editor(name) or is_hidden_notice(name)


def is_source(name: str) -> bool:
    """Whether something is read by the name of it."""
    return name.endswith(".md") and not name.startswith(".")


class _Look(Struct):
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


def has_files(path: str) -> bool:
    """Whether what is read from `path` depends on the files of a folder of the same name."""
    return path.startswith(_WITH_FILES)
