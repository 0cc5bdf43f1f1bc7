"""Where Pagefind works: in memory where the system offers it, else beside the output.

Measured on ext4: its thousands of small files cost Pagefind more time than making the index does.
"""

import os
import stat
from hashlib import blake2b
from pathlib import Path
from shutil import disk_usage, rmtree

_MEMORY = Path("/dev/shm")  # noqa: S108 - the folder made in it is ours alone
_ROOM = 256 * 2**20
"""Bytes: twice what two shards take."""


def working_folder(beside: Path) -> Path:
    """An empty folder that nobody else may read.

    Its name follows from that of `beside`, so that what a killed build left is removed by the next one; one
    of that name that belongs to somebody else is left alone.
    """
    name = f"cyberveille-{blake2b(str(beside).encode(), digest_size=8).hexdigest()}"
    folder = _MEMORY / name
    try:
        if disk_usage(_MEMORY).free < _ROOM:
            return _emptied(beside)
        return _emptied(folder)
    except OSError:
        return _emptied(beside)


def _emptied(folder: Path) -> Path:
    """Raises OSError when something of that name is not our own folder."""
    try:
        folder.mkdir(mode=0o700, parents=True)
    except FileExistsError:
        state = folder.lstat()
        if not stat.S_ISDIR(state.st_mode) or state.st_uid != os.getuid():
            raise
        rmtree(folder)
        folder.mkdir(mode=0o700)
    return folder
