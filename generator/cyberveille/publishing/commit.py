"""Staged files move into the output in one journalled step.

Until the journal is written the last edition stands untouched. From then on the new one is decided: a
killed commit is rolled forward by the next command, and moving a file twice is moving it once. See
docs/decisions/0001.
"""

import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from cyberveille.interrupting import unbroken
from cyberveille.map import set_of
from cyberveille.publishing.disturbed import Disturbed
from cyberveille.publishing.moving import move_files, move_tree, remove_files
from cyberveille.publishing.workspace import Workspace
from cyberveille.publishing.written import PartKey, Row, Written
from cyberveille.system_errors import naming


class Move(Struct, frozen=True, gc=False):
    """A staged file that becomes `path`; `staged` is its name in the staging folder."""

    path: str
    staged: str
    key: bytes
    digest: bytes
    size: int
    mtime_ns: int
    part: str = ""
    """The part of the plan that it belongs to."""

    @property
    def written(self) -> Written:
        """What to remember of the file once it is in place: a move keeps its size and its time."""
        return Written(self.key, self.digest, self.size, self.mtime_ns)

    def lies_in(self, file: str) -> bool:
        return self.written.lies_in(file)


class Touched(Struct, frozen=True):
    """A file that is made anew to the same bytes: its key or its part alone changed."""

    path: str
    part: str
    written: Written


class Journal(Struct, frozen=True):
    """What a commit does, in order: moves, then removals; what is remembered of the rest.

    `parts` are those of the plan that were planned again, `gone` those that are no longer there.

    `whole` says that the output had no file and that the staging folder has its shape: folders move in as
    they are.
    """

    moves: tuple[Move, ...]
    removals: tuple[str, ...]
    touched: tuple[Touched, ...] = ()
    parts: tuple[PartKey, ...] = ()
    gone: tuple[str, ...] = ()
    whole: bool = False


def commit(
    workspace: Workspace,
    journal: Journal,
    kept: Iterable[tuple[str, Written]] = (),
    folders: Mapping[str, int] | None = None,
) -> None:
    """Decide for the staged edition, and move it in; `kept` are files of the last one that stay.

    `folders` are those that stood at the top of the output when the build began (`top_folders`).

    Raises Disturbed when something else removed or changed a file meanwhile: before the first move, or at
    the end; then the journal stays, and the edition is not delivered.
    """
    moves = tuple(sorted(journal.moves, key=lambda move: (set_of(move.path).rank, move.path)))
    journal = msgspec.structs.replace(journal, moves=moves)
    _look(workspace, moves)
    draft = workspace.journal.with_suffix(".tmp")
    with naming(draft), draft.open("wb") as handle:
        handle.write(msgspec.json.encode(journal))
        handle.flush()
        os.fsync(handle.fileno())
    with unbroken():
        draft.replace(workspace.journal)
        _make_durable(workspace.folder)
        _apply(workspace, journal, lambda: check(workspace, kept, _left(folders or {}, journal)))
    shutil.rmtree(workspace.staging, ignore_errors=True)


def check(
    workspace: Workspace, files: Iterable[tuple[str, Written]], folders: Mapping[str, int] | None = None
) -> None:
    """Raises Disturbed unless each file stands in the output as it was written, by its size and its time.

    And each of the `folders` is the one that it was: of what was not planned, that alone is looked at.
    """
    output = str(workspace.output)
    gone = [path for path, written in files if not written.lies_in(f"{output}/{path}")]
    there = top_folders(workspace.output) if folders else {}
    gone += [name for name, inode in (folders or {}).items() if there.get(name) != inode]
    if gone:
        raise Disturbed.during(workspace.output, tuple(gone))


def top_folders(output: Path) -> dict[str, int]:
    """The folders at the top of a tree, none of them a link, each with its number on its file system."""
    try:
        with os.scandir(output) as entries:
            return {entry.name: entry.inode() for entry in entries if entry.is_dir(follow_symlinks=False)}
    except OSError:
        return {}


def _left(folders: Mapping[str, int], journal: Journal) -> Mapping[str, int]:
    """Those in which nothing is removed: it may have been all that a folder held."""
    emptied = {path.partition("/")[0] for path in journal.removals}
    return {name: inode for name, inode in folders.items() if name not in emptied}


def recover(workspace: Workspace) -> bool:
    """Finish a commit that was cut short, or drop what was staged for none; True when one was finished.

    When the journal or what it moves cannot be read any more, the edition stays unfinished until the next
    build, which makes it anew.
    """
    finished = False
    if workspace.unfinished:
        try:
            with unbroken():
                _apply(workspace, msgspec.json.decode(workspace.journal.read_bytes(), type=Journal))
                # What stood beside what was moved may have changed meanwhile.
                workspace.state.distrust()
            finished = True
        except (msgspec.DecodeError, Disturbed):
            workspace.state.forget()
    shutil.rmtree(workspace.staging, ignore_errors=True)
    return finished


def _look(workspace: Workspace, moves: Iterable[Move]) -> None:
    """The ground is as it was when the build began, and everything staged is there."""
    if not workspace.held:
        raise Disturbed.workspace_lost(workspace.folder)
    with suppress(OSError):
        if workspace.output.resolve() != workspace.output:
            raise Disturbed.output_linked(workspace.output)
    staging = str(workspace.staging)
    gone = tuple(move.path for move in moves if not move.lies_in(f"{staging}/{move.staged}"))
    if gone:
        raise Disturbed.before(workspace.staging, gone)


def _apply(workspace: Workspace, journal: Journal, last: Callable[[], None] | None = None) -> None:
    try:
        if journal.whole:
            move_tree(workspace.staging, workspace.output)
        else:
            move_files(workspace.staging, workspace.output, journal.moves)
    except FileNotFoundError as error:
        raise Disturbed.during(workspace.output, (str(error.filename2 or error.filename),)) from error
    remove_files(workspace.output, journal.removals)
    check(workspace, ((move.path, move.written) for move in journal.moves))
    rows = [Row(move.path, move.part, move.written) for move in journal.moves]
    rows += [Row(item.path, item.part, item.written) for item in journal.touched]
    workspace.state.remember(rows, journal.removals, journal.parts, journal.gone)
    if last is not None:
        last()
    workspace.journal.unlink()


def _make_durable(folder: Path) -> None:
    """A rename survives a power cut once its folder is written (fsync(2))."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
