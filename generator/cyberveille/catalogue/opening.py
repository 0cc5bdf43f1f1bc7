"""A portal's folder, opened as it was last read where nothing of what was looked at changed."""

from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from cyberveille.catalogue.project import Project, Unusable
from cyberveille.kept_file import KeptFile
from cyberveille.model.folders import WORK_FOLDER
from cyberveille.package import package_digest
from cyberveille.reading.looking import Look, Trace, still, traced

_FILE = "project.msgpack"


class _Kept(Struct, frozen=True, array_like=True):
    """A project, encoded, and what was looked at to read it, each with the digest of what was seen."""

    seen: tuple[tuple[Look, bytes], ...]
    project: bytes


def open_project(folder: Path) -> Project | Unusable:
    """The portal in `folder`; Unusable when its configuration cannot be read.

    What was read stays beside the other caches, where there are some: it holds as long as each file that was
    read has the same bytes, each folder the same names, and each path that led nowhere leads nowhere, under
    the same program.
    """
    work = folder / WORK_FOLDER
    file = KeptFile(work / _FILE, _Kept, package_digest())
    kept = file.read()
    if kept is not None and still(Trace(folder, dict(kept.seen))):
        return _decoded(kept.project, folder)
    # What reads YAML is loaded where something changed.
    from cyberveille.catalogue.project_reading import read_project  # noqa: PLC0415

    with traced(folder) as trace:
        found = read_project(folder)
    if isinstance(found, Project) and work.is_dir():
        # What cannot be written, a name that is not UTF-8 or a number beyond 64 bits, is read each time.
        with suppress(UnicodeEncodeError, OverflowError):
            file.keep(_Kept(tuple(trace.seen.items()), _encoded(found)))
    return found


def _encoded(project: Project) -> bytes:
    """A project wherever its folder is."""
    return msgspec.msgpack.encode(replace(project, folder=Path(), elsewhere=None), enc_hook=_told)


def _decoded(told: bytes, folder: Path) -> Project:
    """Of what was written by `_encoded` alone: it is sealed."""
    return replace(msgspec.msgpack.decode(told, type=Project, dec_hook=_made), folder=folder)


def _told(value: object) -> str:
    if isinstance(value, Path):
        return str(value)
    raise NotImplementedError(type(value).__name__)


def _made(sort: type, value: object) -> Path:
    if sort is Path and isinstance(value, str):
        return Path(value)
    raise NotImplementedError(sort.__name__)
