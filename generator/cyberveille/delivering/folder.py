"""An edition copied into a folder that a Pages host picks up."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from cyberveille.delivering.steps import published_files

_HOST_FILES = frozenset({"CNAME"})
"""What a host asks for at the root of its folder, besides names that begin with a dot."""


def mirror(tree: Path, folder: Path) -> int:
    """Bring the files of `tree` into `folder`, remove what no longer belongs; return how many there are.

    The caller has made sure that `folder` may be replaced. What belongs to its host stays: `CNAME`, and
    what begins with a dot at its root (`.git`, `.nojekyll`) unless the edition has it too.
    """
    files = published_files(tree)
    for path in files:
        destination = folder / path
        if destination.is_dir():
            shutil.rmtree(destination)
        destination.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(tree / path, destination)
    kept = set(files)
    owned = {path.partition("/")[0] for path in files}
    for path in _present(folder, owned):
        if path not in kept:
            (folder / path).unlink()
    for parent, _, _ in os.walk(folder, topdown=False):
        inside = Path(parent).relative_to(folder)
        if inside.parts and not _foreign(inside.parts[0], owned) and not any(Path(parent).iterdir()):
            Path(parent).rmdir()
    return len(files)


def _present(folder: Path, owned: set[str]) -> Iterator[str]:
    """The files of `folder` that an edition may have put there, links included."""
    for parent, names, files in os.walk(folder):
        inside = Path(parent).relative_to(folder)
        if not inside.parts:
            names[:] = [name for name in names if not _foreign(name, owned)]
            files = [name for name in files if not _foreign(name, owned)]  # noqa: PLW2901 - narrowed
        links = [name for name in names if (Path(parent) / name).is_symlink()]
        yield from ((inside / name).as_posix() for name in (*files, *links))


def _foreign(name: str, owned: set[str]) -> bool:
    return name not in owned and (name.startswith(".") or name in _HOST_FILES)
