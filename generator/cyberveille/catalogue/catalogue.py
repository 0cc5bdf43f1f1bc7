"""The catalogue: every notice, document and page, with what was found wrong in them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from cyberveille.catalogue.examine import decode_subject
from cyberveille.catalogue.listing import files_beside, has_files
from cyberveille.catalogue.project import Project
from cyberveille.catalogue.store import Store
from cyberveille.model import AnyNotice, Finding, Headline, Page, erased
from cyberveille.reading import SOURCE_LIMIT, Subject, read_source, read_within


@dataclass(frozen=True)
class Catalogue:
    """Headlines and pages in memory; whole notices are decoded from the store when asked for.

    `sources` gives the root and path of each headline by identifier. Findings are sorted and complete:
    the reader's, the rules' on each notice, and the rules' on the catalogue as a whole.
    """

    project: Project
    headlines: tuple[Headline, ...]
    pages: tuple[Page, ...]
    findings: tuple[Finding, ...]
    sources: dict[str, tuple[str, str]]
    store: Store
    read: int
    """How many sources were read and checked anew by this load."""

    @property
    def refused(self) -> bool:
        return any(finding.refuses for finding in self.findings)

    def notice(self, notice_id: str) -> AnyNotice:
        """The whole notice; raises KeyError for an identifier the catalogue does not hold."""
        return self._last_notices(notice_id)

    @cached_property
    def _last_notices(self) -> Callable[[str], AnyNotice]:
        """A notice is asked for by its page, then by its JSON: it is decoded once."""
        return lru_cache(maxsize=16)(self._notice)

    def _notice(self, notice_id: str) -> AnyNotice:
        root, path = self.sources[notice_id]
        data = self.store.subject(root, path)
        subject = self._read_again(root, path) if data is None else decode_subject(data)
        if subject is None or isinstance(subject, Page):
            raise KeyError(notice_id)
        return erased(subject)

    def written(self, notice_id: str) -> AnyNotice | None:
        """A notice as its source holds it, what is to be erased included: for the guard alone."""
        subject = self._read_again(*self.sources[notice_id])
        return None if isinstance(subject, Page) else subject

    def _read_again(self, root: str, path: str) -> Subject | None:
        """A subject from its source: one that the store has lost, or does not keep whole."""
        file = self.project.folder / root / path
        files = files_beside(file) if has_files(path) else frozenset[str]()
        try:
            data = read_within(file, SOURCE_LIMIT)
        except OSError:
            return None
        if isinstance(data, int):
            return None
        return read_source(path, data, root=root, files=files).subject
