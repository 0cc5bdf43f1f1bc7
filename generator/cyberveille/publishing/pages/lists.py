"""Lists of bulletins and of alerts: all, by year, severity, technology and scope; paginated."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from cyberveille.model import Headline, Kind, Scope, Severity
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.output import Output, digest
from cyberveille.publishing.pages.choices import FilterGroup, FilterLink
from cyberveille.publishing.press import Place, Press

HEADINGS = {Kind.BULLETIN: "Bulletins de sécurité", Kind.ALERT: "Alertes"}
Item = TypeVar("Item")
UNRATED = "non-evaluee"


@dataclass(frozen=True)
class Selection:
    """Some of the notices of one kind, under an address of their own.

    `group` says what the selection narrows by; empty for the whole.
    """

    kind: Kind
    group: str
    label: str
    address: str
    items: tuple[Headline, ...]
    scope: Scope | None = None

    @property
    def heading(self) -> str:
        whole = HEADINGS[self.kind]
        return f"{whole} : {self.label}" if self.group else whole


def outputs(edition: Edition, press: Press) -> Iterator[Output]:
    """Every severity and scope has its list, empty or not; an empty one is in no filter.

    A technology has one once a notice of the edition names it: a term may be there for what is withheld.
    """
    size = edition.configuration.lists.per_page
    for kind in (Kind.BULLETIN, Kind.ALERT):
        selections = tuple(_selections(edition, kind))
        names = tuple((choice.address, choice.label) for choice in selections)
        counts = tuple(len(choice.items) for choice in selections)
        for selection in selections:
            pages = paginated(selection.items, size)
            for page, items in enumerate(pages, 1):
                told = counts if page == 1 else ()
                sources = tuple((item.id, item.digest) for item in items)
                key = digest(press.key, names, told, sources, page, len(pages))
                yield Output(
                    f"{_page_address(selection, page)}index.html",
                    key,
                    partial(_page, press, selections, selection, items, page, len(pages)),
                )


def paginated(items: tuple[Item, ...], size: int) -> list[tuple[Item, ...]]:
    """Pages of `size`, cut from the oldest on: a new notice changes the first page only.

    The first one holds between half of `size` and one and a half; every `size` notices the others move
    one page on.
    """
    count = max(1, (len(items) + size // 2) // size)
    first = len(items) - (count - 1) * size
    return [items[:first], *(items[start : start + size] for start in range(first, len(items), size))]


def _page_address(selection: Selection, page: int) -> str:
    return selection.address if page == 1 else f"{selection.address}page/{page}/"


def _selections(edition: Edition, kind: Kind) -> Iterator[Selection]:
    items = edition.of_kind(kind)
    root = f"{kind.section}/"
    yield Selection(kind, "", "Toutes" if kind is Kind.ALERT else "Tous", root, items)
    technologies = edition.vocabularies.technologies
    scopes = {term.id: term.scope.value if term.scope else "" for term in technologies.terms}
    of_scope = _grouped(items, lambda item: (scopes.get(term, "") for term in item.technologies))
    for scope, label in ((Scope.SANTE, "santé"), (Scope.STANDARD, "standard")):
        chosen = of_scope.get(scope.value, ())
        yield Selection(kind, "portee", label, f"{root}portee/{scope.value}/", chosen, scope)
    rated = tuple(item for item in items if not item.erased)
    of_severity = _grouped(rated, lambda item: (item.severity.value if item.severity else UNRATED,))
    for severity in Severity:
        chosen = of_severity.get(severity.value, ())
        yield Selection(kind, "severite", severity.label, f"{root}severite/{severity.value}/", chosen)
    if UNRATED in of_severity:
        unrated = of_severity[UNRATED]
        yield Selection(kind, "severite", "non évaluée", f"{root}severite/{UNRATED}/", unrated)
    of_technology = _grouped(items, lambda item: item.technologies)
    for term in technologies.terms:
        if term.id in of_technology:
            address = f"{root}technologie/{term.id}/"
            yield Selection(kind, "technologie", term.label, address, of_technology[term.id], term.scope)
    for year, of_year in sorted(_grouped(items, lambda item: (item.year,)).items(), reverse=True):
        yield Selection(kind, "annee", year, f"{root}annee/{year}/", of_year)


def _grouped(
    items: Iterable[Headline], names: Callable[[Headline], Iterable[str]]
) -> Mapping[str, tuple[Headline, ...]]:
    """Items by each of their names, in one pass and in their order."""
    groups: defaultdict[str, list[Headline]] = defaultdict(list)
    for item in items:
        for name in dict.fromkeys(names(item)):
            groups[name].append(item)
    return {name: tuple(group) for name, group in groups.items()}


_GROUPS = (("portee", "Portée"), ("severite", "Gravité"), ("technologie", "Technologie"))


def _page(
    press: Press,
    selections: tuple[Selection, ...],
    selection: Selection,
    items: tuple[Headline, ...],
    page: int,
    pages: int,
) -> bytes:
    whole = selections[0]

    def links(group: str) -> tuple[FilterLink, ...]:
        return tuple(
            FilterLink(
                item.label,
                item.address,
                len(item.items) if page == 1 else None,
                item.address == selection.address,
                item.scope,
            )
            for item in (whole, *(other for other in selections if other.group == group and other.items))
        )

    suffix = f", page {page} sur {pages}" if page > 1 else ""
    return press.page(
        "list.html",
        Place(
            title=f"{selection.heading}{suffix}",
            description=f"{selection.heading}, des plus récents aux plus anciens{suffix}."
            if selection.kind is Kind.BULLETIN
            else f"{selection.heading}, des plus récentes aux plus anciennes{suffix}.",
            address=_page_address(selection, page),
            section=whole.address,
        ),
        heading=selection.heading,
        kind=selection.kind,
        items=items,
        page=page,
        pages=pages,
        address=selection.address,
        total=len(selection.items),
        filters=tuple(
            FilterGroup(title, links(group))
            for group, title in _GROUPS
            if any(item.group == group for item in selections)
        ),
        years=tuple(item for item in links("annee") if item.address != whole.address),
    )
