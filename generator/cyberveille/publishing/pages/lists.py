"""Lists of bulletins and of alerts: all, by year, severity, technology and scope; paginated."""

from collections.abc import Callable, Iterator
from functools import cached_property, partial
from itertools import groupby

from msgspec import Struct

from cyberveille.map import LISTS, YEARS, Series, series_of
from cyberveille.model import Headline, Kind, Term
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.headlines import Part
from cyberveille.publishing.output import Output, digest
from cyberveille.publishing.pages.choices import FilterGroup, FilterLink
from cyberveille.publishing.pages.following import Followed, announced, followed_by, followed_whole
from cyberveille.publishing.pages.paging import Sheet, bounds
from cyberveille.publishing.press import Press
from cyberveille.publishing.tree import Node


class Piece(Struct, frozen=True):
    """What a list holds of a part: how many notices, and a digest that changes with any of them."""

    part: Part
    count: int
    digest: bytes


class Selection(Struct, frozen=True, dict=True):
    """Some of the notices of one kind, under an address of their own; all of them without a `series`."""

    kind: Kind
    address: str
    term: Term
    pieces: tuple[Piece, ...]
    """The last year first."""
    series: Series | None = None
    member: str = ""

    def heading(self, said: Callable[[str], str]) -> str:
        """In the words of the organisation."""
        whole = said(self.kind.facts.title)
        return f"{whole} : {self.term.label}" if self.series else whole

    @cached_property
    def count(self) -> int:
        return sum(piece.count for piece in self.pieces)

    def link(self, *, current: bool, counted: bool) -> FilterLink:
        count = self.count if counted else None
        return FilterLink(self.term.label, self.address, count, current, self.term.scope)

    def overlapped(self, start: int, stop: int) -> tuple[Piece, ...]:
        """The pieces in which the notices from `start` to `stop` stand, counted from the newest."""
        found: list[Piece] = []
        at = 0
        for piece in self.pieces:
            if at < stop and at + piece.count > start:
                found.append(piece)
            at += piece.count
        return tuple(found)

    def older_than(self, pieces: tuple[Piece, ...]) -> int:
        """How many notices stand after some of the pieces."""
        return sum(piece.count for piece in self.pieces[self.pieces.index(pieces[-1]) + 1 :]) if pieces else 0

    def items(self, edition: Edition, start: int, stop: int) -> tuple[Headline, ...]:
        """The notices from `start` to `stop`, newest first; no part is decoded in which none of them is."""
        found: list[Headline] = []
        at = 0
        for piece in self.pieces:
            if at < stop and at + piece.count > start:
                whole = self.series is None
                membership = (self.kind, "", "") if whole else self.series.of(self.member)  # type: ignore[union-attr]
                held = piece.part.headlines if whole else edition.listed_in(piece.part, membership)
                found += held[max(start - at, 0) : stop - at]
            at += piece.count
        return tuple(found)


class ListChoices(Struct, frozen=True):
    """What the lists of a kind lead to, beside the whole of it."""

    whole: Selection
    by_series: tuple[tuple[Series, tuple[Selection, ...]], ...]

    @property
    def all(self) -> tuple[Selection, ...]:
        return (self.whole, *(choice for _, choices in self.by_series for choice in choices))


def nodes(edition: Edition, press: Press, common: bytes) -> Iterator[Node]:
    """A part for each list, and in it one for its first page and one for the others that begin in each year.

    Every severity and scope has its list, empty or not; an empty one is in no filter. A technology has one
    once a notice of the edition names it: a term may be there for what is withheld.
    """
    for kind in (kind for kind in Kind if kind.watched):
        choices = _choices(edition, kind)
        for selection in choices.all:
            told = tuple((piece.part.facts.year, piece.count, piece.digest) for piece in selection.pieces)
            groups = _groups(choices, selection, first=True), _groups(choices, selection, first=False)
            follow = _followed(edition, selection)
            key = digest("list", common, groups, follow, told)
            make = partial(_parts, edition, press, common, selection, groups, follow)
            yield Node(f"lists/{selection.address}", key, make)


def _followed(edition: Edition, selection: Selection) -> Followed | None:
    """The feed of what a list shows, and its calendar."""
    series = selection.series
    return followed_by(edition, series.name, selection.term.id) if series else followed_whole(selection.kind)


def _choices(edition: Edition, kind: Kind) -> ListChoices:
    whole = Term(id="", label="Toutes" if kind.words.feminine else "Tous")
    pieces = tuple(Piece(part, part.facts.count, part.facts.digest) for part in edition.parts_of(kind))
    return ListChoices(
        Selection(kind, kind.listing, whole, pieces),
        tuple((series, tuple(_selections(edition, kind, series))) for series in series_of(kind)),
    )


def _selections(edition: Edition, kind: Kind, series: Series) -> Iterator[Selection]:
    for member in series.members(series.own(edition.lists), edition.vocabularies):
        term = series.term(member, edition.vocabularies)
        standing = edition.standing_in(series.of(member))
        pieces = tuple(Piece(part, some.count, some.digest) for part, some in standing)
        yield Selection(kind, series.address(member), term, pieces, series, member)


Groups = tuple[FilterGroup, ...]


def _parts(
    edition: Edition,
    press: Press,
    common: bytes,
    selection: Selection,
    groups: tuple[Groups, Groups],
    follow: Followed | None,
) -> Iterator[Node]:
    """The first page, then the others by the year of the notice with which they begin."""
    cuts = bounds(selection.count, edition.configuration.lists.per_page)
    name = f"lists/{selection.address}"
    pages = [(len(cuts) - before, cut) for before, cut in enumerate(cuts)]
    first = selection.overlapped(*cuts[0])
    key = digest("first page", common, groups[0], follow, selection.count, _told(first), len(cuts))
    make = partial(_pages, edition, press, selection, groups[0], follow, pages[:1], len(cuts))
    yield Node(f"{name} first", key, make)

    def year(page: tuple[int, tuple[int, int]]) -> int:
        start, _ = page[1]
        return selection.overlapped(start, start + 1)[0].part.facts.year

    for begun, held in groupby(pages[1:], key=year):
        some = list(held)
        newest = some[0][0]
        pieces = selection.overlapped(some[0][1][0], some[-1][1][1])
        place = selection.older_than(pieces), newest, len(some), newest + 1 == len(cuts)
        key = digest("pages", common, groups[1], _told(pieces), *place)
        make = partial(_pages, edition, press, selection, groups[1], None, some, len(cuts))
        yield Node(f"{name} {begun}", key, make)


def _told(pieces: tuple[Piece, ...]) -> tuple[tuple[int, bytes], ...]:
    return tuple((piece.part.facts.year, piece.digest) for piece in pieces)


def _pages(
    edition: Edition,
    press: Press,
    selection: Selection,
    groups: Groups,
    follow: Followed | None,
    pages: list[tuple[int, tuple[int, int]]],
    count: int,
) -> Iterator[Output]:
    for number, (start, stop) in pages:
        sheet = Sheet(selection.address, selection.items(edition, start, stop), number, count)
        total = selection.count if sheet.front else 0
        key = digest(press.key, groups, follow, total, *sheet.told)
        yield Output(sheet.file, key, partial(_page, press, selection, groups, follow, sheet))


def _groups(choices: ListChoices, selection: Selection, *, first: bool) -> Groups:
    """What the first page of a list and the others lead to.

    Counts change with every notice, and stand on the list of all alone. There too, and nowhere else, a
    series to which editors add members is printed whole: a new one leaves the others' lists as they were.
    """
    whole = choices.whole
    counted = first and selection is whole

    def links(series: Series, members: tuple[Selection, ...]) -> Iterator[FilterLink]:
        yield whole.link(current=selection is whole, counted=counted)
        # Of a series of thousands, a list that does not print them all looks at none but its own.
        printed = members if counted or not series.open_ended else (selection,) * (selection.series is series)
        yield from (item.link(current=item is selection, counted=counted) for item in printed if item.count)

    groups = (
        FilterGroup(series.title, tuple(links(series, members)), series.name)
        for series, members in choices.by_series
    )
    # The whole alone is no choice.
    return tuple(group for group in groups if len(group.items) > 1)


def _page(
    press: Press,
    selection: Selection,
    groups: Groups,
    follow: Followed | None,
    sheet: Sheet,
) -> bytes:
    e = "e" if selection.kind.words.feminine else ""
    order = f"des plus récent{e}s aux plus ancien{'n' if e else ''}{e}s"
    heading = selection.heading(press.said)
    years = next((group for group in groups if group.name == YEARS), None)
    return press.page(
        "list.html",
        sheet.place(heading, f"{heading}, {order}", LISTS[selection.kind].address),
        head=announced(press, follow) if selection.series else "",
        follow=follow,
        heading=heading,
        whole=selection.series is None,
        kind=selection.kind,
        sheet=sheet,
        total=selection.count,
        filters=tuple(group for group in groups if group is not years),
        years=years.items[1:] if years else (),
    )
