"""Series of places: one for each member of a set, such as the years or the technologies of bulletins.

Members are worked out when they are asked for, and each place has a key of its own: a series of thousands
costs what is in it.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from typing import Protocol, TypeVar

from msgspec import Struct

from cyberveille.map.holdings import Membership
from cyberveille.map.place import Family, Place
from cyberveille.model import Kind, Named, Scope, Severity, Term, Vocabularies, Vocabulary

Value = TypeVar("Value")
UNRATED = "non-evaluee"
"""The member of the severities in which imported notices stand that nobody has judged."""
EXPLOITED = "exploitees"
"""The one member of the lists of what attackers are known to use."""
YEARS = "annee"
OLDER = "page"
PRODUCTS = "produits/"
"""The directory of products, below which vendors and products have their pages."""


class Listed(Protocol):
    """What decides in which lists a notice stands."""

    @property
    def kind(self) -> Kind: ...
    @property
    def year(self) -> str: ...
    @property
    def severity(self) -> Severity | None: ...
    @property
    def technologies(self) -> tuple[str, ...]: ...
    @property
    def exploited(self) -> bool: ...
    @property
    def theme(self) -> str | None: ...
    @property
    def named(self) -> tuple[Named, ...]: ...
    @property
    def structures(self) -> tuple[str, ...]: ...
    @property
    def erased(self) -> bool: ...


class Series(Struct, frozen=True, kw_only=True):
    """The lists of a kind of notice by one of its facts, each at `<list of the kind>/<name>/<member>/`.

    Those of a series of all kinds stand right below its own directory.
    """

    kind: Kind | None
    """None for a series of all kinds."""
    name: str
    title: str
    """What the choice is called above the links to its members."""
    members_of: Callable[[Listed, Vocabularies], Iterable[str]]
    """The members in which a notice stands."""
    order: Callable[[Vocabularies], Iterable[str]] | None = None
    """The members in the order in which they are shown; without it, the last one first."""
    term: Callable[[str, Vocabularies], Term]
    """What a member is called."""
    lasting: tuple[str, ...] = ()
    """Members whose list is there when it is empty."""
    open_ended: bool = False
    """Whether editors add members: lists of the others do not print them all."""
    family: Family | None = None
    parts: int = 1
    """How many parts of an address name a member."""
    planned: str = "{}"
    """How the plan of the portal names a member."""

    def of(self, member: str) -> Membership:
        """The list of a member."""
        return self.kind, self.name, member

    @property
    def listing(self) -> str:
        """The address of the list that it narrows."""
        return self.kind.listing if self.kind else PRODUCTS

    @property
    def folder(self) -> str:
        """The address below which its lists stand."""
        return f"{self.listing}{self.name}/" if self.kind else PRODUCTS

    @property
    def pattern(self) -> str:
        """Its addresses, as a regular expression."""
        return f"{re.escape(self.folder)}{'/'.join(['[^/]+'] * self.parts)}/"

    def address(self, member: str) -> str:
        return f"{self.folder}{member}/"

    def place(self, member: str, vocabularies: Vocabularies) -> Place:
        term = self.term(member, vocabularies)
        return Place(
            address=self.address(member),
            title=self.planned.format(term.label),
            description=term.description or "",
            section=self.listing,
            family=self.family,
        )

    def members(self, held: Iterable[str], vocabularies: Vocabularies) -> Iterator[str]:
        """Those that have a list, in the order in which they are shown; `held` have something in it."""
        there = set(held)
        if self.order is None:
            yield from sorted(there, reverse=True)
            return
        yield from (item for item in self.order(vocabularies) if item in there or item in self.lasting)

    def own(self, lists: Mapping[Membership, Value]) -> dict[str, Value]:
        """Of what is known of each list, what is known of those of this series, by member."""
        return {
            member: value
            for (kind, name, member), value in lists.items()
            if kind is self.kind and name == self.name
        }


def _severities(item: Listed, _: Vocabularies) -> Iterable[str]:
    return () if item.erased else (item.severity.value if item.severity else UNRATED,)


def _severity(member: str, _: Vocabularies) -> Term:
    return Term(id=member, label="non évaluée" if member == UNRATED else Severity(member).label)


def scopes_of(item: Listed, vocabularies: Vocabularies) -> Collection[str]:
    """The scopes of a notice's technologies, each once."""
    terms = map(vocabularies.technologies.get, item.technologies)
    return dict.fromkeys(term.scope.value for term in terms if term and term.scope)


def _scope(member: str, _: Vocabularies) -> Term:
    scope = Scope(member)
    return Term(id=member, label="santé" if scope is Scope.HEALTH else scope.label, scope=scope)


def _listed_in(name: str) -> Callable[[str, Vocabularies], Term]:
    def term(member: str, vocabularies: Vocabularies) -> Term:
        vocabulary: Vocabulary = getattr(vocabularies, name)
        return vocabulary.get(member) or Term(id=member, label=member)

    return term


def _watched(kind: Kind) -> tuple[Series, ...]:
    """The lists of a kind that has severities and technologies."""
    planned = not kind.facts.urgent
    return (
        Series(
            kind=kind,
            name="portee",
            title="Portée",
            members_of=scopes_of,
            order=lambda _: (Scope.HEALTH.value, Scope.STANDARD.value),
            term=_scope,
            lasting=tuple(scope.value for scope in Scope),
        ),
        Series(
            kind=kind,
            name="severite",
            title="Gravité",
            members_of=_severities,
            order=lambda _: (*(severity.value for severity in Severity), UNRATED),
            term=_severity,
            lasting=tuple(severity.value for severity in Severity),
        ),
        Series(
            kind=kind,
            name="technologie",
            title="Technologie",
            members_of=lambda item, _: item.technologies,
            order=lambda vocabularies: vocabularies.technologies.ids,
            term=_listed_in("technologies"),
            open_ended=True,
        ),
        Series(
            kind=kind,
            name="structure",
            title="Structure",
            members_of=lambda item, _: item.structures,
            order=lambda vocabularies: vocabularies.structures.ids,
            term=_listed_in("structures"),
            open_ended=True,
        ),
        Series(
            kind=kind,
            name="exploitation",
            title="Exploitation",
            members_of=lambda item, _: (EXPLOITED,) if item.exploited else (),
            order=lambda _: (EXPLOITED,),
            term=lambda member, _: Term(id=member, label="exploitées"),
        ),
        Series(
            kind=kind,
            name=YEARS,
            title="Année",
            members_of=lambda item, _: (item.year,),
            term=lambda member, _: Term(id=member, label=member),
            family=Family.WATCH if planned else None,
            planned=f"{kind.facts.menu} de {{}}",
        ),
    )


VENDORS = Series(
    kind=None,
    name="editeur",
    title="Éditeur",
    members_of=lambda item, _: dict.fromkeys(name.vendor for name in item.named),
    term=lambda member, _: Term(id=member, label=member),
)
"""Vendors by the part of an address that the registry gives them; their labels are the edition's to tell."""
MADE = Series(
    kind=None,
    name="produit",
    title="Produit",
    members_of=lambda item, _: dict.fromkeys(name.member for name in item.named if name.product),
    term=lambda member, _: Term(id=member, label=member),
    parts=2,
)
"""Products, each below its vendor: `fortinet/fortios`."""

SERIES: tuple[Series, ...] = (
    *chain.from_iterable(_watched(kind) for kind in Kind if kind.watched),
    Series(
        kind=Kind.DOCUMENT,
        name="theme",
        title="Thème",
        members_of=lambda item, _: (item.theme,) if item.theme else (),
        order=lambda vocabularies: vocabularies.themes.ids,
        term=_listed_in("themes"),
        family=Family.ACT,
    ),
    VENDORS,
    MADE,
)


@cache
def series_of(kind: Kind | None) -> tuple[Series, ...]:
    """The series of a kind alone, or without one those of all kinds."""
    return tuple(series for series in SERIES if series.kind is kind)


def memberships(item: Listed, vocabularies: Vocabularies) -> Iterator[Membership]:
    """The lists in which a notice stands."""
    for series in chain(series_of(item.kind), series_of(None)):
        for member in series.members_of(item, vocabularies):
            yield series.kind, series.name, member


def older_page(address: str, number: int) -> str:
    """The address of an older page of a list, 1 being the oldest; the newest is the list itself."""
    return f"{address}{OLDER}/{number}/"
