"""The folder beside an output folder where an edition is prepared, and its memory of the last one."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from cyberveille.model.folders import workspace_of
from cyberveille.publishing.edition_identity import read_identity
from cyberveille.publishing.locking import Busy, locked, still_there
from cyberveille.publishing.state import State
from cyberveille.publishing.written import Written

__all__ = ["Busy", "OutputWithin", "Workspace", "Written"]


class OutputWithin(Exception):  # noqa: N818 - nothing is broken: the folder is another edition's
    """The output folder lies in the tree of an edition, with which it would be served and delivered."""


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
            try:
                yield
            finally:
                self.state.close()

    @property
    def held(self) -> bool:
        """Whether the lock taken is still the one others would ask for."""
        return still_there(self._lock, self.folder / "lock")

    def guarded(self) -> bytes | None:
        """The key of the guard that looked at the whole of the last edition; None when none did.

        Empty when one did, and for what is not known.
        """
        file = self.folder / "guard"
        return file.read_bytes() if file.exists() else None

    def guard_with(self, key: bytes) -> None:
        if self.guarded() != key:
            (self.folder / "guard").write_bytes(key)

    def guarded_unknown(self) -> None:
        """Forget for what a guard looked, not that one did: nothing that it let through becomes doubtful."""
        self.guard_with(b"")

    @cached_property
    def state(self) -> State:
        """What is remembered of the edition in place."""
        return State(self.folder / "state.sqlite3")

    def known(self) -> dict[str, Written] | None:
        """What the last edition wrote, by path; None when that is not known."""
        return self.state.known()

    def forget(self) -> None:
        self.state.forget()
