"""What the edition in place had published, beside the one that is to take its place."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from cyberveille.catalogue import Catalogue
from cyberveille.checking import SourcePath, changes, check_changes
from cyberveille.model import Finding
from cyberveille.publishing import feeds
from cyberveille.publishing.admission import not_admitted
from cyberveille.publishing.commit import Move
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.edition_identity import read_identity
from cyberveille.publishing.permanence.from_files import Files, changed_files
from cyberveille.publishing.permanence.present import present_of
from cyberveille.publishing.workspace import Workspace


class Paths(Protocol):
    """Which files there are."""

    def __contains__(self, path: str, /) -> bool: ...


class Planned(Struct, frozen=True):
    """The files of the edition to come: those made anew, however often they are asked for, and all paths."""

    moves: Iterable[Move]
    paths: Paths


def in_place(
    edition: Edition,
    catalogue: Catalogue,
    workspace: Workspace,
    planned: Planned,
    then: Mapping[str, bytes],
    admitted: Iterable[str],
    chosen: feeds.Selected | None = None,
) -> tuple[Finding, ...]:
    """What would not last. Only files that are gone, new or other than they were are looked at.

    `then` are the digests of the files in place, `admitted` the names of what may go or change, `chosen` what
    the feeds hold. There is nothing to say without an edition in place.
    """
    output = workspace.output
    identity = read_identity(output)
    if identity is None or not then:
        return ()
    staged = {move.path: workspace.staging / move.staged for move in planned.moves}

    def made(paths: Iterable[str]) -> Mapping[str, bytes]:
        return _OnDisk({path: staged.get(path, output / path) for path in paths})

    def stood(paths: Iterable[str]) -> Mapping[str, bytes]:
        return _OnDisk({path: output / path for path in paths})

    def place(notice_id: str) -> SourcePath | None:
        found = catalogue.sources.get(notice_id)
        return SourcePath(*found) if found else None

    lost = {path for path in then if path not in planned.paths}
    if not staged and not lost:
        return ()
    past, things = changed_files(
        Files(identity.url, stood),
        Files(edition.absolute(""), made),
        lost=lost,
        changed=[move.path for move in planned.moves if then.get(move.path, move.digest) != move.digest],
        new=[path for path in staged if path not in then],
        place=place,
    )
    present = present_of(edition, catalogue, things, lambda address: address not in lost, chosen)
    return check_changes(not_admitted(changes(past, present), admitted), catalogue.project.line)


class _OnDisk(Mapping[str, bytes]):
    """The bytes of files, each read when it is asked for: an archive of them is not held at once."""

    def __init__(self, files: Mapping[str, Path]) -> None:
        self._files = files

    def __getitem__(self, path: str) -> bytes:
        try:
            return self._files[path].read_bytes()
        except OSError:
            raise KeyError(path) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)
