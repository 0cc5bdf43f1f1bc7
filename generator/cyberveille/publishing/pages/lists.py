"""Lists of bulletins and of alerts: all, by year, severity, technology and scope; paginated."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from cyberveille.map import LISTS, YEARS, Place, Series, next_page, series_of
from cyberveille.model import Headline, Kind, Term
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.output import Output, digest
from cyberveille.publishing.pages.choices import FilterGroup, FilterLink
from cyberveille.publishing.pages.following import Followed, announced, followed_by
from cyberveille.publishing.press import Press

Item = TypeVar("Item")


@dataclass(frozen=True)
class Selection:
    """Some of the notices of one kind, under an address of their own; all of them without a `series`."""

    kind: Kind
    address: str
    term: Term
    items: tuple[Headline, ...]
    series: Series | None = None

    @property
    def heading(self) -> str:
        whole = self.kind.facts.title
        return f"{whole} : {self.term.label}" if self.series else whole

    def link(self, *, current: bool, counted: bool) -> FilterLink:
        count = len(self.items) if counted else None
        return FilterLink(self.term.label, self.address, count, current, self.term.scope)


@dataclass(frozen=True)
class ListChoices:
    """What the lists of a kind lead to, beside the whole of it."""

    whole: Selection
    by_series: tuple[tuple[Series, tuple[Selection, ...]], ...]

    @property
    def all(self) -> tuple[Selection, ...]:
        return (self.whole, *(choice for _, choices in self.by_series for choice in choices))


def outputs(edition: Edition, press: Press) -> Iterator[Output]:
    """Every severity and scope has its list, empty or not; an empty one is in no filter.

    A technology has one once a notice of the edition names it: a term may be there for what is withheld.
    """
    size = edition.configuration.lists.per_page
    for kind in (kind for kind in Kind if kind.watched):
        choices = _choices(edition, kind)
        for selection in choices.all:
            pages = paginated(selection.items, size)
            for number, items in enumerate(pages, 1):
                groups = _groups(choices, selection, first=number == 1)
                follow = _followed(edition, selection) if number == 1 else None
                sources = tuple((item.id, item.digest) for item in items)
                total = len(selection.items) if number == 1 else 0
                page = partial(_page, press, selection, groups, follow, items, number, len(pages))
                key = digest(press.key, groups, follow, total, sources, number, len(pages))
                yield Output(f"{next_page(selection.address, number)}index.html", key, page)


def _followed(edition: Edition, selection: Selection) -> Followed | None:
    """What a list by a fact announces; every page announces the feeds of whole kinds."""
    series = selection.series
    return followed_by(edition, series.name, selection.term.id) if series else None


def _choices(edition: Edition, kind: Kind) -> ListChoices:
    whole = Term(id="", label="Toutes" if kind.words.feminine else "Tous")
    return ListChoices(
        Selection(kind, kind.listing, whole, edition.of_kind(kind)),
        tuple((series, tuple(_selections(edition, kind, series))) for series in series_of(kind)),
    )


def _selections(edition: Edition, kind: Kind, series: Series) -> Iterator[Selection]:
    held = series.own(edition.listed)
    for member in series.members(held, edition.vocabularies):
        term = series.term(member, edition.vocabularies)
        yield Selection(kind, series.address(member), term, held.get(member, ()), series)


def paginated(items: tuple[Item, ...], size: int) -> list[tuple[Item, ...]]:
    """Pages of `size`, cut from the oldest on: a new notice changes the first page only.

    The first one holds between half of `size` and one and a half; every `size` notices the others move
    one page on.
    """
    count = max(1, (len(items) + size // 2) // size)
    first = len(items) - (count - 1) * size
    return [items[:first], *(items[start : start + size] for start in range(first, len(items), size))]


def _groups(choices: ListChoices, selection: Selection, *, first: bool) -> tuple[FilterGroup, ...]:
    """What the first page of a list and the others lead to.

    Counts change with every notice, and stand on the list of all alone. There too, and nowhere else, a
    series to which editors add members is printed whole: a new one leaves the others' lists as they were.
    """
    whole = choices.whole
    counted = first and selection is whole

    def links(series: Series, members: tuple[Selection, ...]) -> Iterator[FilterLink]:
        yield whole.link(current=selection is whole, counted=counted)
        for item in members:
            printed = counted or not series.open_ended or item is selection
            if item.items and printed:
                yield item.link(current=item is selection, counted=counted)

    groups = (
        FilterGroup(series.title, tuple(links(series, members)), series.name)
        for series, members in choices.by_series
    )
    # The whole alone is no choice.
    return tuple(group for group in groups if len(group.items) > 1)


def _page(
    press: Press,
    selection: Selection,
    groups: tuple[FilterGroup, ...],
    follow: Followed | None,
    items: tuple[Headline, ...],
    number: int,
    pages: int,
) -> bytes:
    suffix = f", page {number} sur {pages}" if number > 1 else ""
    e = "e" if selection.kind.words.feminine else ""
    order = f"des plus récent{e}s aux plus ancien{'n' if e else ''}{e}s"
    years = next((group for group in groups if group.name == YEARS), None)
    return press.page(
        "list.html",
        Place(
            address=next_page(selection.address, number),
            title=f"{selection.heading}{suffix}",
            description=f"{selection.heading}, {order}{suffix}.",
            section=LISTS[selection.kind].address,
        ),
        head=announced(press, follow),
        follow=follow,
        heading=selection.heading,
        kind=selection.kind,
        items=items,
        page=number,
        pages=pages,
        address=selection.address,
        total=len(selection.items),
        filters=tuple(group for group in groups if group is not years),
        years=years.items[1:] if years else (),
    )
