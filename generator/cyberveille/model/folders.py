"""Which folders of a portal belong to what: an edition takes none that is another's."""

from collections.abc import Iterator
from pathlib import PurePath, PurePosixPath
from typing import TypeVar

from cyberveille.model.configuration import Configuration
from cyberveille.model.kinds import Kind

AnyPath = TypeVar("AnyPath", bound=PurePath)
WORK_FOLDER = ".cyberveille"
OWN_FOLDERS = ("templates", "static")
"""What of a portal's folder changes its look."""
_OWN = (WORK_FOLDER, ".git", *OWN_FOLDERS)
READ = tuple(dict.fromkeys((*(kind.folder.partition("/")[0] for kind in Kind), "content")))
"""The folders of a root that hold sources."""


def workspace_of(output: AnyPath) -> AnyPath:
    """The folder beside an output where its edition is prepared."""
    return output.with_name(f".{output.name}.edition")


def reserved_by(configuration: Configuration) -> Iterator[PurePosixPath]:
    """The folders that hold sources, caches or history, relative to the portal's; its own one is not named.

    A root that is the portal's folder itself also holds the editions: only what is read of it is reserved.
    """
    yield from map(PurePosixPath, _OWN)
    for root in configuration.sources:
        path = PurePosixPath(root.path)
        if path == PurePosixPath():
            yield from map(PurePosixPath, READ)
        else:
            yield path


def nested(one: PurePath, other: PurePath) -> bool:
    """Whether one of two folders is the other, or lies in it."""
    return one.is_relative_to(other) or other.is_relative_to(one)
