"""The folder beside an output folder where an edition is prepared, and its memory of the last one."""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec import Struct

from cyberveille.model.folders import workspace_of
from cyberveille.publishing.edition_identity import read_identity
from cyberveille.publishing.locking import Busy, locked, still_there

__all__ = ["Busy", "OutputWithin", "Workspace", "Written"]

_LAYOUT = 2
_TABLES = """
CREATE TABLE IF NOT EXISTS file (
    path TEXT PRIMARY KEY, key BLOB NOT NULL, digest BLOB NOT NULL,
    size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL
) WITHOUT ROWID;
"""


class OutputWithin(Exception):  # noqa: N818 - nothing is broken: the folder is another edition's
    """The output folder lies in the tree of an edition, with which it would be served and delivered."""


class Written(Struct, frozen=True, gc=False):
    """A file of the last edition: the key it was made from, the digest of its bytes, its state on disk."""

    key: bytes
    digest: bytes
    size: int
    mtime_ns: int

    def lies_in(self, file: str) -> bool:
        """Whether `file` is as it was written, by its size and its time."""
        try:
            state = os.stat(file)  # noqa: PTH116 - thousands of times, as text
        except OSError:
            return False
        return state.st_size == self.size and state.st_mtime_ns == self.mtime_ns


class Workspace:
    """Everything about one output folder that is not delivered.

    It lies beside the output, on the same file system, so that staged files move in by rename.
    """

    def __init__(self, output: Path) -> None:
        """Raises OutputWithin, before anything is written."""
        around = next((folder for folder in output.parents if read_identity(folder) is not None), None)
        if around is not None:
            raise OutputWithin(str(around))
        self.output = output
        self.folder = workspace_of(output)
        self.folder.mkdir(parents=True, exist_ok=True)
        self._lock = -1

    @property
    def staging(self) -> Path:
        return self.folder / "staging"

    @property
    def journal(self) -> Path:
        """The list of moves of a commit under way; its presence means that the tree is unfinished."""
        return self.folder / "journal.json"

    @property
    def unfinished(self) -> bool:
        return self.journal.exists()

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Held while a build or a delivery runs; raises Busy when another holds it."""
        with locked(self.folder / "lock", self.output) as self._lock:
            yield

    @property
    def held(self) -> bool:
        """Whether the lock taken is still the one others would ask for."""
        return still_there(self._lock, self.folder / "lock")

    def guarded(self) -> bytes | None:
        """The key of the guard that looked at the whole of the last edition."""
        file = self.folder / "guard"
        return file.read_bytes() if file.exists() else None

    def guard_with(self, key: bytes) -> None:
        if self.guarded() != key:
            (self.folder / "guard").write_bytes(key)

    def known(self) -> dict[str, Written] | None:
        """What the last edition wrote, by path; None when that is not known."""
        file = self._state_file
        if not file.exists():
            return None
        try:
            with _connected(file) as connection:
                if connection.execute("PRAGMA user_version").fetchone()[0] != _LAYOUT:
                    return None
                rows = connection.execute("SELECT path, key, digest, size, mtime_ns FROM file").fetchall()
        except sqlite3.DatabaseError:
            self.forget()
            return None
        return {path: Written(key, digest, size, mtime) for path, key, digest, size, mtime in rows}

    def remember(self, written: Iterable[tuple[str, Written]], gone: Iterable[str]) -> None:
        """The state after a commit, in one transaction."""
        try:
            self._remember(written, gone)
        except sqlite3.DatabaseError:
            # Nothing is lost with the state but time: the next build compares bytes.
            self.forget()

    def _remember(self, written: Iterable[tuple[str, Written]], gone: Iterable[str]) -> None:
        with _connected(self._state_file) as connection:
            if connection.execute("PRAGMA user_version").fetchone()[0] != _LAYOUT:
                connection.execute("DROP TABLE IF EXISTS file")
                connection.execute(f"PRAGMA user_version={_LAYOUT}")
            connection.execute(_TABLES)
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany("DELETE FROM file WHERE path = ?", ((path,) for path in gone))
            connection.executemany(
                "REPLACE INTO file VALUES (?, ?, ?, ?, ?)",
                ((path, row.key, row.digest, row.size, row.mtime_ns) for path, row in written),
            )
            connection.execute("COMMIT")

    def forget(self) -> None:
        for ending in ("", "-journal"):
            with suppress(FileNotFoundError):
                Path(f"{self._state_file}{ending}").unlink()

    @property
    def _state_file(self) -> Path:
        return self.folder / "state.sqlite3"


@contextmanager
def _connected(file: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(file, isolation_level=None, timeout=30)
    try:
        yield connection
    finally:
        connection.close()
