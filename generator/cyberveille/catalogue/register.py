"""Identifiers and aliases taken in a portal, whatever the root, and the next free number of a year."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from cyberveille.model import Kind

HIGHEST = 9999
_HEADER_END = b"\n---"
_ALIASES = re.compile(rb"^aliases:[ \t]*([^\n]*)\n((?:[ \t]*-[^\n]*\n|[ \t]+[^\n]*\n)*)", re.MULTILINE)
_ALIAS = re.compile(rb"[A-Za-z0-9][^\s,\[\]\"'#]*")


class NumbersExhaustedError(ValueError):
    """A year has no free number left."""


class Bearer(Struct, frozen=True):
    """A notice that bears an alias: its identifier, its root and its place there."""

    id: str
    root: Path
    path: str
    """Relative to the root, with `/` separators."""

    @property
    def file(self) -> Path:
        return self.root / self.path


def aliases_of(data: bytes) -> tuple[str, ...]:
    """The aliases that a notice's header gives, without reading the rest of the header."""
    end = data.find(_HEADER_END)
    found = _ALIASES.search(data, 0, end + 1 if end >= 0 else len(data))
    if not found:
        return ()
    listed = _ALIAS.findall(found[1] + b"\n" + found[2])
    return tuple(alias.decode("utf-8", "replace") for alias in listed)


class Register:
    """Which identifiers and aliases the roots of a portal hold; `allot` gives out the next free one.

    Identifiers are one series over all roots, restricted ones included. Numbers come from the files' names,
    wherever the files lie: a notice that cannot be read keeps its own.
    """

    def __init__(self, roots: Iterable[Path], prefix: str) -> None:
        """`roots` in their order: the first notice that bears an alias is the one found."""
        self._roots = tuple(roots)
        self._prefix = prefix

    def find(self, alias: str) -> Bearer | None:
        return self._aliases[0].get(alias)

    @property
    def unreadable(self) -> tuple[Path, ...]:
        """The notices whose aliases nobody knows."""
        return self._aliases[1]

    def allot(self, kind: Kind, year: int) -> str:
        """The identifier after the highest one in use; raises NumbersExhaustedError past 9999.

        Numbers are never given twice, nor given again when the notice is gone and a later one is there.
        """
        number = self._highest.get((kind.code, year), 0) + 1
        if number > HIGHEST:
            raise NumbersExhaustedError(f"{kind.code} {year}")
        self._highest[kind.code, year] = number
        return f"{self._prefix}-{year}-{kind.code}-{number:04d}"

    @cached_property
    def _highest(self) -> dict[tuple[str, int], int]:
        """By code of the kind and year."""
        form = re.compile(rf"{re.escape(self._prefix)}-(\d{{4}})-([A-Z]{{3}})-(\d{{4}})", re.ASCII)
        highest: dict[tuple[str, int], int] = {}
        for _, file in self._files():
            if match := form.fullmatch(file.stem):
                place = (match[2], int(match[1]))
                highest[place] = max(highest.get(place, 0), int(match[3]))
        return highest

    @cached_property
    def _aliases(self) -> tuple[dict[str, Bearer], tuple[Path, ...]]:
        """(bearers by alias, files that cannot be read)."""
        bearers: dict[str, Bearer] = {}
        closed: list[Path] = []
        for root, file in self._files():
            try:
                data = file.read_bytes()
            except OSError:
                closed.append(file)
                continue
            for alias in aliases_of(data):
                bearers.setdefault(alias, Bearer(file.stem, root, file.relative_to(root).as_posix()))
        return bearers, tuple(closed)

    def _files(self) -> Iterator[tuple[Path, Path]]:
        """(root, notice file) in a stable order; drafts of editors and temporary files are passed over."""
        for root in self._roots:
            for kind in Kind:
                for file in sorted((root / kind.folder).rglob("*.md")):
                    if not file.name.startswith("."):
                        yield root, file


def place_of(kind: Kind, notice_id: str) -> str:
    """Where a notice's file stands in its root, with `/` separators."""
    year = f"{notice_id.split('-')[-3]}/" if kind.by_year else ""
    return f"{kind.folder}/{year}{notice_id}.md"
