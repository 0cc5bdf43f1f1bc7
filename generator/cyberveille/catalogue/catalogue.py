"""The catalogue: every notice, document and page, with what was found wrong in them."""

from dataclasses import dataclass
from functools import cached_property

from cyberveille.catalogue.notices import Notices, source_subject
from cyberveille.catalogue.project import Project
from cyberveille.catalogue.store import Store
from cyberveille.model import AnyNotice, Finding, Headline, Page, Tlp
from cyberveille.reading import notice_of


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

    @cached_property
    def notices(self) -> Notices:
        """Every whole notice, as pages may print it."""
        registries = {tlp: self.project.registry_for(tlp) for tlp in Tlp}
        return Notices(self.project.folder, self.sources, self.store.subject, registries)

    def notice(self, notice_id: str) -> AnyNotice:
        """The whole notice; raises KeyError for an identifier the catalogue does not hold."""
        return self.notices[notice_id]

    def written(self, notice_id: str) -> AnyNotice | None:
        """A notice as its source holds it, what is to be erased included: for the guard alone."""
        return notice_of(source_subject(self.project.folder, *self.sources[notice_id]))
