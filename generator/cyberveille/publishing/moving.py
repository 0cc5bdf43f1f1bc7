"""Staged files move to their places; folders first: little lies between the first move and the last."""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from stat import S_ISDIR
from typing import Protocol

from cyberveille.map import Rank, set_of


class Moved(Protocol):
    """A file staged under the name `staged` that becomes `path`, and how to know that it did."""

    @property
    def path(self) -> str: ...
    @property
    def staged(self) -> str: ...
    def lies_in(self, file: str) -> bool: ...


def move_files(staging: Path, output: Path, moves: Iterable[Moved]) -> None:
    """Each by a rename; raises FileNotFoundError for one that is neither staged nor in its place."""
    moves = tuple(moves)
    _make_folders(str(output), {move.path.rpartition("/")[0] for move in moves})
    for move in moves:
        source, target = f"{staging}/{move.staged}", f"{output}/{move.path}"
        try:
            os.replace(source, target)  # noqa: PTH105 - thousands of times, as text
        except FileNotFoundError:
            if not move.lies_in(target):
                raise
        except (IsADirectoryError, NotADirectoryError):
            shutil.rmtree(target)
            os.replace(source, target)  # noqa: PTH105


def _rank(entry: Path, within: str) -> Rank:
    """Of a file, its own; of a folder, that of a file in it that has no other."""
    path = f"{within}{entry.name}"
    return set_of(f"{path}/-" if entry.is_dir() else path).rank


def move_tree(staging: Path, output: Path, within: str = "") -> None:
    """Move in what is staged, a folder at a time; what a killed commit moved is no longer there to move."""
    output.mkdir(parents=True, exist_ok=True)
    if not staging.exists():
        return
    for entry in sorted(staging.iterdir(), key=lambda item: (_rank(item, within), item.name)):
        place = output / entry.name
        if place.is_symlink():
            place.unlink()
        if entry.is_dir() and place.is_dir():
            move_tree(entry, place, f"{within}{entry.name}/")
        else:
            entry.replace(place)


def remove_files(output: Path, paths: Iterable[str]) -> None:
    """And the folders they leave empty."""
    emptied: set[PurePosixPath] = set()
    for path in paths:
        target = output / path
        if target.is_file() or target.is_symlink():
            target.unlink()
        emptied |= {parent for parent in PurePosixPath(path).parents if parent.name}
    for folder in sorted(emptied, key=lambda item: len(item.parts), reverse=True):
        target = output / folder
        if target.is_dir() and not target.is_symlink() and not any(target.iterdir()):
            target.rmdir()


def _make_folders(output: str, folders: Iterable[str]) -> None:
    """A file of the last edition in the way of a folder goes, and so does a link: it would lead elsewhere."""
    os.makedirs(output, exist_ok=True)  # noqa: PTH103
    made = {""}
    for folder in sorted(folders):
        at = 0
        while at != len(folder):
            at = folder.find("/", at + 1)
            at = len(folder) if at < 0 else at
            if (part := folder[:at]) not in made:
                _make_folder(f"{output}/{part}")
                made.add(part)


def _make_folder(path: str) -> None:
    try:
        if S_ISDIR(os.lstat(path).st_mode):
            return
        os.unlink(path)  # noqa: PTH108
    except FileNotFoundError:
        pass
    os.mkdir(path)  # noqa: PTH102
