"""The catalogue as one audience may see it at one moment.

What is withheld leaves here, before a byte is rendered: nothing downstream hides anything.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from operator import attrgetter

from msgspec import field
from msgspec.structs import replace

from cyberveille.catalogue import Catalogue
from cyberveille.catalogue.notices import Notices
from cyberveille.catalogue.project import home_country
from cyberveille.catalogue.sources import Sources
from cyberveille.map import (
    WHOLE,
    Followed,
    Holdings,
    Interest,
    Place,
    most_open,
    places,
    sorting,
)
from cyberveille.model import (
    AnyNotice,
    Audience,
    Contact,
    Directory,
    Document,
    Headline,
    Kind,
    Page,
    PageTemplate,
    Role,
    Shown,
    Stages,
    Tlp,
    held,
)
from cyberveille.model.country import Country
from cyberveille.model.identity import Looks
from cyberveille.observatory import Observatory
from cyberveille.publishing.admission import Admission, admitting
from cyberveille.publishing.arranged import Arranged
from cyberveille.publishing.exploited import WithExploitation, told_by
from cyberveille.publishing.headlines import Headlines, Part, overlaid, shown_to
from cyberveille.publishing.output import digest
from cyberveille.publishing.shelf import Shelf
from cyberveille.reading import default_pages_of
from cyberveille.registry import Registry
from cyberveille.reporting import Scheme

_NOTICES = frozenset({Role.NOTICE})


class Edition(Arranged, frozen=True, kw_only=True, dict=True):
    """Its notices, and all else that its readers may see; `clock` is aware, UTC."""

    audience: Audience
    clock: datetime
    commit: str | None
    pages: tuple[Page, ...]
    shelf: Shelf
    scheme: Scheme = field(default_factory=Scheme)
    observatory: Observatory = field(default_factory=Observatory)
    made: datetime | None = None
    """When what it holds was first made, where that is before `clock`: nothing else has changed since."""
    joined: bytes = b""
    """A digest that changes with any file joined to a notice."""
    contacts: tuple[Contact, ...] = ()
    """The directory, as far as this audience may read it, in the order of the roots."""
    admissions: tuple[Admission, ...] = ()
    """What was let disappear or change although it had been published, the oldest first."""
    looks: Looks = field(default_factory=Looks)
    country: Country = field(default_factory=home_country)

    @property
    def date(self) -> datetime:
        """The date that it bears."""
        return self.made or self.clock

    @cached_property
    def papers(self) -> tuple[Part, ...]:
        """The parts of what is read as a text more than as facts: documents, feedback, actions."""
        return tuple(part for part in self.parts if not part.facts.kind.watched)

    @cached_property
    def _links(self) -> tuple[dict[str, tuple[Headline, ...]], dict[str, Headline]]:
        """The papers that point to each notice, and the one that replaces each document."""
        pointing: dict[str, tuple[Headline, ...]] = {}
        replaced: dict[str, Headline] = {}
        headlines = (item for part in self.papers for item in part.headlines)
        for item in sorted(headlines, key=attrgetter("place"), reverse=True):
            for notice_id in item.related:
                pointing[notice_id] = (*pointing.get(notice_id, ()), item)
            replaced |= dict.fromkeys(item.supersedes, item)
        return pointing, replaced

    def pointing_to(self, notice_id: str) -> tuple[Headline, ...]:
        """What in this edition names a notice as related: documents, feedback, actions."""
        return self._links[0].get(notice_id, ())

    def related(self, notice: AnyNotice) -> tuple[Headline, ...]:
        """Both ways: what a notice names for its readers, then what names it."""
        named = (item.value for item in held(notice, _NOTICES, shown=Shown.PAGE))
        return tuple(dict.fromkeys((*self.legible(named), *self.pointing_to(notice.id))))

    def legible(self, notice_ids: Iterable[str]) -> tuple[Headline, ...]:
        """Of notices that others point to, those this edition shows and that still say something."""
        found = (self.headline(notice_id) for notice_id in notice_ids)
        return tuple(item for item in found if item is not None and not item.erased)

    @cached_property
    def kit(self) -> tuple[Headline, ...]:
        """The documents of the crisis kit, in its order."""
        found = self.legible(self.configuration.kit)
        return tuple(item for item in found if item.kind is Kind.DOCUMENT)

    def successor(self, notice_id: str) -> Headline | None:
        """The document of this edition that replaces another one."""
        return self._links[1].get(notice_id)

    def notice(self, notice_id: str) -> AnyNotice:
        """The whole notice; raises KeyError for one this edition does not show."""
        return self.shelf.notice(notice_id)

    def stages(self, item: Headline) -> Stages:
        """What its readers can be told of the revisions of a notice."""
        return item.stages(self.audience.tlp_max)

    def text(self, notice: AnyNotice, number: int) -> AnyNotice:
        """What a notice said at one of its revisions, one of its `stages`; raises KeyError for another."""
        return self.shelf.text(notice, number)

    def document(self, item: Headline) -> Document:
        """The whole document of a headline of that kind."""
        document = self.notice(item.id)
        assert isinstance(document, Document)  # noqa: S101 - the kind of the headline says so
        return document

    @cached_property
    def holdings(self) -> Holdings:
        """What this edition has to show; all of it may be read by all of its readers."""
        everyone = self.audience.tlp_max
        return Holdings(
            kinds=most_open((part.facts.kind, part.facts.open) for part in self.parts),
            members=dict.fromkeys(self.lists, everyone),
            followed=dict.fromkeys(self.followed, everyone),
            dated=dict.fromkeys(self.calendars, everyone),
            deadlines=everyone if self._any_deadline else None,
            pages={page.address: page.tlp or everyone for page in self.pages},
            years=self.observatory.years,
            national=bool(self.observatory.national),
            directory=everyone if self.contacts else None,
            exchanges=everyone if self.audience.exchanges is not None else None,
            kit=any(self.headline(notice_id) for notice_id in self.configuration.kit),
            search=self.configuration.search,
            offline=not self.audience.open
            or (
                bool(self.scheme.questions)
                and any(page.template is PageTemplate.REPORT for page in self.pages)
            ),
        )

    @property
    def _any_deadline(self) -> bool:
        return WHOLE in self.departed or any(part.facts.dated for part in self.parts)

    @cached_property
    def departed(self) -> Mapping[Followed, tuple[Part, ...]]:
        """The calendars that notices left, as far as its readers may know, with the parts of these."""
        found: defaultdict[Followed, list[Part]] = defaultdict(list)
        for part in self.parts:
            for name, left in part.facts.left.items():
                if left.tlp.within(self.audience.tlp_max):
                    interest, _, member = name.partition("/")
                    found[interest, member].append(part)
        return {calendar: tuple(parts) for calendar, parts in found.items()}

    @cached_property
    def calendars(self) -> Mapping[Followed, bytes]:
        """The interests whose calendar has something to tell, with a digest of it all."""
        found: defaultdict[Followed, list[bytes]] = defaultdict(list)
        for name in self.dated:
            found[name] += (some.dated for _, some in self.belonging_to(name) if some.dated)
        for name, parts in self.departed.items():
            found[name] += (part.facts.left["/".join(name)].digest for part in parts)
        return {name: digest(*told) for name, told in found.items() if name != WHOLE}

    def has_calendar(self, interest: Interest, member: str) -> bool:
        """Whether the deadlines of a member of an interest have a calendar of their own."""
        return (
            interest.dated
            and self.holdings.deadlines is not None
            and (member in interest.lasting or (interest.name, member) in self.calendars)
        )

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """The pages and files that are neither a notice's nor a content page's, in the order of the plan."""
        return tuple(place for place, _ in places(self.holdings, self.vocabularies))

    def path(self, address: str) -> str:
        """The root-absolute path of an address, with the path under which the portal is served."""
        return self.configuration.portal.base + address.lstrip("/")

    def absolute(self, address: str) -> str:
        return self.configuration.portal.absolute(address)

    def admitting(self, former: Iterable[Admission], names: Iterable[str]) -> "Edition":
        """The same one, that says what earlier ones let go and what an operator lets go now."""
        return replace(self, admissions=admitting(former, names, self.clock))

    def without_search(self) -> "Edition":
        """The same one, as `search: false` in the configuration makes it."""
        return replace(self, configuration=replace(self.configuration, search=False))


def make_edition(
    catalogue: Catalogue,
    audience: Audience,
    clock: datetime,
    commit: str | None,
    url: str | None = None,
) -> Edition:
    """The edition of `audience` at `clock`; `url` overrides the portal's configured address."""
    project = catalogue.project
    configuration = project.configuration
    address = url or audience.url
    if address:
        portal = replace(configuration.portal, url=address)
        configuration = replace(configuration, portal=portal)
    ways = {
        menu: tuple(item for item in getattr(configuration, menu) if item.shown_to(audience.name))
        for menu in ("navigation", "footer")
    }
    configuration = replace(configuration, **ways)
    own_lists = project.vocabularies_for(audience.tlp_max)
    # One of its own: the catalogue's remembers the names of whatever it was asked for.
    registry = Registry(project.registry_for(audience.tlp_max).vendors)
    own_sorting = sorting(configuration, own_lists, registry.vendor_slug)
    visible = shown_to(audience, clock, catalogue.parts, project.sorting, own_sorting)
    shelf = shelf_of(catalogue, visible, audience.tlp_max)
    told = told_by(visible, shelf.notices, project.exploitation, clock)
    headlines = overlaid(visible, told, own_sorting)
    if told:
        notices = WithExploitation(shelf.notices, frozenset(told), project.exploitation)
        shelf = replace(shelf, notices=notices)
    own = tuple(page for page in catalogue.pages if shows_page(audience, page))
    addresses = {page.address for page in own}
    pages = (*own, *default_pages_of(configuration, addresses, catalogue.default_pages))
    return Edition(
        configuration=configuration,
        vocabularies=own_lists,
        audience=audience,
        clock=clock,
        commit=commit,
        headlines=headlines,
        pages=tuple(sorted(pages, key=lambda page: page.slug)),
        shelf=shelf,
        scheme=project.scheme,
        observatory=project.observatory,
        registry=registry,
        joined=catalogue.joined,
        contacts=tuple(_contacts(project.directories, audience)),
        looks=project.looks,
        country=project.country,
    )


def shelf_of(catalogue: Catalogue, headlines: Sequence[Headline], readers: Tlp) -> Shelf:
    """What of the catalogue the readers of `headlines` may see whole; they may read as much as `readers`."""
    project = catalogue.project
    if not isinstance(headlines, Headlines):
        return Shelf(
            catalogue.notices.only({item.id: item.tlp for item in headlines}, readers),
            project.folder,
            project.work,
        )
    registries = {
        tlp: Registry(project.registry_for(tlp).vendors)
        for tlp in Tlp
        if any(tlp.within(part.facts.closed) for part in headlines.parts)
    }
    sources = Sources(headlines.sources)
    registry_for = registries.__getitem__
    notices = Notices(project.folder, sources, catalogue.store.subject, registry_for, readers)
    return Shelf(notices, project.folder, project.work)


def _contacts(directories: tuple[Directory, ...], audience: Audience) -> Iterator[Contact]:
    for directory in directories:
        if directory.tlp.within(audience.tlp_max):
            yield from directory.contacts


def shows_page(audience: Audience, page: Page) -> bool:
    """Whether readers of `audience` may read a page; one that is not marked is for nobody."""
    return page.tlp is not None and page.tlp.within(audience.tlp_max)
