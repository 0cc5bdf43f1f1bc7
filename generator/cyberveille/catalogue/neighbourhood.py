"""The sources that changed since the whole was last checked, with all that they touch."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from typing import NamedTuple

from msgspec import Struct, structs

from cyberveille.catalogue.claims import (
    Claims,
    Keys,
    Touching,
    claims_of,
    kept_claims,
    shape,
    shape_stays,
    touches,
    touching,
)
from cyberveille.catalogue.folder import PAGES, Folder
from cyberveille.catalogue.project import Project
from cyberveille.catalogue.store import Store
from cyberveille.catalogue.whole_findings import Whole
from cyberveille.checking import CatalogueEntry, is_near
from cyberveille.checking.claims import asked_at, asked_by_portal
from cyberveille.checking.moved import moved
from cyberveille.map import Holdings
from cyberveille.reading import shown_path

Entries = Callable[[Store, Folder], Iterable[CatalogueEntry]]
"""The entries of a folder, decoded."""


class Neighbourhood(NamedTuple):
    """`entries` are those that changed, those that they touch, those that these touch in turn, and the pages.

    `told` are the paths, as findings name them, of the first two. `claims` are those of the folders that
    changed; `held` tells what the notices of the whole give to show.
    """

    entries: tuple[CatalogueEntry, ...]
    told: frozenset[str]
    claims: tuple[tuple[Folder, Claims], ...]
    held: Callable[[], Holdings]


def neighbourhood(
    project: Project, store: Store, folders: Sequence[Folder], last: Whole, entries: Entries
) -> Neighbourhood | None:
    """None when what was said of the whole may not hold: all of it is to be checked again.

    So it is when a folder came or went, when a list that something names begins or ends, when a page, a
    joined file or a former address changed, when the portal itself names what changed, and when a rule that
    looks further than what a source touches said something of what is touched.
    """
    known = _known(store, folders, last)
    if known is None:
        return None
    changed = [folder for folder in folders if known[folder].content != folder.content]
    held = {folder: tuple(entries(store, folder)) for folder in changed}
    now = {folder: claims_of(folder, own) for folder, own in held.items()}
    if not shape_stays(known, now) and not _is_alone(project, last, known, known | now):
        return None
    stirred: list[Touching] = []
    differing: set[tuple[Folder, str]] = set()
    for folder, claims in now.items():
        before, after = known[folder].by_path, claims.by_path
        for path in before.keys() | after.keys():
            if before.get(path) != after.get(path):
                differing.add((folder, path))
                stirred += filter(None, (before.get(path), after.get(path)))
    if not all(item.plain for item in stirred):
        return None
    provides, asks = _keys(stirred)
    if not provides.isdisjoint(asked_by_portal(project.configuration, project.scheme)):
        return None
    touched = _Touched(known | now, held, partial(entries, store))
    first = touched.by(provides, asks, differing)
    second = touched.by(*_keys(map(touching, first.values())), differing | first.keys()) if first else {}
    new = {
        (folder, entry.path): entry
        for folder, own in held.items()
        for entry in own
        if (folder, entry.path) in differing
    }
    told = frozenset(shown_path(folder.root, path) for folder, path in (*differing, *first))
    if any(finding.path in told and not is_near(finding) for finding in last.findings):
        return None
    pages = touched.pages()
    entries_near = tuple((pages | second | first | new).values())
    return Neighbourhood(entries_near, told, tuple(now.items()), partial(shape, known | now))


def _known(store: Store, folders: Sequence[Folder], last: Whole) -> dict[Folder, Claims] | None:
    """The claims of the last check, all of them those of the folders that it speaks of."""
    before = {(root, path): content for root, path, content in last.folders}
    if before.keys() != {(folder.root, folder.path) for folder in folders}:
        return None
    known: dict[Folder, Claims] = {}
    for folder in folders:
        claims = kept_claims(store, folder)
        if claims is None or claims.content != before[folder.root, folder.path]:
            return None
        known[folder] = claims
    return known


def _is_alone(
    project: Project, last: Whole, before: Mapping[Folder, Claims], now: Mapping[Folder, Claims]
) -> bool:
    """Whether nothing names the lists and the feeds that begin, end, or change their marking.

    What is suggested for a link that leads nowhere depends on all of them.
    """
    addresses = moved(shape(before), shape(now), project.configuration, project.vocabularies)
    if addresses is None or any(finding.refuses for finding in last.findings):
        return False
    keys = frozenset(asked_at(addresses))
    by_portal = asked_by_portal(project.configuration, project.scheme)
    return keys.isdisjoint(by_portal) and not any(one.meets(keys, keys) for one in now.values())


def _keys(sources: Iterable[Touching]) -> tuple[Keys, Keys]:
    every = tuple(sources)
    provides = frozenset(key for item in every for key in item.provided)
    return provides, frozenset(key for item in every for key in item.asked)


Found = dict[tuple[Folder, str], CatalogueEntry]


class _Touched(Struct):
    """Looks for sources by their keys; a folder is decoded when one of them is in it."""

    claims: Mapping[Folder, Claims]
    held: dict[Folder, tuple[CatalogueEntry, ...]]
    decode: Callable[[Folder], Iterable[CatalogueEntry]]

    def by(self, provides: Keys, asks: Keys, but: AbstractSet[tuple[Folder, str]]) -> Found:
        found: Found = {}
        for folder, claims in self.claims.items():
            if claims.meets(provides, asks):
                by_path = claims.by_path
                for entry in self._entries(folder):
                    place = (folder, entry.path)
                    if place not in but and touches(by_path[entry.path], provides, asks):
                        found[place] = entry
        return found

    def pages(self) -> Found:
        """Those of the portal, without their former addresses: one that is touched is known by these too."""
        return {
            (folder, entry.path): structs.replace(entry, redirect_from=())
            for folder in self.claims
            if any(part.name == PAGES for part in folder.parts)
            for entry in self._entries(folder)
            if entry.kind is None
        }

    def _entries(self, folder: Folder) -> tuple[CatalogueEntry, ...]:
        if folder not in self.held:
            self.held[folder] = tuple(self.decode(folder))
        return self.held[folder]
