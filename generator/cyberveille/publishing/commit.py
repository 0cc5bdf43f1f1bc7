"""Staged files move into the output in one journalled step.

Until the journal is written the last edition stands untouched. From then on the new one is decided: a
killed commit is rolled forward by the next command, and moving a file twice is moving it once.
"""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

import msgspec
from msgspec import Struct

from cyberveille.map import set_of
from cyberveille.publishing.workspace import Workspace, Written


class Move(Struct, frozen=True):
    """A staged file that becomes `path`; `staged` is its name in the staging folder."""

    path: str
    staged: str
    key: bytes
    digest: bytes
    size: int
    mtime_ns: int

    @property
    def written(self) -> Written:
        """What to remember of the file once it is in place: a move keeps its size and its time."""
        return Written(self.key, self.digest, self.size, self.mtime_ns)


class Journal(Struct, frozen=True):
    """What a commit does, in order: moves, then removals. `touched` are files whose key alone changed.

    `whole` says that the output had no file and that the staging folder has its shape: folders move in as
    they are.
    """

    moves: tuple[Move, ...]
    removals: tuple[str, ...]
    touched: tuple[tuple[str, bytes], ...] = ()
    whole: bool = False


def commit(workspace: Workspace, journal: Journal) -> None:
    """Decide for the staged edition, and move it in."""
    moves = tuple(sorted(journal.moves, key=lambda move: (set_of(move.path).rank, move.path)))
    journal = msgspec.structs.replace(journal, moves=moves)
    draft = workspace.journal.with_suffix(".tmp")
    with draft.open("wb") as handle:
        handle.write(msgspec.json.encode(journal))
        handle.flush()
        os.fsync(handle.fileno())
    draft.replace(workspace.journal)
    _apply(workspace, journal)


def recover(workspace: Workspace) -> bool:
    """Finish a commit that was cut short, or drop what was staged for none; True when one was finished."""
    finished = False
    if workspace.unfinished:
        _apply(workspace, msgspec.json.decode(workspace.journal.read_bytes(), type=Journal))
        finished = True
    shutil.rmtree(workspace.staging, ignore_errors=True)
    return finished


def _apply(workspace: Workspace, journal: Journal) -> None:
    if journal.whole:
        _move_tree(workspace.staging, workspace.output)
    else:
        _move_files(workspace, journal.moves)
    _remove(workspace.output, journal.removals)
    known = (workspace.known() if journal.touched else None) or {}
    written = [(move.path, move.written) for move in journal.moves]
    written += [
        (path, Written(key, known[path].digest, known[path].size, known[path].mtime_ns))
        for path, key in journal.touched
        if path in known
    ]
    workspace.remember(written, journal.removals)
    workspace.journal.unlink()
    shutil.rmtree(workspace.staging, ignore_errors=True)


def _move_tree(staging: Path, output: Path) -> None:
    """Move in what is staged, a folder at a time; what a killed commit moved is no longer there to move."""
    output.mkdir(parents=True, exist_ok=True)
    if not staging.exists():
        return
    for entry in sorted(
        staging.iterdir(), key=lambda item: set_of(f"{item.name}/x" if item.is_dir() else item.name).rank
    ):
        if entry.is_dir() and (output / entry.name).is_dir():
            _move_tree(entry, output / entry.name)
        else:
            entry.replace(output / entry.name)


def _move_files(workspace: Workspace, moves: Iterable[Move]) -> None:
    output = str(workspace.output)
    staging = str(workspace.staging)
    made: set[str] = set()
    for move in moves:
        target = f"{output}/{move.path}"
        parent = target.rpartition("/")[0]
        if parent not in made:
            _make_folder(workspace.output, parent)
            made.add(parent)
        source = f"{staging}/{move.staged}"
        try:
            os.replace(source, target)  # noqa: PTH105 - thousands of times, as text
        except FileNotFoundError:
            if not os.path.exists(target):  # noqa: PTH110
                raise
        except (IsADirectoryError, NotADirectoryError):
            shutil.rmtree(target)
            os.replace(source, target)  # noqa: PTH105


def _make_folder(output: Path, parent: str) -> None:
    """The folder of a file; a file of the last edition that stands in its way goes."""
    try:
        os.makedirs(parent, exist_ok=True)  # noqa: PTH103
    except (FileExistsError, NotADirectoryError):
        for folder in reversed(Path(parent).relative_to(output).parents):
            if (output / folder).is_file():
                (output / folder).unlink()
        if Path(parent).is_file():
            Path(parent).unlink()
        os.makedirs(parent, exist_ok=True)  # noqa: PTH103


def _remove(output: Path, removals: tuple[str, ...]) -> None:
    emptied: set[PurePosixPath] = set()
    for path in removals:
        target = output / path
        if target.is_file() or target.is_symlink():
            target.unlink()
        emptied |= {parent for parent in PurePosixPath(path).parents if parent.name}
    for folder in sorted(emptied, key=lambda item: len(item.parts), reverse=True):
        target = output / folder
        if target.is_dir() and not any(target.iterdir()):
            target.rmdir()
