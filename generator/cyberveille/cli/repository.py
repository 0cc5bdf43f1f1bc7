"""What git knows of a folder: whether it would take it in, and what of it it has already."""

import subprocess
from pathlib import Path

from msgspec import Struct

_IGNORED, _SEEN = 0, 1


class Kept(Struct, frozen=True):
    """A folder of a repository: its path there, whether git ignores it, how many of its files it tracks."""

    path: str
    ignored: bool
    tracked: int


def kept_in_git(folder: Path) -> Kept | None:
    """What git says of `folder`, which need not exist; None without git, or outside a repository."""
    place = folder.resolve()
    base = next(parent for parent in place.parents if parent.is_dir())
    top = _git(base, "rev-parse", "--show-toplevel")
    if top is None or top[0] != _IGNORED:
        return None
    path = place.relative_to(Path(top[1].rstrip("\n")).resolve()).as_posix()
    # The slash says that it is a folder, which it may not be yet; tracked files would hide the rule.
    ignored = _git(base, "check-ignore", "--quiet", "--no-index", "--", f"{place}/")
    listed = _git(base, "ls-files", "-z", "--", str(place))
    if ignored is None or ignored[0] not in {_IGNORED, _SEEN} or listed is None:
        return None
    return Kept(path, ignored[0] == _IGNORED, listed[1].count("\0"))


def _git(base: Path, *arguments: str) -> tuple[int, str] | None:
    command = ["git", "-C", str(base), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    except OSError:
        return None
    return done.returncode, done.stdout
