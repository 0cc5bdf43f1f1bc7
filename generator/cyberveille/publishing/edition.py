"""The catalogue as one audience may see it at one moment.

What is withheld leaves here, before a byte is rendered: nothing downstream hides anything.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

import msgspec

from cyberveille.catalogue import Catalogue
from cyberveille.model import (
    AnyNotice,
    Attachment,
    Audience,
    Configuration,
    Contact,
    Directory,
    Document,
    FileFacts,
    Headline,
    Kind,
    Page,
    Paper,
    Vocabularies,
)
from cyberveille.observatory import Observatory
from cyberveille.publishing.attachments import facts_of
from cyberveille.reporting import Scheme


@dataclass(frozen=True)
class Edition:
    """Headlines are sorted newest first, ties by identifier descending; `clock` is aware, UTC."""

    configuration: Configuration
    vocabularies: Vocabularies
    audience: Audience
    clock: datetime
    commit: str | None
    headlines: tuple[Headline, ...]
    pages: tuple[Page, ...]
    catalogue: Catalogue = field(repr=False)
    scheme: Scheme = field(default_factory=Scheme)
    observatory: Observatory = field(default_factory=Observatory)
    contacts: tuple[Contact, ...] = ()
    """The directory, as far as this audience may read it, in the order of the roots."""

    @cached_property
    def bulletins(self) -> tuple[Headline, ...]:
        return self.of_kind(Kind.BULLETIN)

    @cached_property
    def alerts(self) -> tuple[Headline, ...]:
        return self.of_kind(Kind.ALERT)

    @cached_property
    def documents(self) -> tuple[Headline, ...]:
        return self.of_kind(Kind.DOCUMENT)

    def of_kind(self, kind: Kind) -> tuple[Headline, ...]:
        return tuple(item for item in self.headlines if item.kind is kind)

    @cached_property
    def active_alerts(self) -> tuple[Headline, ...]:
        return tuple(item for item in self.alerts if item.active)

    @cached_property
    def _visible(self) -> dict[str, Headline]:
        return {item.id: item for item in self.headlines}

    def headline(self, notice_id: str) -> Headline | None:
        """The headline of something this edition shows; None for anything else."""
        return self._visible.get(notice_id)

    @cached_property
    def _links(self) -> tuple[dict[str, tuple[Headline, ...]], dict[str, Headline]]:
        """The papers that point to each notice, and the one that replaces each document."""
        pointing: dict[str, tuple[Headline, ...]] = {}
        replaced: dict[str, Headline] = {}
        for item in self.headlines:
            if item.kind.by_year:
                continue
            paper = self.notice(item.id)
            for notice_id in paper.related if isinstance(paper, Paper) else ():
                pointing[notice_id] = (*pointing.get(notice_id, ()), item)
            if isinstance(paper, Document):
                replaced |= dict.fromkeys(paper.supersedes, item)
        return pointing, replaced

    def pointing_to(self, notice_id: str) -> tuple[Headline, ...]:
        """What in this edition names a notice as related: documents, feedback, actions."""
        return self._links[0].get(notice_id, ())

    def related(self, paper: Paper) -> tuple[Headline, ...]:
        """Both ways: what a paper names, then what names it."""
        named = (self.headline(notice_id) for notice_id in paper.related)
        found = (*(item for item in named if item is not None), *self.pointing_to(paper.id))
        return tuple(dict.fromkeys(found))

    def successor(self, notice_id: str) -> Headline | None:
        """The document of this edition that replaces another one."""
        return self._links[1].get(notice_id)

    def notice(self, notice_id: str) -> AnyNotice:
        """The whole notice; raises KeyError for one this edition does not show."""
        if notice_id not in self._visible:
            raise KeyError(notice_id)
        return self.catalogue.notice(notice_id)

    def document(self, item: Headline) -> Document:
        """The whole document of a headline of that kind."""
        document = self.notice(item.id)
        assert isinstance(document, Document)  # noqa: S101 - the kind of the headline says so
        return document

    def facts(self, document: Document, attachment: Attachment) -> FileFacts:
        return facts_of(self.catalogue.project, document, attachment)

    def path(self, address: str) -> str:
        """The root-absolute path of an address, with the path under which the portal is served."""
        return self.configuration.portal.base + address.lstrip("/")

    def absolute(self, address: str) -> str:
        return self.configuration.portal.absolute(address)

    def without_search(self) -> "Edition":
        """The same one, as `search: false` in the configuration makes it."""
        return replace(self, configuration=msgspec.structs.replace(self.configuration, search=False))


def make_edition(
    catalogue: Catalogue,
    audience: Audience,
    clock: datetime,
    commit: str | None,
    url: str | None = None,
) -> Edition:
    """The edition of `audience` at `clock`; `url` overrides the portal's configured address."""
    configuration = catalogue.project.configuration
    address = url or audience.url
    if address:
        portal = msgspec.structs.replace(configuration.portal, url=address)
        configuration = msgspec.structs.replace(configuration, portal=portal)
    ways = {
        menu: tuple(item for item in getattr(configuration, menu) if item.shown_to(audience.name))
        for menu in ("navigation", "footer")
    }
    configuration = msgspec.structs.replace(configuration, **ways)
    shown = tuple(item for item in catalogue.headlines if _visible(item, audience, clock))
    pages = (page for page in catalogue.pages if shows_page(audience, page))
    return Edition(
        configuration=configuration,
        vocabularies=catalogue.project.vocabularies_for(audience.tlp_max),
        audience=audience,
        clock=clock,
        commit=commit,
        headlines=shown,
        pages=tuple(sorted(pages, key=lambda page: page.slug)),
        catalogue=catalogue,
        scheme=catalogue.project.scheme,
        observatory=catalogue.project.observatory,
        contacts=tuple(_contacts(catalogue.project.directories, audience)),
    )


def _contacts(directories: tuple[Directory, ...], audience: Audience) -> Iterator[Contact]:
    for directory in directories:
        if directory.tlp.within(audience.tlp_max):
            yield from directory.contacts


def shows_page(audience: Audience, page: Page) -> bool:
    """Whether readers of `audience` may read a page; one that is not marked is for nobody."""
    return page.tlp is not None and page.tlp.within(audience.tlp_max)


def _visible(item: Headline, audience: Audience, clock: datetime) -> bool:
    return not item.draft and item.tlp.within(audience.tlp_max) and item.published <= clock
