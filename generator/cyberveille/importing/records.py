"""What a source's records said when they were last imported: the base of the next import's merge.

One file a source and a year, `imports/<source>/<year>.jsonl` in the root that receives the notices, kept in
git with them. A line holds one record, whole, its keys sorted; lines are in the order of the references, so
that two branches that import merge as texts do. What is not such a line is passed over: that record's past is
unknown.
"""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from cyberveille.importing.source import Origin
from cyberveille.writing import write_atomically

FOLDER = "imports"


class _Line(msgspec.Struct, frozen=True):
    reference: str
    record: msgspec.Raw


class Records:
    """Of one source, in one root; nothing is written before `save`."""

    def __init__(self, root: Path, source: str) -> None:
        self._folder = root / FOLDER / source
        self._years: dict[int, dict[str, bytes]] = {}
        self._changed: set[int] = set()

    def then(self, origin: Origin) -> bytes | None:
        """The record as it was last imported; None when nobody knows."""
        return self._of(origin.year).get(origin.reference)

    def keep(self, origin: Origin, data: bytes) -> None:
        record = canonical(data)
        if self.then(origin) != record:
            self._of(origin.year)[origin.reference] = record
            self._changed.add(origin.year)

    def forget(self, origin: Origin) -> None:
        """Leave nothing of a record here."""
        if self._of(origin.year).pop(origin.reference, None) is not None:
            self._changed.add(origin.year)

    def save(self) -> None:
        """Raises OSError."""
        for year in sorted(self._changed):
            lines = (
                msgspec.json.encode(_Line(reference, msgspec.Raw(record))).decode()
                for reference, record in sorted(self._years[year].items())
            )
            write_atomically(self._file(year), "".join(f"{line}\n" for line in lines))
        self._changed.clear()

    def _of(self, year: int) -> dict[str, bytes]:
        if year not in self._years:
            self._years[year] = dict(_read(self._file(year)))
        return self._years[year]

    def _file(self, year: int) -> Path:
        return self._folder / f"{year}.jsonl"


def canonical(data: bytes) -> bytes:
    """The same bytes for the same record, however its source lays it out."""
    return msgspec.json.encode(msgspec.json.decode(data), order="sorted")


def _read(file: Path) -> Mapping[str, bytes]:
    found: dict[str, bytes] = {}
    with suppress(FileNotFoundError):
        for line in file.read_bytes().split(b"\n"):
            with suppress(msgspec.DecodeError):
                read = msgspec.json.decode(line, type=_Line)
                found[read.reference] = canonical(bytes(read.record))
    return found
