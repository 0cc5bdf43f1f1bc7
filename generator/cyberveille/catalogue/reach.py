"""Whether a command that names a file names something that the portal reads."""

import os
from pathlib import Path

from cyberveille.catalogue.belonging import FILES, meant_by_file, meant_by_name
from cyberveille.catalogue.earlier import placed
from cyberveille.catalogue.project import Project
from cyberveille.catalogue.stray import not_read, stray_file
from cyberveille.model import Finding, Gravity, Kind
from cyberveille.reading.places import (
    CONFIGURATION_FILE,
    EARLIER_FOLDER,
    OBSERVATORY_FOLDER,
    PAGES_FOLDER,
    REGISTRY_FOLDER,
    is_registry_file,
)
from cyberveille.reading.subject import type_at

_WHAT = "Ce n’est pas une source du portail : rien n’y est vérifié."
_OTHERS = (PAGES_FOLDER, REGISTRY_FOLDER, EARLIER_FOLDER)
_WHERE = "`cyberveille check` sans chemin vérifie tout ; le guide de l’éditeur dit où va quoi."


def beyond_reach(project: Project, path: Path) -> Finding | None:
    """What to say of a file or a folder that exists, and of which nothing is read; None for the others."""
    place = Path(os.path.abspath(path))  # noqa: PTH100 - a symbolic link is judged where it stands
    portal = Path(os.path.abspath(project.folder))  # noqa: PTH100
    roots = [
        (root.path, Path(os.path.abspath(project.path_of(root))))  # noqa: PTH100
        for root in project.configuration.sources
    ]
    above = place.is_dir() and any(folder.is_relative_to(place) for _, folder in roots)
    if above or place == portal / CONFIGURATION_FILE:
        return None
    inside = [(name, folder) for name, folder in roots if place.is_relative_to(folder)]
    for name, folder in sorted(inside, key=lambda pair: len(pair[1].parts), reverse=True):
        found = place.relative_to(folder).as_posix()
        if place.is_dir():
            return None if _leads_to_sources(found) else not_read(name, found, _WHAT, _WHERE, Gravity.WARNING)
        if _is_read(folder, found):
            return None
        meant = meant_by_name(place.name) or meant_by_file(place.name)
        stray = stray_file(name, found, folder) if meant else None
        return stray or not_read(name, found, _WHAT, _WHERE, Gravity.WARNING)
    return not_read(".", os.path.relpath(place, portal), _WHAT, _WHERE, Gravity.WARNING)


def _is_read(folder: Path, path: str) -> bool:
    # What reads notices is loaded by those who ask of one.

    above, _, name = path.rpartition("/")
    joined = above.startswith(f"{Kind.DOCUMENT.folder}/") and (folder / f"{above}.md").is_file()
    figures = above == OBSERVATORY_FOLDER and name.endswith(".csv")
    registered = above == REGISTRY_FOLDER and is_registry_file(name)
    told = placed(name)
    earlier = told is not None and told.path == path
    return type_at(path) is not None or path in FILES.values() or joined or figures or registered or earlier


def _leads_to_sources(path: str) -> bool:
    """Whether sources are read in a folder, or below it."""
    places = (*(kind.folder for kind in Kind), *(file.rpartition("/")[0] for file in FILES.values()))
    return any(_is_above(path, place) or _is_above(place, path) for place in (*places, *_OTHERS))


def _is_above(one: str, other: str) -> bool:
    return one in {".", other} or other.startswith(f"{one}/")
