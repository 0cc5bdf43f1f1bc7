"""What a source's records said when they were last imported: the base of the next import's merge.

One file a source and a year, `imports/<source>/<year>.jsonl` in the root that receives the notices, kept in
git with them. A line holds one record, whole, its keys sorted; lines are in the order of the references, so
that two branches that import merge as texts do. A line also holds the newer record that waits for an editor,
when there is one. What is not such a line is passed over: that record's past is unknown.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import msgspec

from cyberveille.importing.source import Origin
from cyberveille.writing import write_atomically

FOLDER = "imports"


class _Line(msgspec.Struct, frozen=True, omit_defaults=True):
    reference: str
    record: msgspec.Raw
    newer: msgspec.Raw = msgspec.Raw()


class _Kept(NamedTuple):
    record: bytes
    newer: bytes | None = None

    @classmethod
    def of(cls, line: _Line) -> "_Kept":
        newer = bytes(line.newer)
        return cls(canonical(bytes(line.record)), canonical(newer) if newer else None)

    def line(self, reference: str) -> _Line:
        if self.newer is None:
            return _Line(reference, msgspec.Raw(self.record))
        return _Line(reference, msgspec.Raw(self.record), msgspec.Raw(self.newer))


class Remembered(NamedTuple):
    """A record as it was last brought to its notice, and the newer one that waits for an editor."""

    year: int
    record: bytes
    newer: bytes | None


class Records:
    """Of one source, in one root; nothing is written before `save`."""

    def __init__(self, root: Path, source: str) -> None:
        self._folder = root / FOLDER / source
        self._years: dict[int, dict[str, _Kept]] = {}
        self._changed: set[int] = set()

    def then(self, origin: Origin) -> bytes | None:
        """The record as it was last imported; None when nobody knows."""
        kept = self._of(origin.year).get(origin.reference)
        return kept and kept.record

    def keep(self, origin: Origin, data: bytes) -> None:
        self._put(origin, _Kept(canonical(data)))

    def hold(self, origin: Origin, data: bytes) -> None:
        """Let a newer record wait; the notice still says what the one kept says."""
        then = self.then(origin)
        if then is not None:
            self._put(origin, _Kept(then, canonical(data)))

    def _put(self, origin: Origin, kept: _Kept) -> None:
        if self._of(origin.year).get(origin.reference) != kept:
            self._of(origin.year)[origin.reference] = kept
            self._changed.add(origin.year)

    def known(self, reference: str) -> Remembered | None:
        """What is kept of a reference, whatever its year."""
        for year in self._on_disk():
            if kept := self._of(year).get(reference):
                return Remembered(year, kept.record, kept.newer)
        return None

    def waiting(self) -> tuple[str, ...]:
        """The references whose newer record waits, whatever their year."""
        return tuple(
            reference
            for year in self._on_disk()
            for reference, kept in self._of(year).items()
            if kept.newer is not None
        )

    def _on_disk(self) -> list[int]:
        names = (file.stem for file in self._folder.glob("*.jsonl"))
        return sorted(int(name) for name in names if name.isdecimal())

    def forget(self, origin: Origin) -> None:
        """Leave nothing of a record here."""
        if self._of(origin.year).pop(origin.reference, None) is not None:
            self._changed.add(origin.year)

    def save(self) -> None:
        """Raises OSError."""
        for year in sorted(self._changed):
            lines = (
                msgspec.json.encode(kept.line(reference)).decode()
                for reference, kept in sorted(self._years[year].items())
            )
            write_atomically(self._file(year), "".join(f"{line}\n" for line in lines))
        self._changed.clear()

    def _of(self, year: int) -> dict[str, _Kept]:
        if year not in self._years:
            self._years[year] = dict(_read(self._file(year)))
        return self._years[year]

    def _file(self, year: int) -> Path:
        return self._folder / f"{year}.jsonl"


class Shelves:
    """The records of one source, root by root: those of a restricted notice stay in the root that took it."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._roots: dict[Path, Records] = {}

    def of(self, root: Path) -> Records:
        return self._roots.setdefault(root, Records(root, self._source))

    def save(self) -> None:
        """Raises OSError."""
        for records in self._roots.values():
            records.save()


def keep_all(root: Path, records: Iterable[tuple[str, Origin, bytes]]) -> None:
    """Keep records in a root, each under the name of its source. Raises OSError."""
    shelves: dict[str, Records] = {}
    for name, origin, data in records:
        shelves.setdefault(name, Records(root, name)).keep(origin, data)
    for shelf in shelves.values():
        shelf.save()


def canonical(data: bytes) -> bytes:
    """The same bytes for the same record, however its source lays it out."""
    return msgspec.json.encode(msgspec.json.decode(data), order="sorted")


def _read(file: Path) -> Mapping[str, _Kept]:
    found: dict[str, _Kept] = {}
    with suppress(FileNotFoundError):
        for line in file.read_bytes().split(b"\n"):
            with suppress(msgspec.DecodeError):
                read = msgspec.json.decode(line, type=_Line)
                found[read.reference] = _Kept.of(read)
    return found
