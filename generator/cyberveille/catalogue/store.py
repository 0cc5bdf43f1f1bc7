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
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from cyberveille.catalogue.examined import Examined

_LAYOUT = 6
_PAGE = 32_768
"""Bytes: what is kept of a source takes some four thousand, which SQLite then finds in one place."""
# What is asked for most often stands first: SQLite reads no further.
_TABLES = """
CREATE TABLE IF NOT EXISTS source (
    root TEXT NOT NULL, path TEXT NOT NULL,
    size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, ctime_ns INTEGER NOT NULL, read_ns INTEGER NOT NULL,
    digest TEXT NOT NULL, project BLOB NOT NULL,
    summary BLOB NOT NULL, subject BLOB NOT NULL, checksum INTEGER NOT NULL,
    PRIMARY KEY (root, path)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS folder (
    root TEXT NOT NULL, path TEXT NOT NULL, told BLOB NOT NULL, checksum INTEGER NOT NULL,
    PRIMARY KEY (root, path)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS part (
    root TEXT NOT NULL, path TEXT NOT NULL, name TEXT NOT NULL,
    checksum INTEGER NOT NULL, of_tables INTEGER NOT NULL,
    facts BLOB NOT NULL, content BLOB NOT NULL, tables BLOB NOT NULL,
    PRIMARY KEY (root, path, name)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS whole (name TEXT PRIMARY KEY, told BLOB NOT NULL, checksum INTEGER NOT NULL)
WITHOUT ROWID;
"""
# A file written again within this time of being read may keep its size and its time: its bytes are
# compared (git calls such an entry racily clean).
_RACY_NS = 2_000_000_000
_ROWS = "SELECT root, path, size, mtime_ns, ctime_ns, read_ns, digest, project, summary, checksum FROM source"
_BELOW = " WHERE root = ? AND path > ? AND path < ?"
_SPOILT = {sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_MISMATCH}


class Row(Struct, frozen=True, gc=False):
    size: int
    mtime_ns: int
    ctime_ns: int
    read_ns: int
    digest: str
    project: bytes
    summary: bytes

    def same_file(self, size: int, mtime_ns: int, ctime_ns: int) -> bool:
        """Whether a file of that size and times is surely the one this row was made from.

        The time of its last change of state, which no program sets, tells one that was given its time back.
        """
        same = (self.size, self.mtime_ns, self.ctime_ns) == (size, mtime_ns, ctime_ns)
        return same and is_settled(mtime_ns, self.read_ns)


def is_settled(mtime_ns: int, read_ns: int) -> bool:
    """Whether what is written after `read_ns` surely shows in the times of a file last written at `mtime_ns`.

    Both are in nanoseconds.
    """
    return mtime_ns < read_ns - _RACY_NS


class Store:
    """The rows of one project; every method opens and closes its own transaction.

    Without being `kept` in the file, they stay in memory, and are gone with the command.
    """

    def __init__(self, file: Path, *, kept: bool = True) -> None:
        self.file = file
        self.kept = kept
        self._connection = self._open()
        self._process = os.getpid()

    def _open(self) -> sqlite3.Connection:
        if self.kept:
            self.file.parent.mkdir(parents=True, exist_ok=True)
        try:
            return self._connect()
        except sqlite3.DatabaseError as error:
            _refuse_unless_spoilt(error)
            self._discard()
            return self._connect()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.file if self.kept else ":memory:", isolation_level=None, timeout=30)
        try:
            layout = connection.execute("PRAGMA user_version").fetchone()[0]
            _refuse_other_layout(layout)
            connection.execute(f"PRAGMA page_size={_PAGE}")  # of a new file: others keep theirs
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
        for ending in ("", "-wal", "-shm") if self.kept else ():
            with suppress(FileNotFoundError):
                Path(f"{self.file}{ending}").unlink()

    def close(self) -> None:
        self._connection.close()

    def reopen(self) -> None:
        """After another process wrote in the file: it may have put a new one in its place."""
        if self.kept:
            self._connection.close()
            self._connection = self._open()

    def rows(self, folder: tuple[str, str] | None = None) -> dict[tuple[str, str], Row]:
        """Every row whose summary holds, by root and path; those of one folder, given by the same.

        A store that cannot be read is emptied.
        """
        # Of all that begins with a folder and a slash, « 0 » is the first sign after.
        found = (
            self._asked(_ROWS)
            if folder is None
            else self._asked(_ROWS + _BELOW, (folder[0], f"{folder[1]}/", f"{folder[1]}0"))
        )
        return {
            (root, path): Row(size, mtime_ns, ctime_ns, read_ns, digest, project, summary)
            for root, path, size, mtime_ns, ctime_ns, read_ns, digest, project, summary, checksum in found
            if _holds(summary, checksum, high=True)
            and (folder is None or "/" not in path[len(folder[1]) + 1 :])
        }

    def folders(self) -> dict[tuple[str, str], bytes]:
        """What is kept of each folder of sources, encoded, by root and path."""
        found = self._asked("SELECT root, path, told, checksum FROM folder")
        return {(root, path): told for root, path, told, checksum in found if _holds(told, checksum)}

    def facts(self) -> list[tuple[str, str, str, bytes]]:
        """Root, path of the folder and name of each part, with its facts, encoded."""
        found = self._asked("SELECT root, path, name, facts, checksum FROM part")
        return [
            (root, path, name, facts)
            for root, path, name, facts, checksum in found
            if _holds(facts, checksum, high=True)
        ]

    def part(self, root: str, path: str, name: str) -> bytes | None:
        """The encoded content of a part; None when it is not there or does not hold."""
        found = self._asked(
            "SELECT content, checksum FROM part WHERE root = ? AND path = ? AND name = ?", (root, path, name)
        )
        return found[0][0] if found and _holds(found[0][0], found[0][1]) else None

    def tables(self, root: str, path: str, name: str) -> bytes | None:
        """The encoded tables of a part; None when they are not there or do not hold."""
        found = self._asked(
            "SELECT tables, of_tables FROM part WHERE root = ? AND path = ? AND name = ?", (root, path, name)
        )
        return found[0][0] if found and _holds(found[0][0], found[0][1]) else None

    def whole(self, name: str) -> bytes | None:
        """What is kept of all the sources together under a name, encoded."""
        found = self._asked("SELECT told, checksum FROM whole WHERE name = ?", (name,))
        return found[0][0] if found and _holds(found[0][0], found[0][1]) else None

    def _asked(self, question: str, values: tuple[str, ...] = ()) -> list[Any]:
        self._reopen_after_fork()
        try:
            return self._connection.execute(question, values).fetchall()
        except sqlite3.DatabaseError as error:
            _refuse_unless_spoilt(error)
            self.clear()
            return []

    def subject(self, root: str, path: str) -> bytes | None:
        """The encoded subject of a source; None when it is not there or does not hold."""
        self._reopen_after_fork()
        try:
            row = self._connection.execute(
                "SELECT subject, checksum FROM source WHERE root = ? AND path = ?", (root, path)
            ).fetchone()
        except sqlite3.DatabaseError as error:
            _refuse_unless_spoilt(error)
            return None
        return row[0] if row is not None and _holds(row[0], row[1]) else None

    def _reopen_after_fork(self) -> None:
        """A connection must not cross a fork (sqlite.org, "How To Corrupt", section 2.6)."""
        if self._process != os.getpid() and self.kept:
            self._connection = self._connect()
            self._process = os.getpid()

    def put(self, examined: "Iterable[Examined]", project: bytes) -> None:
        """Keep what was made of sources under a project."""
        self._change(
            "REPLACE INTO source VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    item.source.root,
                    item.source.path,
                    item.source.size,
                    item.source.mtime_ns,
                    item.source.ctime_ns,
                    item.read_ns,
                    item.digest,
                    project,
                    item.summary,
                    item.subject,
                    _checksum(item.summary, item.subject),
                )
                for item in examined
            ],
        )

    def refresh(self, sources: Iterable[tuple[int, int, int, int, str, str]]) -> None:
        """New (size, mtime_ns, ctime_ns, read_ns, root, path) of files read again and found unchanged."""
        self._change(
            "UPDATE source SET size = ?, mtime_ns = ?, ctime_ns = ?, read_ns = ? WHERE root = ? AND path = ?",
            list(sources),
        )

    def forget(self, keys: Iterable[tuple[str, str]]) -> None:
        self._change("DELETE FROM source WHERE root = ? AND path = ?", list(keys))

    def keep_folder(
        self, root: str, path: str, told: bytes, parts: Iterable[tuple[str, bytes, bytes, bytes]]
    ) -> None:
        """What is known of a folder, and of its parts: name, facts, tables and content of each."""
        self._change("DELETE FROM part WHERE root = ? AND path = ?", [(root, path)])
        self._change(
            "REPLACE INTO part VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (root, path, name, _checksum(facts, content), zlib.crc32(tables), facts, content, tables)
                for name, facts, tables, content in parts
            ],
        )
        self._change("REPLACE INTO folder VALUES (?, ?, ?, ?)", [(root, path, told, zlib.crc32(told))])

    def forget_folder(self, root: str, path: str) -> None:
        """What is known of a folder as a whole: the next load works it out again."""
        for table in ("folder", "part"):
            self._change(f"DELETE FROM {table} WHERE root = ? AND path = ?", [(root, path)])  # noqa: S608

    def keep_whole(self, name: str, told: bytes) -> None:
        self._change("REPLACE INTO whole VALUES (?, ?, ?)", [(name, told, zlib.crc32(told))])

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
        self._reopen_after_fork()
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


def _holds(value: object, checksum: object, *, high: bool = False) -> bool:
    """Whether a value is the one that a half of `checksum` was worked out from."""
    if not isinstance(value, bytes) or not isinstance(checksum, int):
        return False
    expected = _checksum(value, b"") >> 32 if high else zlib.crc32(value)
    return expected == (checksum >> 32 if high else checksum & 0xFFFFFFFF)
