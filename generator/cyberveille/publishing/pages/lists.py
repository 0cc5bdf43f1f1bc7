"""Lists of bulletins and of alerts: all, by year, severity, technology and scope; paginated."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from cyberveille.map import LISTS, YEARS, Series, series_of
from cyberveille.model import Headline, Kind, Term
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.output import Output, digest
from cyberveille.publishing.pages.choices import FilterGroup, FilterLink
from cyberveille.publishing.pages.following import Followed, announced, followed_by, followed_whole
from cyberveille.publishing.pages.paging import Sheet, sheets
from cyberveille.publishing.press import Press


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
            for sheet in sheets(selection.address, selection.items, size):
                groups = _groups(choices, selection, first=sheet.first)
                follow = _followed(edition, selection) if sheet.first else None
                total = len(selection.items) if sheet.first else 0
                key = digest(press.key, groups, follow, total, *sheet.told)
                yield Output(sheet.file, key, partial(_page, press, selection, groups, follow, sheet))


def _followed(edition: Edition, selection: Selection) -> Followed | None:
    """The feed of what a list shows, and its calendar."""
    series = selection.series
    return followed_by(edition, series.name, selection.term.id) if series else followed_whole(selection.kind)


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
    sheet: Sheet,
) -> bytes:
    e = "e" if selection.kind.words.feminine else ""
    order = f"des plus récent{e}s aux plus ancien{'n' if e else ''}{e}s"
    years = next((group for group in groups if group.name == YEARS), None)
    return press.page(
        "list.html",
        sheet.place(selection.heading, f"{selection.heading}, {order}", LISTS[selection.kind].address),
        head=announced(press, follow) if selection.series else "",
        follow=follow,
        heading=selection.heading,
        kind=selection.kind,
        sheet=sheet,
        total=len(selection.items),
        filters=tuple(group for group in groups if group is not years),
        years=years.items[1:] if years else (),
    )
