"""What readers follow: each sort of interest has a feed and a calendar for each of its members.

A new sort is one declaration: in which members a notice stands, what they are called, which pages list the
same. Feeds, calendars, OPML, the page that composes a subscription, link checks and the files' types follow.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from typing import TypeVar

from msgspec import Struct

from cyberveille.map.feeds import FeedFamily, FeedFormat, feed_address
from cyberveille.map.holdings import Followed, Holdings, Membership
from cyberveille.map.series import EXPLOITED, MADE, SERIES, VENDORS, Listed, Series
from cyberveille.model import Kind, Scope, Term, Tlp, Vocabularies

Value = TypeVar("Value")
CALENDARS = "echeances/"
_WATCHED = tuple(kind for kind in Kind.urgent_first() if kind.watched)


class Interest(Struct, frozen=True, kw_only=True):
    """A sort of interest; a notice may stand in several of its members, or in none."""

    name: str
    """What tells it from the others, and the folder of its files where `folder` names no other."""
    title: str
    """What the sort is called above its members."""
    members_of: Callable[[Listed, Vocabularies], Iterable[str]]
    """The members in which a notice stands."""
    term: Callable[[str, Vocabularies], Term]
    """What a member is called, by itself and by other names."""
    purpose: str
    """What a feed of it holds, in a sentence; `{}` stands for the member."""
    titled: str = "{}"
    """The title of a feed; `{}` stands for the member."""
    order: Callable[[Vocabularies], Iterable[str]] | None = None
    """The members in the order in which they are shown; without it, by name."""
    folder: str = ""
    lists: tuple[Series, ...] = ()
    """The lists that show the same, each for a kind of notice."""
    page: Callable[[str], str] | None = None
    """The address of the page that shows the same, where it is no list of a kind."""
    directory: str = ""
    """The address of the page from which all members are found, where there may be too many for a list."""
    dated: bool = True
    """Whether the deadlines of a member have a calendar."""
    lasting: tuple[str, ...] = ()
    """Members that are there when nothing stands in them."""
    described: bool = False
    """Whether the description of a member, where it has one, says what a feed of it holds."""
    alone: bool = False
    """Whether its few members stand beside the main feeds, in no folder."""

    def path(self, member: str) -> str:
        """What the addresses of a member's files have in common."""
        return member if self.alone else f"{self.folder or self.name}/{member}"

    def shows(self, series: str) -> bool:
        """Whether it is what a series of lists, or of pages, is by."""
        return self.name == series if self.page else any(item.name == series for item in self.lists)

    @property
    def places(self) -> tuple[str, ...]:
        """What the addresses of its files begin with."""
        return self.lasting if self.alone else (f"{self.folder or self.name}/",)

    def label(self, member: str, vocabularies: Vocabularies) -> str:
        return self.titled.format(self.term(member, vocabularies).label)

    def calendar(self, member: str) -> str:
        """The address of the calendar of its deadlines."""
        return f"{CALENDARS}{self.path(member)}.ics"

    def pages(self, member: str, held: Container[Membership]) -> tuple[str, ...]:
        """The addresses of the pages that show the same; `held` are the lists in which something stands."""
        if self.page is not None:
            return (self.page(member),)
        return tuple(
            series.address(member)
            for series in self.lists
            if member in series.lasting or (series.kind, series.name, member) in held
        )

    def family(self, member: str, vocabularies: Vocabularies, held: Container[Membership]) -> FeedFamily:
        """The feed of a member."""
        term = self.term(member, vocabularies)
        told = term.description if self.described else None
        return FeedFamily(
            name=self.path(member),
            title=self.titled.format(term.label),
            purpose=told or self.purpose.format(term.label),
            listing=next(iter(self.pages(member, held)), ""),
            kinds=_WATCHED,
            followed=(self.name, member),
            short=True,
        )

    def members(self, held: Iterable[str], vocabularies: Vocabularies) -> tuple[str, ...]:
        """Those that are there, in the order in which they are shown; `held` have something in them."""
        there = {*held, *self.lasting}
        if self.order is None:
            labels = {member: self.term(member, vocabularies).label.casefold() for member in there}
            # Two of one label stand in the order of their names: a set has none.
            return tuple(sorted(there, key=lambda member: (labels[member], member)))
        return tuple(item for item in self.order(vocabularies) if item in there)

    def own(self, followed: Mapping[Followed, Value]) -> dict[str, Value]:
        """Of what is known of each interest, what is known of this sort, by member."""
        return {member: value for (name, member), value in followed.items() if name == self.name}


def _of_lists(
    name: str, of: str, purpose: str, *, titled: str = "{}", only: str = "", title: str = ""
) -> Interest:
    """What is followed as it is listed: bulletins and alerts by one of their facts, or `only` one of them."""
    lists = sorted(
        (series for series in SERIES if series.name == of and series.kind in _WATCHED),
        key=lambda series: _WATCHED.index(series.kind or _WATCHED[0]),
    )
    first = lists[0]

    def members_of(item: Listed, vocabularies: Vocabularies) -> Iterable[str]:
        if not item.kind.watched:
            return ()
        found = first.members_of(item, vocabularies)
        return (member for member in found if member == only) if only else found

    return Interest(
        name=name,
        title=title or first.title,
        members_of=members_of,
        term=first.term,
        purpose=purpose,
        titled=titled,
        order=(lambda _: (only,)) if only else first.order,
        lists=tuple(lists),
        lasting=(only,) if only else first.lasting,
        alone=bool(only),
    )


def _of_products(series: Series, title: str, purpose: str, *, dated: bool) -> Interest:
    """Vendors or products, each with a page of its own; their labels are the edition's to tell."""
    return Interest(
        name=series.name,
        title=title,
        folder="produits",
        members_of=lambda item, vocabularies: (
            series.members_of(item, vocabularies) if item.kind.watched and not item.erased else ()
        ),
        term=series.term,
        purpose=purpose,
        page=series.address,
        directory=series.listing,
        dated=dated,
    )


INTERESTS: tuple[Interest, ...] = (
    _of_lists(
        "exploitation",
        "exploitation",
        "Les bulletins et alertes dont une vulnérabilité est exploitée.",
        titled="Vulnérabilités exploitées",
        only=EXPLOITED,
    ),
    _of_lists(
        "portee",
        "portee",
        "Les bulletins et alertes des technologies propres à la santé.",
        titled="Technologies de santé",
        only=Scope.HEALTH.value,
    ),
    _of_lists("gravite", "severite", "Les bulletins et alertes de gravité {}.", titled="Gravité {}"),
    _of_lists("technologie", "technologie", "Les bulletins et alertes sur cette technologie : {}."),
    _of_lists("structure", "structure", "Les bulletins et alertes qui concernent : {}."),
    _of_products(VENDORS, "Éditeur", "Les bulletins et alertes sur les produits de {}.", dated=True),
    _of_products(MADE, "Produit", "Les bulletins et alertes sur {}.", dated=False),
)
"""In the order of the page that composes a subscription."""


def files(
    interests: Iterable[Interest], held: Holdings, vocabularies: Vocabularies
) -> Iterator[tuple[str, Tlp]]:
    """The addresses of feeds, calendars and pages of their own, each with the marking that a reader needs."""
    for interest in interests:
        followed, dated = interest.own(held.followed), interest.own(held.dated)
        for member in interest.members(followed, vocabularies):
            marking = followed.get(member, Tlp.CLEAR)
            yield from ((feed_address(interest.path(member), form), marking) for form in FeedFormat)
            if interest.page is not None and interest.described:
                yield interest.page(member), marking
        if held.deadlines is not None and interest.dated:
            for member in interest.members(dated, vocabularies):
                yield interest.calendar(member), dated.get(member, held.deadlines)


def followed_in(
    interests: Iterable[Interest], item: Listed, vocabularies: Vocabularies
) -> Iterator[Followed]:
    """What is followed that a notice belongs to."""
    for interest in interests:
        for member in interest.members_of(item, vocabularies):
            yield interest.name, member
