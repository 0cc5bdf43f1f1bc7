"""What the catalogue rules see: of each file, the few facts by which it touches the others."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import cached_property

from msgspec import Struct, field

from cyberveille.attached import Defect
from cyberveille.checking.nearest import fold
from cyberveille.checking.place import SourcePath
from cyberveille.checking.published import said_digest
from cyberveille.checking.rule import Subject
from cyberveille.map import (
    INTERESTS,
    WHOLE,
    Followed,
    Holdings,
    Membership,
    calendars_of,
    followed_in,
    interests_of,
    json_of,
    left_by,
    memberships,
    most_open,
    places,
)
from cyberveille.map.interests import files as followed_files
from cyberveille.model import (
    Configuration,
    Headline,
    Kind,
    Page,
    Tlp,
    Vocabularies,
)
from cyberveille.pdf_files import PdfFacts
from cyberveille.reading import default_pages_of, notice_of
from cyberveille.registry import Registry, RegistryFile, Vendor, layers_of, overlaid
from cyberveille.reporting import Scheme

_SHALLOW = 2
"""Parts of the address of a file that an editor may have meant."""


class CatalogueEntry(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A notice or a page as its neighbours know it; small enough to be kept for a whole archive.

    `address` has no leading slash, and is empty when the identifier is too malformed to give one.
    `links` are the body's targets on this portal (`/…`), each with its line in the file; `anchors` the
    names of its sections, each followed by a space.
    """

    root: str
    path: str
    address: str
    kind: Kind | None = None
    id: str = ""
    tlp: Tlp = Tlp.CLEAR
    draft: bool = False
    erased: bool = False
    withdrawn: bool = False
    published: datetime | None = None
    last_date: datetime | None = None
    closed: datetime | None = None
    aliases: tuple[str, ...] = ()
    redirect_from: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    declassifies: tuple[str, ...] = ()
    lists: tuple[Membership, ...] = ()
    """The lists in which a notice stands, but for those that depend on a vocabulary."""
    followed: tuple[Followed, ...] = ()
    """The interests of every portal to which it belongs, but for those that depend on a vocabulary."""
    calendars: tuple[tuple[Followed, Tlp], ...] = ()
    """Those of every portal in which it stands, or stood, each with what one must be allowed to read."""
    links: tuple[tuple[str, int], ...] = ()
    anchors: str = ""
    past: tuple[str, ...] = ()
    """The addresses of what is told of its past, relative to its own."""
    text: bytes = b""
    """The digest of what a notice says, but for what names it."""
    cves: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    """By which two notices on one fault are known; vendor and product, without case or accents."""
    unregistered: tuple[tuple[int, str, str, str], ...] = ()
    """What an editor named that is not in the registry: the line, its key, an address below the products'
    directory, and the name."""

    @property
    def name(self) -> str:
        """The identifier of a notice, the address of a page."""
        return self.id or f"/{self.address}"

    @property
    def is_named(self) -> bool:
        """Whether the file of a notice bears its identifier, as a copy of it does not."""
        return self.path.endswith(f"/{self.id}.md")

    @property
    def place(self) -> SourcePath:
        return SourcePath(self.root, self.path)

    @classmethod
    def of(
        cls, subject: Subject, headline: Headline | None = None, homes: tuple[str, ...] = ()
    ) -> "CatalogueEntry":
        """The entry of a notice, with its headline, or of a page, made where the whole of it is at hand.

        `homes` are the addresses at which the portal's editions are served, without a slash at the end.
        """
        targets = ((_at_home(link.target, homes), link.line) for link in subject.body.links)
        notice = notice_of(subject)
        placed = notice is None or notice.id.count("-") > 1
        told = (headline or Headline.of(notice)) if notice and placed else None
        return cls(
            root=subject.source.root,
            path=subject.source.path,
            address=subject.address if placed else "",
            kind=subject.kind,
            id=subject.id,
            tlp=subject.tlp or Tlp.RED,
            draft=subject.draft,
            erased=subject.erased,
            withdrawn=notice is not None and notice.withdrawn is not None,
            published=subject.published,
            last_date=subject.last_date,
            closed=subject.closed,
            aliases=subject.aliases,
            redirect_from=subject.redirect_from,
            declassifies=subject.declassifies,
            lists=tuple(memberships(told, Vocabularies())) if told else (),
            followed=tuple(followed_in(INTERESTS, told, Vocabularies())) if told else (),
            calendars=tuple(_calendars(told)) if told else (),
            related=subject.related,
            attachments=tuple(item.file for item in subject.attachments),
            links=tuple(link for link in targets if link[0].startswith("/")),
            anchors="".join(f"{section.anchor} " for section in subject.body.sections if section.title),
            past=told.stages(told.tlp).pages if told else (),
            text=said_digest(notice) if notice and not notice.erased else b"",
            unregistered=tuple(_unregistered(subject)),
            **_facts(subject),
        )


def _calendars(item: Headline) -> Iterator[tuple[Followed, Tlp]]:
    """But for those that depend on a vocabulary."""
    for calendar in calendars_of(INTERESTS, item, Vocabularies()):
        yield calendar, item.tlp
    for left in left_by(INTERESTS, item, Vocabularies()):
        yield left.calendar, left.tlp if item.tlp.within(left.tlp) else item.tlp


def _at_home(target: str, homes: tuple[str, ...]) -> str:
    """A target from the root of the portal where it is written with the name of the site."""
    for home in homes:
        if target.startswith(home) and target[len(home) : len(home) + 1] in {"", "/", "?", "#"}:
            rest = target[len(home) :]
            return rest if rest.startswith("/") else f"/{rest}"
    return target


def _unregistered(subject: Subject) -> Iterator[tuple[int, str, str, str]]:
    seen: set[tuple[str, str]] = set()
    for position, item in enumerate(() if subject.aliases else subject.products):
        name = item.named
        if name is None or name.registered:
            continue
        found = [] if name.known_vendor or item.vendor is None else [("vendor", name.vendor, item.vendor)]
        found += [("product", name.member, item.product)] if name.product else []
        for key, address, written in found:
            if (address, written) not in seen:
                seen.add((address, written))
                yield position, key, address, written


def _facts(subject: Subject) -> dict[str, tuple[str, ...]]:
    """The vulnerabilities and the products of a notice that has both, and that an editor has judged."""
    if subject.severity is None or not subject.vulnerabilities:
        return {}
    names = (f"{item.vendor or ''} {item.product}" for item in subject.products)
    return {
        "cves": tuple(item.cve for item in subject.vulnerabilities),
        "products": tuple(dict.fromkeys(" ".join(name.casefold().split()) for name in names)),
    }


class Index(Struct, frozen=True, dict=True):
    """The catalogue as its rules see it.

    `entries` are the notices and pages of every root whose header could be read. `clock`, when
    given, is the edition's: only then can an embargo be told. `figures` are the years of incident
    figures, and `national` says whether there are national ones.
    """

    configuration: Configuration
    vocabularies: Vocabularies
    entries: tuple[CatalogueEntry, ...]
    clock: datetime | None = None
    figures: tuple[int, ...] = ()
    national: bool = False
    configuration_path: str = "site_config.yml"
    lists: tuple[tuple[str, Vocabularies], ...] = ()
    """The lists of each root; without any, `vocabularies` are those of the folder itself."""
    vendors: tuple[Vendor, ...] = ()
    """Those that come with the program."""
    registers: tuple[tuple[str, tuple[RegistryFile, ...]], ...] = ()
    """What each root says of vendors and products, over these."""
    scheme: Scheme = field(default_factory=Scheme)
    own_scheme: Scheme | None = None
    """What the portal's own files say of the scheme; None when it is all of it."""
    pdf_facts: Mapping[tuple[str, str, str], PdfFacts] = field(default_factory=dict)
    """What is true of each PDF joined, by root, path of the document, and name."""
    defects: Mapping[tuple[str, str, str], Defect] = field(default_factory=dict)
    """What is wrong with a file joined, by the same."""
    partial: bool = False
    """Whether a root that may be missing is: what restricted editions show cannot be told."""
    directory: Tlp | None = None
    """The marking of the most open directory, None without any."""
    supplied: Callable[[], Iterable[Page]] | None = None
    """What tells the pages that come with the program to whoever keeps them, as they were read."""

    @cached_property
    def defaults(self) -> tuple[CatalogueEntry, ...]:
        """The pages that come with the program, where the portal has none of its own."""
        own = {entry.address for entry in self.entries if entry.kind is None}
        pages = None if self.supplied is None else self.supplied()
        return tuple(map(CatalogueEntry.of, default_pages_of(self.configuration, own, pages)))

    @property
    def told(self) -> tuple[CatalogueEntry, ...]:
        """Those of which what is found is asked for; the others answer for what these name."""
        return self.entries

    @property
    def tells_portal(self) -> bool:
        """Whether what is found in the configuration is asked for."""
        return True

    @cached_property
    def by_id(self) -> dict[str, CatalogueEntry]:
        """The entry of each identifier: the one whose file bears its name, else the first."""
        bearers = [entry for entry in reversed(self.entries) if entry.id]
        named = (entry for entry in bearers if entry.is_named)
        return {entry.id: entry for entry in bearers} | {entry.id: entry for entry in named}

    @cached_property
    def by_address(self) -> dict[str, CatalogueEntry]:
        """The entry that answers at each address, former addresses and attachments included."""
        return dict(self._addresses())

    def marking(self, address: str) -> Tlp:
        """The least that a reader must be allowed to read for something to answer at an address."""
        entry = self.by_address.get(address)
        return entry.tlp if entry else self._places.get(address, Tlp.CLEAR)

    @cached_property
    def holdings(self) -> Holdings:
        """What there is to show, to whoever may read it."""
        notices = [entry for entry in self.entries if entry.kind and entry.address and not entry.draft]
        dated = most_open(pair for entry in notices for pair in entry.calendars)
        return Holdings(
            kinds=most_open((entry.kind, entry.tlp) for entry in notices if entry.kind),
            members=most_open((member, entry.tlp) for entry in notices for member in entry.lists),
            followed=most_open((name, entry.tlp) for entry in notices for name in entry.followed),
            dated=dated,
            deadlines=dated.get(WHOLE),
            pages=most_open(
                (entry.address, entry.tlp) for entry in (*self.entries, *self.defaults) if entry.kind is None
            ),
            years=self.figures,
            national=self.national,
            directory=self.directory,
            exchanges=Tlp.most_open(item.tlp_max for item in self.configuration.audiences if item.exchanges),
            kit=bool(self.configuration.kit),
            search=self.configuration.search,
            offline=bool(self.scheme.questions),
        )

    @cached_property
    def _places(self) -> Mapping[str, Tlp]:
        """What the program makes of the whole, each address with the marking of the most open thing in it."""
        interests = interests_of(self.configuration)
        followed = followed_files(interests, self.holdings, self.vocabularies)
        return {f"/{address}": marking for address, marking in followed} | {
            f"/{place.address}": marking
            for place, marking in places(self.holdings, self.vocabularies)
            if not place.editorial
        }

    @cached_property
    def generated(self) -> frozenset[str]:
        """Each address the program writes by itself, but for older pages of lists, whose notices can move."""
        data = (f"/{json_of(entry.address)}" for entry in self.entries if entry.kind and entry.address)
        return frozenset((*self._places, *data))

    @cached_property
    def landmarks(self) -> tuple[str, ...]:
        """The addresses an editor may have meant and misspelt: sections, lists and pages."""
        pages = (f"/{entry.address}" for entry in (*self.entries, *self.defaults) if entry.kind is None)
        # Of the feeds, which are thousands, the main ones.
        return (
            *(place for place in self._places if place.endswith("/") or place.count("/") <= _SHALLOW),
            *pages,
        )

    @cached_property
    def folded_landmarks(self) -> Mapping[str, str]:
        """The same by their folded forms, as what is misspelt is compared with them."""
        return {fold(address): address for address in self.landmarks}

    @cached_property
    def registry(self) -> Registry:
        """Vendors and products as those know them who may read every root."""
        own = dict(self.registers)
        lists = self.lists or ((".", self.vocabularies),)
        roots = ((known, own.get(root, ())) for root, known in lists)
        return Registry(overlaid((self.vendors, *layers_of(roots))))

    def meant_id(self, written: str) -> str | None:
        """The identifier meant by one in lower case, or whose number lacks its zeros."""
        head, _, number = written.strip().upper().rpartition("-")
        meant = f"{head}-{number.zfill(4)}"
        return meant if meant in self.by_id else None

    def _addresses(self) -> Iterator[tuple[str, CatalogueEntry]]:
        for entry in self.entries:
            for former in entry.redirect_from:
                yield former, entry
        for entry in (*self.defaults, *self.entries):
            if entry.address:
                yield f"/{entry.address}", entry
                for file in (*entry.attachments, *entry.past):
                    yield f"/{entry.address}{file}", entry
