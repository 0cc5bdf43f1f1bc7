"""What the rules say of the catalogue as a whole: asked again only when something of it changed."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import blake2b

import msgspec

from cyberveille.catalogue.folder import Folder
from cyberveille.catalogue.project import Project
from cyberveille.catalogue.store import Store
from cyberveille.catalogue.whole_findings import Whole
from cyberveille.forking import alongside
from cyberveille.model import Finding

MANY = 2_000
"""Notices: what it takes to hold so many is not given back by the process that held them."""
_DECODER = msgspec.msgpack.Decoder(Whole)


def of_the_whole(
    project: Project, store: Store, folders: Sequence[Folder], now: datetime | None, jobs: int = 1
) -> Whole:
    """The findings on `folders` together, at `now`; None where what depends on the moment is not asked.

    With more than one of `jobs`, a process of its own looks at many of them, and what it held goes with it.
    """
    key = _key(project, folders)
    name = "whole" if now is None else "whole at a moment"
    kept = _decoded(store.whole(name))
    if kept is not None and kept.holds(key, now):
        return kept
    last = kept if kept is not None and kept.still(project.whole, now) else None

    def check() -> tuple[tuple[Finding, ...], datetime | None]:
        # What checks is loaded when there is something to check.
        from cyberveille.catalogue.together import checked_together  # noqa: PLC0415

        return checked_together(project, store, folders, now, last)

    count = sum(part.count for folder in folders for part in folder.parts)
    if last is None and store.kept and count >= MANY:
        (findings, until), _ = alongside(check, lambda: None, jobs, "la vérification de l’ensemble")
    else:
        findings, until = check()
    contents = tuple((folder.root, folder.path, folder.content) for folder in folders)
    found = Whole(key, project.whole, contents, now, until, findings)
    store.keep_whole(name, msgspec.msgpack.encode(found))
    return found


def _decoded(told: bytes | None) -> Whole | None:
    try:
        return None if told is None else _DECODER.decode(told)
    except msgspec.MsgspecError:
        return None


def _key(project: Project, folders: Sequence[Folder]) -> bytes:
    state = blake2b(project.whole, digest_size=16)
    for folder in folders:
        state.update(f"{folder.root}\0{folder.path}\0".encode())
        state.update(folder.content)
    return state.digest()
