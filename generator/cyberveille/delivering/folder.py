"""An edition copied into a folder that a Pages host picks up."""

import shutil
from pathlib import Path

from cyberveille.delivering.steps import published_files


def mirror(tree: Path, folder: Path) -> int:
    """Make `folder` hold exactly the files of `tree`; return how many it holds.

    The caller has made sure that `folder` may be replaced.
    """
    if folder.exists():
        shutil.rmtree(folder)
    files = published_files(tree)
    for path in files:
        destination = folder / path
        destination.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(tree / path, destination)
    return len(files)
