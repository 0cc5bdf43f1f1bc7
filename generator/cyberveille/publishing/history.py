"""When words entered a source, as git tells it; asked only where a judgement hangs on it."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from msgspec import Struct

from cyberveille.git import blobs, git


class Version(Struct, frozen=True):
    """A file as a commit left it. `written` and `entered` are the commit's own two dates, aware, UTC.

    A commit may be written long before it enters the branch that is published: the first date is the
    earliest at which its text existed, the second the earliest at which the branch held it.
    """

    commit: str
    written: datetime
    entered: datetime
    data: bytes


class Versions(Struct, frozen=True):
    """The versions of a file, the oldest first; `whole` unless the clone is shallow."""

    all: tuple[Version, ...] = ()
    whole: bool = True


class History:
    """The history of the files below a portal's folder; empty where there is no git, or none of the file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._versioned = cache(lambda root: bool(git(folder / root, "rev-parse", "--git-dir")))
        self.published = cache(self._published)
        self.existing = cache(self._existing)

    def leads_to(self, root: str, older: str, newer: str) -> bool:
        """Whether a commit of the repository of `root` is an ancestor of another one."""
        output = git(self._folder / root, "merge-base", older, newer)
        return output.decode().strip() == older

    def _published(self, root: str, path: str) -> Versions:
        """The versions that the published branch held: along first parents, a merge being one change."""
        return self._versions(root, path, "--first-parent")

    def _existing(self, root: str, path: str) -> Versions:
        """Every version, on whatever branch that was merged."""
        return self._versions(root, path)

    def _versions(self, root: str, path: str, *options: str) -> Versions:
        folder = (self._folder / root / path).parent
        while not folder.is_dir() and folder != folder.parent:
            folder = folder.parent
        name = str((self._folder / root / path).resolve())
        form = "--format=%x01%H %at %ct"
        if not self._versioned(root):
            return Versions()
        output = git(
            folder,
            "-c",
            "core.quotepath=off",
            "log",
            *options,
            "--follow",
            form,
            "--name-only",
            "-z",
            "--",
            name,
        )
        if not output:
            return Versions()
        shallow = git(folder, "rev-parse", "--is-shallow-repository") == b"true\n"
        commits = [_commit(record) for record in output.decode(errors="surrogateescape").split("\x01")[1:]]
        named = [item for item in commits if item is not None]
        held = blobs(folder, [f"{commit}:{path}" for commit, _, _, path in named])
        found = (
            Version(commit, _moment(written), _moment(entered), data)
            for (commit, written, entered, _), data in zip(named, held, strict=False)
            if data is not None
        )
        return Versions(tuple(found)[::-1], whole=not shallow)


def first(versions: Versions, holds: Callable[[Version], bool]) -> Version | None:
    """The oldest version of which something is true."""
    return next(filter(holds, versions.all), None)


def _commit(record: str) -> tuple[str, str, str, str] | None:
    """Hash, two dates, path from the top of the repository; None for a commit that names no file."""
    head, _, rest = record.partition("\0")
    names = [name for name in rest.strip("\n\0").split("\0") if name]
    commit, written, entered = head.split()
    return (commit, written, entered, names[0].strip("\n")) if names else None


def _moment(seconds: str) -> datetime:
    return datetime.fromtimestamp(int(seconds), UTC)
