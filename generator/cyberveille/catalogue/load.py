"""From the folders of a project to its catalogue, reading only what changed."""

import time
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from cyberveille.catalogue.beside import Surroundings
from cyberveille.catalogue.catalogue import Catalogue
from cyberveille.catalogue.folder import Folder, decoded, encoded
from cyberveille.catalogue.listing import Listing, list_folders
from cyberveille.catalogue.project import Project
from cyberveille.catalogue.store import Store
from cyberveille.catalogue.whole import MANY, of_the_whole
from cyberveille.forking import alongside
from cyberveille.model import Finding, Root, Tlp

if TYPE_CHECKING:
    from cyberveille.catalogue.progress import Progress


def load(
    project: Project,
    store: Store,
    *,
    now: datetime | None = None,
    jobs: int = 1,
    progress: "Progress | None" = None,
    meanwhile: Sequence[Callable[[], object]] = (),
) -> Catalogue:
    """The catalogue of `project`; `jobs` processes share the reading of a large change.

    While another process reads a small one, this one does something else `meanwhile`: the first thing, then
    others for as long as there is time. A folder in which nothing changed is neither looked into nor decoded.
    With `now`, what depends on the moment is checked too: a link to a notice still under embargo.
    """
    started = time.time_ns()
    listed, findings = _listed(project, jobs)
    known = store.folders()
    folders: dict[tuple[str, str], Folder] = {}
    changed: list[Listing] = []
    anew = 0
    for listing in listed:
        key = (listing.root, listing.path)
        folder = decoded(known[key]) if key in known else None
        if folder is not None and folder.is_still(listing, project.digest):
            folders[key] = folder
        else:
            changed.append(listing)
            anew += listing.count if folder is None or folder.project != project.digest else 0
    for key in known.keys() - {(listing.root, listing.path) for listing in listed}:
        store.forget(store.rows(key))
        store.forget_folder(*key)
    count = 0
    if changed:
        read = partial(_read, project, store, changed, started, jobs, progress, meanwhile)
        if store.kept and anew >= MANY:
            # What it takes to read so many is not given back by the process that read them.
            (found, count), _ = alongside(read, lambda: None, jobs, "la lecture des notices")
            store.reopen()
        else:
            found, count = read()
        folders |= {(folder.root, folder.path): folder for folder in found}
    ordered = tuple(folders[listing.root, listing.path] for listing in listed)
    for folder in ordered:
        findings += folder.errors
    whole = of_the_whole(project, store, ordered, now, jobs)
    findings += whole.findings
    return Catalogue(project, ordered, tuple(sorted(findings)), store, count, whole.until)


def _read(
    project: Project,
    store: Store,
    changed: Sequence[Listing],
    started: int,
    jobs: int,
    progress: "Progress | None",
    meanwhile: Sequence[Callable[[], object]],
) -> tuple[list[Folder], int]:
    """Some folders, read and kept, and how many of their sources were read anew."""
    # What reads sources is loaded when one is to be read.
    from cyberveille.catalogue.reader import Reader  # noqa: PLC0415

    reader = Reader(project, store, started, jobs, progress, meanwhile)
    folders: list[Folder] = []
    for folder, parts in reader.read(changed):
        told = [(part.name.name, part.facts, part.tables, part.content) for part in parts]
        store.keep_folder(folder.root, folder.path, encoded(folder), told)
        folders.append(folder)
    return folders, reader.count


def _listed(project: Project, jobs: int) -> tuple[list[Listing], list[Finding]]:
    listed: list[Listing] = []
    findings: list[Finding] = list(project.findings)
    for root in project.configuration.sources:
        folders, faults = list_folders(project.path_of(root), root.path, jobs)
        listed += folders
        findings += faults
        findings += _surroundings(project, root).beside()
    return listed, findings


def _surroundings(project: Project, root: Root) -> Surroundings:
    folder = project.path_of(root)
    public = [item for item in project.configuration.sources if item.tlp_max is Tlp.CLEAR]
    others = (
        *(project.folder / item.output for item in project.configuration.audiences),
        *(project.path_of(item) for item in project.configuration.sources if item != root),
    )
    figures = frozenset(table.data_set.file for table in project.observatory.tables)
    return Surroundings(
        folder,
        root.path,
        frozenset(place.resolve() for place in others),
        public=root in public,
        figures=figures if public[:1] == [root] else None,
    )
