"""The parts of a catalogue: notices of one folder, kind and year, decoded when they are asked for."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

from cyberveille.catalogue.facts import Facts, by_part, part_name
from cyberveille.catalogue.folder import (
    FINDINGS,
    PAGES,
    Folder,
    Part,
    PartName,
    facts_in,
    held_in,
    pages_in,
    warnings_in,
)
from cyberveille.catalogue.held import Decoded, Held, Known, held
from cyberveille.catalogue.notices import source_subject
from cyberveille.catalogue.project import Project
from cyberveille.catalogue.store import Store
from cyberveille.model import Finding, Headline, Page, Tlp, erased
from cyberveille.registry import Registry

if TYPE_CHECKING:
    from cyberveille.catalogue.rows import Tables

_OTHERS = {PAGES, FINDINGS}
"""The parts that are not of notices."""


class CataloguePart(Struct, frozen=True, eq=False, dict=True):
    """`facts` tell what can be known of its notices without decoding them.

    `folder` is the portal's. What is lost in the store is read again from the sources: `path` below `root`;
    `registries` then name its products, by marking: those of its own alone, since an edition holds it.
    """

    root: str
    path: str
    name: PartName
    facts: Facts
    folder: Path
    registries: Mapping[Tlp, Registry]
    store: Store
    known: Known = field(default_factory=dict)
    """What its notices and those of other parts name: a vendor is named in all years."""

    def __repr__(self) -> str:
        """Where it is: what it knows is long."""
        return f"CataloguePart({self.root!r}, {self.path!r}, {self.name!r})"

    @cached_property
    def _held(self) -> Decoded:
        found = held_in(self.name, self.store.part(self.root, self.path, self.name.name))
        if found is None:
            self.store.forget_folder(self.root, self.path)
            found = self._read_again()
        return Decoded(found, self.facts, self.known)

    def _read_again(self) -> Held:
        # What names products is loaded by those who read.
        from cyberveille.catalogue.naming import registered  # noqa: PLC0415

        paths: dict[str, str] = {}
        found: list[Headline] = []
        for file in sorted((self.folder / self.root / self.path).glob("*.md")):
            path = f"{self.path}/{file.name}"
            subject = source_subject(self.folder, self.root, path)
            if subject is not None and not isinstance(subject, Page):
                found.append(Headline.of(erased(registered(subject, self.registries.__getitem__))))
                paths[found[-1].id] = path
        for items in by_part(found):
            if part_name(items) == self.name.name:
                return held(items, [paths[item.id] for item in items])
        return held((), ())

    @property
    def headlines(self) -> tuple[Headline, ...]:
        """Newest first."""
        return self._held.headlines

    @cached_property
    def tables(self) -> "Tables":
        # Loaded for the search alone.
        from cyberveille.catalogue.rows import of_a_part, tables_of  # noqa: PLC0415

        digest = self.facts.digest
        found = of_a_part(self.store.tables(self.root, self.path, self.name.name), digest)
        return tables_of(self.headlines, digest) if found is None else found

    def at(self, position: int) -> Headline:
        """The one that stands there among all of them."""
        return self._held.at(position)

    def find(self, notice_id: str) -> Headline | None:
        position = self._held.positions.get(notice_id)
        return None if position is None else self._held.at(position)

    def listed(self, name: str) -> tuple[Headline, ...] | None:
        """What stands in a list, as « series/member »; None where that is to be worked out."""
        return self._held.listed(name)

    def followed(self, name: str) -> tuple[Headline, ...] | None:
        """What belongs to an interest, as « interest/member », likewise."""
        return self._held.followed(name)

    def let_go(self) -> None:
        """Hold no more than the facts, until the headlines are asked for again."""
        for name in ("_held", "places", "tables"):
            vars(self).pop(name, None)

    @cached_property
    def places(self) -> Mapping[str, tuple[str, str]]:
        """The root and path of each notice by identifier."""
        paths = self._held.take_paths()
        pairs = ((name, paths[position]) for name, position in self._held.positions.items())
        odd = {name: "" if path == _usual(self.path, name) else path for name, path in pairs}
        return _Places(self.root, self.path, odd)


def _usual(folder: str, notice_id: str) -> str:
    """Where the source of a notice lies when its file bears its identifier."""
    return f"{folder}/{notice_id}.md"


class _Places(Mapping[str, tuple[str, str]]):
    """Those of the notices of a part; an empty path is the usual one, which is not held."""

    def __init__(self, root: str, folder: str, paths: dict[str, str]) -> None:
        self._root, self._folder, self._paths = root, folder, paths

    def __getitem__(self, notice_id: str) -> tuple[str, str]:
        return self._root, self._paths[notice_id] or _usual(self._folder, notice_id)

    def __contains__(self, notice_id: object) -> bool:
        return notice_id in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


class Contents:
    """What the store holds of the folders; a part that is lost or spoilt there is made from its sources."""

    def __init__(self, project: Project, store: Store, folders: Sequence[Folder]) -> None:
        self._project = project
        self._store = store
        self._folders = folders
        self._registries: dict[Tlp, Mapping[Tlp, Registry]] = {}
        self._again: dict[tuple[str, str], list[Part]] = {}
        self._known: Known = {}

    @cached_property
    def parts(self) -> tuple[CataloguePart, ...]:
        kept = {(root, path, name): facts for root, path, name, facts in self._store.facts()}
        return tuple(part for folder in self._folders for part in self._of_folder(folder, kept))

    def pages(self) -> Iterator[Page]:
        for folder in self._folders:
            for name in folder.parts:
                if name.name == PAGES:
                    found = pages_in(name, self._store.part(folder.root, folder.path, PAGES))
                    yield from self._pages_made(folder) if found is None else found

    def warnings_of(self, folder: Folder) -> Iterator[Finding]:
        for name in folder.parts:
            if name.name == FINDINGS:
                found = warnings_in(name, self._store.part(folder.root, folder.path, FINDINGS))
                yield from self._warnings_made(folder) if found is None else found

    def _of_folder(
        self, folder: Folder, kept: Mapping[tuple[str, str, str], bytes]
    ) -> Iterator[CataloguePart]:
        names = [name for name in folder.parts if name.name not in _OTHERS]
        told = [(name, kept.get((folder.root, folder.path, name.name))) for name in names]
        if any(facts_in(*pair) is None for pair in told):
            made = self._made(folder)
            told = [(part.name, part.facts) for part in made if part.name.name not in _OTHERS]
        for name, encoded in told:
            facts = facts_in(name, encoded)
            if facts is not None:
                yield CataloguePart(
                    folder.root,
                    folder.path,
                    name,
                    facts,
                    self._project.folder,
                    self._registries_within(facts.closed),
                    self._store,
                    self._known,
                )

    def _registries_within(self, marking: Tlp) -> Mapping[Tlp, Registry]:
        """Copies: the project's remember the names of whatever they were asked for."""
        if marking not in self._registries:
            within = (tlp for tlp in Tlp if tlp.within(marking))
            found = {tlp: Registry(self._project.registry_for(tlp).vendors) for tlp in within}
            self._registries[marking] = found
        return self._registries[marking]

    def _warnings_made(self, folder: Folder) -> Iterator[Finding]:
        for part in self._made(folder):
            if part.name.name == FINDINGS:
                yield from warnings_in(part.name, part.content) or ()

    def _pages_made(self, folder: Folder) -> Iterator[Page]:
        for part in self._made(folder):
            if part.name.name == PAGES:
                yield from pages_in(part.name, part.content) or ()

    def _made(self, folder: Folder) -> list[Part]:
        """The parts of a folder, made again from its sources."""
        key = (folder.root, folder.path)
        if key not in self._again:
            # What reads sources is loaded when one is to be read.
            from cyberveille.catalogue.again import read_again  # noqa: PLC0415

            self._store.forget_folder(*key)
            self._again[key] = read_again(self._project, folder)
        return self._again[key]
