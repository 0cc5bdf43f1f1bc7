"""The catalogue: every notice, document and page, with what was found wrong in them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cached_property
from hashlib import blake2b
from itertools import chain
from operator import attrgetter

from msgspec import Struct

from cyberveille.catalogue.folder import Folder
from cyberveille.catalogue.kept_pages import kept_pages
from cyberveille.catalogue.notices import Notices, source_subject
from cyberveille.catalogue.parts import CataloguePart, Contents
from cyberveille.catalogue.project import Project
from cyberveille.catalogue.sources import Sources
from cyberveille.catalogue.store import Store
from cyberveille.model import AnyNotice, Finding, Headline, Page
from cyberveille.reading.places import shown_path


class Catalogue(Struct, frozen=True, dict=True):
    """What was found in the folders of a project; headlines, pages and notices are decoded when asked for.

    Findings are complete: the reader's, the rules' on each notice, and the rules' on the catalogue as a
    whole. Until `lasts`, and as long as nothing else changes, the clock alone changes none of them; None when
    it never does.
    """

    project: Project
    folders: tuple[Folder, ...]
    found: tuple[Finding, ...]
    """The findings that are of no folder, and the errors of all."""
    store: Store
    read: int
    """How many sources were read and checked anew by this load."""
    lasts: datetime | None = None

    @property
    def refused(self) -> bool:
        return any(finding.refuses for finding in self.found)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """All of them, sorted: the warnings on sources are many, and are decoded here."""
        return tuple(
            sorted((*self.found, *chain.from_iterable(map(self._contents.warnings_of, self.folders))))
        )

    @property
    def warnings(self) -> int:
        """How many of them refuse nothing; nothing is decoded for it."""
        own = sum(not finding.refuses for finding in self.found)
        return own + sum(folder.warnings for folder in self.folders)

    @property
    def warned(self) -> int:
        """In how many files they are; a folder is decoded only where something else is found in it."""
        own = {finding.path for finding in self.found if not finding.refuses}
        folders = {f"{shown_path(item.root, item.path)}/": item for item in self.folders if item.warned}
        touched: defaultdict[str, set[str]] = defaultdict(set)
        for path in own:
            within = filter(path.startswith, folders)
            touched[max(within, key=len, default="")].add(path)
        return len(touched.pop("", ())) + sum(
            len(touched[name].union(finding.path for finding in self._contents.warnings_of(folder)))
            if name in touched
            else folder.warned
            for name, folder in folders.items()
        )

    @cached_property
    def digest(self) -> bytes:
        """Changes with any source, any file joined to one, and anything else the sources are read under."""
        state = blake2b(self.project.whole, digest_size=16)
        for folder in self.folders:
            state.update(f"{folder.root}\0{folder.path}\0".encode())
            state.update(folder.content)
        return state.digest()

    @cached_property
    def joined(self) -> bytes:
        """Changes with any file joined to a notice, and with the notices that have some."""
        joined = b"".join(folder.content for folder in self.folders if folder.beside)
        return blake2b(joined, digest_size=16).digest()

    @cached_property
    def _contents(self) -> Contents:
        return Contents(self.project, self.store, self.folders)

    @property
    def parts(self) -> tuple[CataloguePart, ...]:
        """The notices by folder, kind and year."""
        return self._contents.parts

    @cached_property
    def headlines(self) -> tuple[Headline, ...]:
        """Newest first, ties by identifier descending."""
        found = (item for part in self.parts for item in part.headlines)
        return tuple(sorted(found, key=attrgetter("place"), reverse=True))

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        return tuple(self._contents.pages())

    @cached_property
    def default_pages(self) -> tuple[Page, ...]:
        """Those that come with the program, read once by each version of it."""
        return kept_pages(self.store)

    @cached_property
    def sources(self) -> Mapping[str, tuple[str, str]]:
        """The root and path of each notice by identifier."""
        return Sources(self.parts)

    def held_back(self, now: datetime) -> Iterator[Headline]:
        """Drafts, and what is to be published after `now`: no other part is decoded."""
        for part in self.parts:
            if part.facts.drafts or part.facts.newest > now:
                yield from (item for item in part.headlines if item.draft or item.published > now)

    @cached_property
    def notices(self) -> Notices:
        """Every whole notice, as pages may print it."""
        return Notices(self.project.folder, self.sources, self.store.subject, self.project.registry_for)

    def notice(self, notice_id: str) -> AnyNotice:
        """The whole notice; raises KeyError for an identifier the catalogue does not hold."""
        return self.notices[notice_id]

    def written(self, notice_id: str) -> AnyNotice | None:
        """A notice as its source holds it, what is to be erased included: for the guard alone."""
        subject = source_subject(self.project.folder, *self.sources[notice_id])
        return None if isinstance(subject, Page) else subject
