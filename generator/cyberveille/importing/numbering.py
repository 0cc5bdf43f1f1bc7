"""Identifiers and aliases already taken in a root, and the next free number of a year."""

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from cyberveille.model import Kind

HIGHEST = 9999
_HEADER_END = b"\n---"
_ALIASES = re.compile(rb"^aliases:[ \t]*([^\n]*)\n((?:[ \t]*-[^\n]*\n|[ \t]+[^\n]*\n)*)", re.MULTILINE)
_ALIAS = re.compile(rb"[A-Za-z0-9][^\s,\[\]\"'#]*")


class NumbersExhaustedError(ValueError):
    """A year has no free number left."""


class Imported(Struct, frozen=True):
    """A notice that bears an alias: its identifier and its file."""

    id: str
    path: Path


def aliases_of(data: bytes) -> tuple[str, ...]:
    """The aliases that a notice's header gives, without reading the rest of the header."""
    end = data.find(_HEADER_END)
    found = _ALIASES.search(data, 0, end + 1 if end >= 0 else len(data))
    if not found:
        return ()
    listed = _ALIAS.findall(found[1] + b"\n" + found[2])
    return tuple(alias.decode("utf-8", "replace") for alias in listed)


class Register:
    """Which identifiers and aliases a root holds; `allot` gives out the next free one.

    The numbers come from the files' names, which are the identifiers.
    """

    def __init__(self, root: Path, prefix: str) -> None:
        self._root = root
        self._prefix = prefix
        self._highest: dict[tuple[Kind, int], int] = {}
        self._by_alias: dict[str, Imported] = {}
        form = re.compile(rf"{re.escape(prefix)}-(\d{{4}})-([A-Z]{{3}})-(\d{{4,}})")
        for kind in Kind:
            for path in _notices(root / kind.folder):
                match = form.fullmatch(path.stem)
                if match and match[2] == kind.code:
                    place = (kind, int(match[1]))
                    self._highest[place] = max(self._highest.get(place, 0), int(match[3]))
                for alias in aliases_of(path.read_bytes()):
                    self._by_alias.setdefault(alias, Imported(path.stem, path))

    def find(self, alias: str) -> Imported | None:
        return self._by_alias.get(alias)

    def inside(self, path: Path) -> str:
        """The place of a file in the root, with `/` separators."""
        return path.relative_to(self._root).as_posix()

    def path_of(self, kind: Kind, notice_id: str) -> Path:
        folder = self._root / kind.folder
        return (folder / notice_id.split("-")[-3] if kind.by_year else folder) / f"{notice_id}.md"

    def allot(self, kind: Kind, year: int) -> str:
        """The identifier after the highest one in use; raises NumbersExhaustedError past 9999."""
        number = self._highest.get((kind, year), 0) + 1
        if number > HIGHEST:
            raise NumbersExhaustedError(f"{kind.code} {year}")
        self._highest[kind, year] = number
        return f"{self._prefix}-{year}-{kind.code}-{number:04d}"


def _notices(folder: Path) -> Iterator[Path]:
    """Notice files in a stable order; drafts of editors and temporary files are passed over."""
    if folder.is_dir():
        yield from sorted(path for path in folder.rglob("*.md") if not path.name.startswith("."))
