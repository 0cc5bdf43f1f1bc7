"""A file that did not change in the next release: the same one, or a copy where there are no hard links."""

import errno
import os
import shutil
import stat
from collections.abc import Iterable

from cyberveille.delivering.manifest import Sent

_NO_LINKS = {errno.EXDEV, errno.EPERM, errno.EACCES, errno.EMLINK, errno.EOPNOTSUPP, errno.ENOSYS}
"""What a file system answers that makes no hard link, or no more of them."""


def made_folders(root: str, paths: Iterable[str]) -> None:
    """Make a new folder, and those of `paths` in it. Raises FileExistsError when it is there already."""
    wanted = {""}
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder not in wanted:
            wanted.add(folder)
            folder = folder.rpartition("/")[0]
    for folder in sorted(wanted):
        os.mkdir(f"{root}/{folder}")  # noqa: PTH102 - thousands of times, as text


def linked(origin: str, place: str, sent: Sent) -> bool:
    """Make `place` the file at `origin`; False, and nothing made, when it is not as it was sent."""
    try:
        state = os.lstat(origin)
    except (FileNotFoundError, NotADirectoryError):
        return False
    if not stat.S_ISREG(state.st_mode) or (state.st_size, state.st_mtime_ns) != (sent.size, sent.mtime_ns):
        return False
    try:
        os.link(origin, place)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        shutil.copy2(origin, place, follow_symlinks=False)
    return True
