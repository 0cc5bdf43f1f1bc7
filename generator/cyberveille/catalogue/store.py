"""What was made of each source, kept in one SQLite file that may be deleted at any time.

A row holds a checksum of its own bytes and the digest of the project under which it was made. A file
that is truncated, foreign or of another layout is thrown away; a row that does not hold is made again.
"""

import os
import sqlite3
import zlib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from cyberveille.catalogue.examine import Examined

_LAYOUT = 3
_TABLES = """
CREATE TABLE IF NOT EXISTS source (
    root TEXT NOT NULL, path TEXT NOT NULL,
    size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, read_ns INTEGER NOT NULL,
    digest TEXT NOT NULL, project BLOB NOT NULL,
    summary BLOB NOT NULL, subject BLOB NOT NULL, checksum INTEGER NOT NULL,
    PRIMARY KEY (root, path)
) WITHOUT ROWID;
"""
# A file written again within this time of being read may keep its size and its time: its bytes are
# compared (git calls such an entry racily clean).
_RACY_NS = 2_000_000_000
_SPOILT = {sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_MISMATCH}


class Row(Struct, frozen=True, gc=False):
    size: int
    mtime_ns: int
    read_ns: int
    digest: str
    project: bytes
    summary: bytes

    def same_file(self, size: int, mtime_ns: int) -> bool:
        """Whether a file of that size and time is surely the one this row was made from."""
        return self.size == size and self.mtime_ns == mtime_ns and mtime_ns < self.read_ns - _RACY_NS


class Store:
    """The rows of one project; every method opens and closes its own transaction.

    Without being `kept` in the file, they stay in memory, and are gone with the command.
    """

    def __init__(self, file: Path, *, kept: bool = True) -> None:
        self.file = file
        self._kept = kept
        self._connection = self._open()
        self._process = os.getpid()

    def _open(self) -> sqlite3.Connection:
        if self._kept:
            self.file.parent.mkdir(parents=True, exist_ok=True)
        try:
            return self._connect()
        except sqlite3.DatabaseError as error:
            _refuse_unless_spoilt(error)
            self._discard()
            return self._connect()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.file if self._kept else ":memory:", isolation_level=None, timeout=30
        )
        try:
            layout = connection.execute("PRAGMA user_version").fetchone()[0]
            _refuse_other_layout(layout)
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
            if layout != _LAYOUT:
                connection.executescript(_TABLES)
                connection.execute(f"PRAGMA user_version={_LAYOUT}")
        except sqlite3.DatabaseError:
            connection.close()
            raise
        return connection

    def _discard(self) -> None:
        for ending in ("", "-wal", "-shm") if self._kept else ():
            with suppress(FileNotFoundError):
                Path(f"{self.file}{ending}").unlink()

    def close(self) -> None:
        self._connection.close()

    def rows(self) -> dict[tuple[str, str], Row]:
        """Every row whose summary holds, by root and path; a store that cannot be read is emptied."""
        try:
            found = self._connection.execute(
                "SELECT root, path, size, mtime_ns, read_ns, digest, project, summary, checksum FROM source"
            ).fetchall()
        except sqlite3.DatabaseError as error:
            _refuse_unless_spoilt(error)
            self.clear()
            return {}
        return {
            (root, path): Row(size, mtime_ns, read_ns, digest, project, summary)
            for root, path, size, mtime_ns, read_ns, digest, project, summary, checksum in found
            if _holds(summary, checksum, high=True)
        }

    def subject(self, root: str, path: str) -> bytes | None:
        """The encoded subject of a source; None when it is not there or does not hold."""
        if self._process != os.getpid() and self._kept:
            # A connection must not cross a fork (sqlite.org, "How To Corrupt", section 2.6).
            self._connection = self._connect()
            self._process = os.getpid()
        try:
            row = self._connection.execute(
                "SELECT subject, checksum FROM source WHERE root = ? AND path = ?", (root, path)
            ).fetchone()
        except sqlite3.DatabaseError as error:
            _refuse_unless_spoilt(error)
            return None
        return row[0] if row is not None and _holds(row[0], row[1], high=False) else None

    def put(self, examined: Iterable[Examined], project: bytes, read_ns: int) -> None:
        """Keep what was made of sources read after `read_ns`, a time before the first was listed."""
        self._change(
            "REPLACE INTO source VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    item.source.root,
                    item.source.path,
                    item.source.size,
                    item.source.mtime_ns,
                    read_ns,
                    item.digest,
                    project,
                    item.summary,
                    item.subject,
                    _checksum(item.summary, item.subject),
                )
                for item in examined
            ],
        )

    def refresh(self, sources: Iterable[tuple[int, int, str, str]], read_ns: int) -> None:
        """New (size, mtime_ns, root, path) of files that were read again and found unchanged."""
        self._change(
            "UPDATE source SET size = ?, mtime_ns = ?, read_ns = ? WHERE root = ? AND path = ?",
            [(size, mtime, read_ns, root, path) for size, mtime, root, path in sources],
        )

    def forget(self, keys: Iterable[tuple[str, str]]) -> None:
        self._change("DELETE FROM source WHERE root = ? AND path = ?", list(keys))

    def clear(self) -> None:
        self._connection.close()
        self._discard()
        self._connection = self._connect()

    def _change(self, statement: str, values: Sequence[tuple[object, ...]]) -> None:
        """Run it for all the values or for none; a store found spoilt on the way is emptied first."""
        try:
            self._run(statement, values)
        except sqlite3.DatabaseError as error:
            _refuse_unless_spoilt(error)
            self.clear()
            self._run(statement, values)

    def _run(self, statement: str, values: Sequence[tuple[object, ...]]) -> None:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            self._connection.executemany(statement, values)
        except BaseException:
            with suppress(sqlite3.OperationalError):  # SQLite has rolled back by itself
                self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")


def _refuse_other_layout(layout: int) -> None:
    if layout not in {0, _LAYOUT}:
        raise sqlite3.DatabaseError("another layout")


def _refuse_unless_spoilt(error: sqlite3.DatabaseError) -> None:
    """Raise the error again when the store is not at fault: busy, read-only, a full disk."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None and code & 0xFF not in _SPOILT:
        raise error


def _checksum(summary: bytes, subject: bytes) -> int:
    """Both CRC-32 in one of SQLite's signed integers: the summary's keeps 31 bits."""
    return (zlib.crc32(summary) & 0x7FFFFFFF) << 32 | zlib.crc32(subject)


def _holds(value: object, checksum: object, *, high: bool) -> bool:
    """Whether a value is the one that a half of `checksum` was worked out from."""
    if not isinstance(value, bytes) or not isinstance(checksum, int):
        return False
    expected = _checksum(value, b"") >> 32 if high else zlib.crc32(value)
    return expected == (checksum >> 32 if high else checksum & 0xFFFFFFFF)
