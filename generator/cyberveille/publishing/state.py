"""The memory of what an edition wrote: each file, each part of the plan, and what the whole was made of.

It lies in one SQLite file that may be deleted at any time. A part holds a digest of the rows of its files:
what was changed or cut by something else does not pass for what was written.
"""

import os
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from cyberveille.publishing.made_of import Remembered
from cyberveille.publishing.written import PartKey, Row, Written

_LAYOUT = 4
_TABLES = """
CREATE TABLE IF NOT EXISTS file (
    path TEXT PRIMARY KEY, part TEXT NOT NULL, key BLOB NOT NULL, digest BLOB NOT NULL,
    size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS file_part ON file (part);
CREATE TABLE IF NOT EXISTS part (
    name TEXT PRIMARY KEY, parent TEXT NOT NULL, key BLOB NOT NULL, since INTEGER NOT NULL,
    until INTEGER NOT NULL, rows BLOB NOT NULL, checksum INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS part_parent ON part (parent);
CREATE TABLE IF NOT EXISTS whole (name TEXT PRIMARY KEY, told BLOB NOT NULL, checksum INTEGER NOT NULL);
"""
_FILE = "path, key, digest, size, mtime_ns"
Answered = TypeVar("Answered")
_DECODER = msgspec.msgpack.Decoder(Remembered)


class Spoilt(Exception):  # noqa: N818 - nothing is broken: what was remembered is not to be believed
    """The memory of an edition does not hold together."""


class State:
    """The memory in `file`; whatever cannot be read is as if it were not there."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._reader: sqlite3.Connection | None = None
        self._process = os.getpid()

    def known(self) -> dict[str, Written] | None:
        """What the last edition wrote, by path; None when that is not known."""
        return self._asked(f"SELECT {_FILE} FROM file", _written)  # noqa: S608 - our own names

    def parts_below(self, parent: str) -> dict[str, PartKey]:
        """Each part of the plan right below another, by name; the first ones have no parent."""
        question = "SELECT name, parent, key, since, until, rows, checksum FROM part WHERE parent = ?"
        return self._asked(question, _keys, parent) or {}

    def files_of(self, part: str) -> dict[str, Written]:
        """What a part wrote, by path; raises Spoilt when that is not what its row was made for."""
        found = self._asked(f"SELECT {_FILE} FROM file WHERE part = ?", _written, part) or {}  # noqa: S608
        told = self._asked(
            "SELECT rows FROM part WHERE name = ?", lambda rows: [row[0] for row in rows], part
        )
        if (told and told[0] != _digest(found)) or (not told and found):
            raise Spoilt(part)
        return found

    def part_of(self, path: str) -> tuple[str, Written] | None:
        """Which part wrote a file, and how; None for a file of nobody's."""
        question = f"SELECT part, {_FILE} FROM file WHERE path = ?"  # noqa: S608
        rows = self._asked(question, list, path)
        return (rows[0][0], Written(*rows[0][2:])) if rows else None

    def paths_like(self, part: str, pattern: str) -> list[str]:
        """The paths of a part that SQL's LIKE finds."""
        question = "SELECT path FROM file WHERE part = ? AND path LIKE ? ESCAPE '\\'"
        return self._asked(question, lambda rows: [row[0] for row in rows], part, pattern) or []

    def count(self) -> int:
        """How many files the last edition has."""
        return (self._asked("SELECT count(*) FROM file", lambda rows: rows[0][0])) or 0

    def remembered(self, name: str) -> Remembered | None:
        """What the edition in place was made of; None when that is not known."""
        rows = self._asked("SELECT told, checksum FROM whole WHERE name = ?", list, name)
        if not rows or not isinstance(rows[0][0], bytes) or zlib.crc32(rows[0][0]) != rows[0][1]:
            return None
        with suppress(msgspec.MsgspecError):
            return _DECODER.decode(rows[0][0])
        return None

    def keep(self, name: str, made_of: Remembered) -> None:
        """For the edition in place, and for it alone: the next commit forgets it."""
        told = msgspec.msgpack.encode(made_of)
        with suppress(sqlite3.DatabaseError), self._changing() as connection:
            connection.execute("DELETE FROM whole")
            connection.execute("INSERT INTO whole VALUES (?, ?, ?)", (name, told, zlib.crc32(told)))

    def remember(
        self,
        rows: Iterable[Row],
        gone: Iterable[str],
        parts: Iterable[PartKey] = (),
        parts_gone: Iterable[str] = (),
    ) -> None:
        """The state after a commit, in one transaction; all of it is forgotten where that cannot be kept."""
        try:
            with self._changing() as connection:
                _change(connection, list(rows), list(gone), list(parts), list(parts_gone))
        except sqlite3.DatabaseError:
            # Nothing is lost with the state but time: the next build compares bytes.
            self.forget()

    def distrust(self) -> None:
        """Let the next build look at every file of every part."""
        with suppress(sqlite3.DatabaseError), self._changing() as connection:
            connection.execute("DELETE FROM whole")
            connection.execute("UPDATE part SET key = x''")

    def forget(self) -> None:
        self.close()
        for ending in ("", "-journal"):
            with suppress(FileNotFoundError):
                Path(f"{self.file}{ending}").unlink()

    def _asked(self, question: str, read: Callable[[list[Any]], Answered], *values: str) -> Answered | None:
        try:
            reader = self._opened()
            return None if reader is None else read(reader.execute(question, values).fetchall())
        except (sqlite3.DatabaseError, TypeError, ValueError):
            self.forget()
            return None

    def _opened(self) -> sqlite3.Connection | None:
        """What reads, opened for the first question; None without a memory that can be read."""
        if self._process != os.getpid():
            # A connection must not cross a fork (sqlite.org, "How To Corrupt", section 2.6).
            self._reader, self._process = None, os.getpid()
        if self._reader is None and self.file.exists():
            reader = sqlite3.connect(self.file, isolation_level=None, timeout=30)
            self._reader = reader
            if reader.execute("PRAGMA user_version").fetchone()[0] != _LAYOUT:
                self.close()
        return self._reader

    def close(self) -> None:
        """Until the next question."""
        if self._reader is not None:
            self._reader.close()
        self._reader = None

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        self.close()
        with closing(sqlite3.connect(self.file, isolation_level=None, timeout=30)) as connection:
            if connection.execute("PRAGMA user_version").fetchone()[0] != _LAYOUT:
                for table in ("file", "part", "whole"):
                    connection.execute(f"DROP TABLE IF EXISTS {table}")
                connection.execute(f"PRAGMA user_version={_LAYOUT}")
            connection.executescript(_TABLES)
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")


def _change(
    connection: sqlite3.Connection,
    rows: list[Row],
    gone: list[str],
    parts: list[PartKey],
    parts_gone: list[str],
) -> None:
    connection.execute("DELETE FROM whole")
    connection.executemany("DELETE FROM file WHERE path = ?", ((path,) for path in gone))
    connection.executemany("DELETE FROM part WHERE name = ?", ((name,) for name in parts_gone))
    connection.executemany(
        "REPLACE INTO file VALUES (?, ?, ?, ?, ?, ?)",
        ((path, part, row.key, row.digest, row.size, row.mtime_ns) for path, part, row in rows),
    )
    for part in parts:
        found = connection.execute(f"SELECT {_FILE} FROM file WHERE part = ?", (part.name,)).fetchall()  # noqa: S608
        digest = _digest(_written(found))
        connection.execute(
            "REPLACE INTO part VALUES (?, ?, ?, ?, ?, ?, ?)",
            (*msgspec.structs.astuple(part), digest, _checksum(part, digest)),
        )


def _written(rows: list[tuple[str, bytes, bytes, int, int]]) -> dict[str, Written]:
    return {path: Written(key, digest, size, mtime) for path, key, digest, size, mtime in rows}


def _keys(rows: list[tuple[str, str, bytes, int, int, bytes, int]]) -> dict[str, PartKey]:
    found = ((PartKey(*row[:5]), row[5], row[6]) for row in rows)
    return {part.name: part for part, told, checksum in found if _checksum(part, told) == checksum}


def _digest(files: Mapping[str, Written]) -> bytes:
    """Of the rows of a part's files."""
    state = blake2b(digest_size=16)
    for path in sorted(files):
        row = files[path]
        state.update(f"{path}\0{row.size} {row.mtime_ns}\n".encode() + row.key + row.digest)
    return state.digest()


def _checksum(part: PartKey, digest: bytes) -> int:
    told = f"{part.name}\0{part.parent}\0{part.since} {part.until}\0"
    return zlib.crc32(told.encode() + part.key + digest)
