"""What git knows of a folder: whether it would take it in, and what of it it has already."""

import os
from pathlib import Path

from msgspec import Struct

from cyberveille.git import asked, ran

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
    top = asked(base, "rev-parse", "--show-toplevel")
    if top is None:
        return None
    path = place.relative_to(Path(os.fsdecode(top).rstrip("\n")).resolve()).as_posix()
    # The slash says that it is a folder, which it may not be yet; tracked files would hide the rule.
    ignored = ran(base, "check-ignore", "--quiet", "--no-index", "--", f"{place}/")
    listed = asked(base, "ls-files", "-z", "--", str(place))
    if ignored is None or ignored.returncode not in {_IGNORED, _SEEN} or listed is None:
        return None
    return Kept(path, ignored.returncode == _IGNORED, listed.count(b"\0"))
