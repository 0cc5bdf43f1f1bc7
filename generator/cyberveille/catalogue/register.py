"""Identifiers and aliases taken in a portal, whatever the root, and the next free number of a year."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from cyberveille.expressions import expression
from cyberveille.git import git
from cyberveille.model import Kind
from cyberveille.model.configuration import Numbers

HIGHEST = 9999
_HEADER_END = b"\n---"
_ALIASES = expression(rb"^aliases:[ \t]*([^\n]*)\n((?:[ \t]*-[^\n]*\n|[ \t]+[^\n]*\n)*)", re.MULTILINE)
_ALIAS = expression(rb"[A-Za-z0-9][^\s,\[\]\"'#]*")
_FORMER = expression(rb"/([A-Z][A-Z0-9]*-\d{4}-[A-Z]{3}-\d{4})(?![\w-])")
_OWN = expression(rb"^id:[ \t]*[\"']?([A-Z][A-Z0-9]*-\d{4}-[A-Z]{3}-\d{4})(?![\w-])", re.MULTILINE)
"""An identifier in an address of a header, which is a former one."""


_ENDING = expression(
    r"(?:\.(?:md|mdx|mkdn?|markdown|te?xt|docx?|odt))?(?:\.(?:txt|icloud))?\.?", re.IGNORECASE
)
"""What follows an identifier in the name of a notice, however it was saved."""


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

    Identifiers are one series over all roots, restricted ones included. A number that was given once is never
    given again: those of the names of whatever lies among notices, whether it can be read or not; those that
    headers give, and the addresses that redirects lead away from; those of files that git remembers, on any
    branch.
    """

    def __init__(
        self, roots: Iterable[Path], prefix: str, ranges: Mapping[Path, Numbers] | None = None
    ) -> None:
        """`roots` in their order: the first notice that bears an alias is the one found.

        `ranges` are the numbers that new notices of a root take; those of others keep out of them.
        """
        self._roots = tuple(roots)
        self._prefix = prefix
        self._ranges = ranges or {}
        self._kept: dict[tuple[str, int], set[int]] = {}
        self._form = re.compile(rf"{re.escape(prefix)}-(\d{{4}})-([A-Z]{{3}})-(\d{{4}})(?!\d)", re.ASCII)

    def find(self, alias: str) -> Bearer | None:
        return self._read.aliases.get(alias)

    @property
    def unreadable(self) -> tuple[Path, ...]:
        """The notices whose aliases nobody knows."""
        return self._read.closed

    def allot(self, kind: Kind, year: int, root: Path | None = None, wanted: int = 0) -> str:
        """The identifier after the highest one in use; raises NumbersExhaustedError past the last.

        With `root`, among the numbers of that root. `wanted` is taken instead when nobody ever had it.
        """
        used = self._used.setdefault((kind.code, year), set())
        kept = self._kept.get((kind.code, year), set())
        number = wanted if self._free(wanted, used, root) else self._next(used | kept, root)
        if number is None:
            raise NumbersExhaustedError(f"{kind.code} {year}")
        used.add(number)
        return f"{self._prefix}-{year}-{kind.code}-{number:04d}"

    def last_of(self, root: Path) -> int:
        """The highest number that a new notice of a root may take."""
        return self._ranges[root].last if root in self._ranges else HIGHEST

    def taken(self, notice_id: str) -> bool:
        """Whether an identifier was ever given."""
        found = self._form.fullmatch(notice_id)
        return found is not None and int(found[3]) in self._used.get((found[2], int(found[1])), set())

    def reserve(self, kind: Kind, year: int, numbers: Iterable[int]) -> None:
        """Leave numbers to those who will want them: the next ones given out are higher than all of them."""
        self._kept.setdefault((kind.code, year), set()).update(numbers)

    def _free(self, number: int, used: Collection[int], root: Path | None) -> bool:
        return 0 < number <= HIGHEST and number not in used and self._may(number, root)

    def _may(self, number: int, root: Path | None) -> bool:
        own = self._ranges.get(root) if root is not None else None
        if own is not None:
            return number in own
        return not any(number in theirs for theirs in self._ranges.values())

    def _next(self, used: Collection[int], root: Path | None) -> int | None:
        held = [number for number in used if self._may(number, root)]
        start = max(held, default=0) + 1
        return next((number for number in range(start, HIGHEST + 1) if self._may(number, root)), None)

    @cached_property
    def _used(self) -> dict[tuple[str, int], set[int]]:
        """By code of the kind and year."""
        used: dict[tuple[str, int], set[int]] = {}
        for name in (*self._names(), *self._read.former, *self._remembered()):
            match = self._form.match(name.lstrip("._#").upper())
            if match and _ENDING.fullmatch(name.lstrip("._#"), match.end()):
                used.setdefault((match[2], int(match[1])), set()).add(int(match[3]))
        return used

    def _names(self) -> Iterator[str]:
        """Of whatever stands among the notices: other endings, the folders of documents."""
        for root in self._roots:
            for kind in Kind:
                yield from (entry.name for entry in (root / kind.folder).rglob("*"))

    def _remembered(self) -> Iterator[str]:
        """The names of the notices that git saw added, in any root, on any branch that is here."""
        for root in self._roots:
            if root.is_dir():
                command = (
                    "log",
                    "--all",
                    "-c",  # what a merge alone brought in
                    "--format=",
                    "--name-only",
                    "--diff-filter=A",
                    "--no-renames",
                    "-z",
                )
                output = git(root, *command, "--", *(kind.folder for kind in Kind))
                for path in output.decode(errors="replace").split("\0"):
                    yield path.rpartition("/")[2].removesuffix(".md")

    @cached_property
    def _read(self) -> "_Read":
        bearers: dict[str, Bearer] = {}
        closed: list[Path] = []
        former: set[str] = set()
        for root, file in self._files():
            try:
                data = file.read_bytes()
            except OSError:
                closed.append(file)
                continue
            header = _header(data)
            former.update(found.decode() for found in (*_FORMER.findall(header), *_OWN.findall(header)))
            for alias in aliases_of(data):
                bearers.setdefault(alias, Bearer(file.stem, root, file.relative_to(root).as_posix()))
        return _Read(bearers, tuple(closed), frozenset(former))

    def _files(self) -> Iterator[tuple[Path, Path]]:
        """(root, notice file) in a stable order; drafts of editors and temporary files are passed over."""
        for root in self._roots:
            for kind in Kind:
                for file in sorted((root / kind.folder).rglob("*.md")):
                    if not file.name.startswith("."):
                        yield root, file


class _Read(NamedTuple):
    """What the files of the roots say: bearers by alias, files that cannot be read, identifiers retired."""

    aliases: Mapping[str, Bearer]
    closed: tuple[Path, ...]
    former: frozenset[str]


def _header(data: bytes) -> bytes:
    end = data.find(_HEADER_END)
    return data[: end + 1] if end >= 0 else data


def place_of(kind: Kind, notice_id: str) -> str:
    """Where a notice's file stands in its root, with `/` separators."""
    year = f"{notice_id.split('-')[-3]}/" if kind.by_year else ""
    return f"{kind.folder}/{year}{notice_id}.md"
