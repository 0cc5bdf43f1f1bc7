"""The headlines of an edition by kind and year: what is shown, decoded when it is asked for."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Protocol, overload

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from cyberveille.catalogue.facts import Facts, Some, by_part, digest_of, digest_of_all, together
from cyberveille.map import Sorting
from cyberveille.model import Audience, Headline, Kind

if TYPE_CHECKING:
    from cyberveille.catalogue.rows import Tables

_ENCODER = msgspec.msgpack.Encoder()


class Source(Protocol):
    """Notices of one kind and year, newest first."""

    @property
    def facts(self) -> Facts: ...
    @property
    def headlines(self) -> tuple[Headline, ...]: ...
    @property
    def path(self) -> str: ...
    @property
    def places(self) -> Mapping[str, tuple[str, str]]: ...
    @property
    def tables(self) -> "Tables": ...
    def at(self, position: int) -> Headline:
        """The one that stands there among all of them."""

    def find(self, notice_id: str) -> Headline | None: ...
    def listed(self, name: str) -> tuple[Headline, ...] | None:
        """What stands in a list, as « series/member »; None where that is to be worked out."""

    def followed(self, name: str) -> tuple[Headline, ...] | None:
        """What belongs to an interest, as « interest/member », likewise."""

    def let_go(self) -> None:
        """Hold no more than the facts, until the headlines are asked for again."""


class Chosen(Struct, frozen=True, dict=True):
    """Those of a source that an edition shows, when it does not show all of them."""

    facts: Facts
    headlines: tuple[Headline, ...]
    path: str = ""
    places: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, headlines: tuple[Headline, ...], sorting: Sorting) -> "Chosen":
        """`headlines` are of one kind and one year, newest first."""
        # Loaded where an edition does not show all of a part.
        from cyberveille.catalogue.counting import facts_of  # noqa: PLC0415

        return cls(facts_of(headlines, sorting, digest_of(_encoded(headlines))), headlines)

    def placed(self, path: str, places: Mapping[str, tuple[str, str]]) -> "Chosen":
        """The same, with the places of their sources."""
        return replace(self, path=path, places={item.id: places[item.id] for item in self.headlines})

    @cached_property
    def tables(self) -> "Tables":
        from cyberveille.catalogue.rows import tables_of  # noqa: PLC0415 - for the search alone

        return tables_of(self.headlines, self.facts.digest)

    def at(self, position: int) -> Headline:
        return self.headlines[position]

    def find(self, notice_id: str) -> Headline | None:
        return next((item for item in self.headlines if item.id == notice_id), None)

    def listed(self, _name: str) -> None:
        """Nobody asked in which lists they stand."""

    def followed(self, _name: str) -> None:
        """Nor to what they belong."""

    def let_go(self) -> None:
        """They are nowhere else."""


class Part(Struct, frozen=True, dict=True):
    """The notices of one kind and one year that an edition shows, from one or more folders."""

    facts: Facts
    sources: tuple[Source, ...]

    @cached_property
    def headlines(self) -> tuple[Headline, ...]:
        """Newest first, ties by identifier descending."""
        if len(self.sources) == 1:
            return self.sources[0].headlines
        return _in_order(item for source in self.sources for item in source.headlines)

    @cached_property
    def tables(self) -> "Tables":
        """Those of all sources together."""
        if len(self.sources) == 1:
            return self.sources[0].tables
        from cyberveille.catalogue.rows import all_tables  # noqa: PLC0415 - for the search alone

        return all_tables([source.tables for source in self.sources], self.facts.digest)

    def at(self, position: int) -> Headline:
        """The one that stands there among all of them."""
        return self.sources[0].at(position) if len(self.sources) == 1 else self.headlines[position]

    def find(self, notice_id: str) -> Headline | None:
        found = (source.find(notice_id) for source in self.sources)
        return next((item for item in found if item is not None), None)

    def listed(self, name: str) -> tuple[Headline, ...] | None:
        """What stands in a list, as « series/member »; None where that is to be worked out."""
        return _joined([source.listed(name) for source in self.sources])

    def followed(self, name: str) -> tuple[Headline, ...] | None:
        """What belongs to an interest, as « interest/member », likewise."""
        return _joined([source.followed(name) for source in self.sources])

    def let_go(self) -> None:
        """Hold no more than the facts, until the headlines are asked for again."""
        for name in ("headlines", "tables"):
            vars(self).pop(name, None)
        for source in self.sources:
            source.let_go()


def _joined(found: Sequence[tuple[Headline, ...] | None]) -> tuple[Headline, ...] | None:
    """Those of all sources, newest first; None unless all tell."""
    told = [items for items in found if items is not None]
    if len(told) < len(found):
        return None
    return told[0] if len(told) == 1 else _in_order(item for items in told for item in items)


def _in_order(headlines: Iterable[Headline]) -> tuple[Headline, ...]:
    """Newest first, ties by identifier descending."""
    return tuple(sorted(headlines, key=attrgetter("place"), reverse=True))


class Headlines(Sequence[Headline]):
    """Newest first, ties by identifier descending; `parts` are by year, the last first, then by kind."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self.sources = tuple(sources)
        ordered = sorted(self.sources, key=lambda source: source.facts.order)
        grouped = groupby(ordered, key=lambda source: source.facts.order)
        self.parts = tuple(_part(tuple(group)) for _, group in grouped)

    @cached_property
    def _all(self) -> tuple[Headline, ...]:
        return _in_order(item for part in self.parts for item in part.headlines)

    def __len__(self) -> int:
        return sum(part.facts.count for part in self.parts)

    def __iter__(self) -> Iterator[Headline]:
        return iter(self._all)

    def __reversed__(self) -> Iterator[Headline]:
        return reversed(self._all)

    @overload
    def __getitem__(self, index: int) -> Headline: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Headline]: ...
    def __getitem__(self, index: int | slice) -> Headline | Sequence[Headline]:
        return self._all[index]


def parted(headlines: Sequence[Headline], sorting: Sorting) -> Headlines:
    """Headlines by part, all of them decoded already."""
    if isinstance(headlines, Headlines):
        return headlines
    return Headlines(Chosen.of(items, sorting) for items in by_part(headlines))


def shown_to(
    audience: Audience,
    clock: datetime,
    sources: Iterable[Source],
    sorting: Sorting,
    own: Sorting,
) -> Headlines:
    """What of the sources an audience may see at `clock`; only those that hold something else are decoded.

    `sorting` is that under which the facts of the sources were worked out, `own` the audience's.
    """
    return Headlines(_shown_of(audience, clock, sources, sorting, own))


def overlaid(headlines: Headlines, told: Mapping[str, Headline], own: Sorting) -> Headlines:
    """The same ones, those of `told` as they are there; `own` is how the audience's are sorted."""
    return Headlines(_overlaid(headlines, told, own)) if told else headlines


def _overlaid(headlines: Headlines, told: Mapping[str, Headline], own: Sorting) -> Iterator[Source]:
    for source in headlines.sources:
        if told.keys().isdisjoint(source.places):
            yield source
        else:
            items = tuple(told.get(item.id, item) for item in source.headlines)
            yield Chosen.of(items, own).placed(source.path, source.places)


def _shown_of(
    audience: Audience,
    clock: datetime,
    sources: Iterable[Source],
    sorting: Sorting,
    own: Sorting,
) -> Iterator[Source]:
    for source in sources:
        if source.facts.all_shown_to(audience, clock) and _same_lists(source.facts, sorting, own):
            yield source
        elif items := tuple(item for item in source.headlines if shows(audience, item, clock)):
            yield Chosen.of(items, own).placed(source.path, source.places)


def parts_by(
    parts: Iterable[Part], told: Callable[[Facts], Mapping[str, Some]]
) -> dict[str, tuple[Part, ...]]:
    """The parts of which something is `told` under each name, the last name first."""
    found: defaultdict[str, list[Part]] = defaultdict(list)
    for part in parts:
        for name in told(part.facts):
            found[name].append(part)
    return {name: tuple(found[name]) for name in sorted(found, reverse=True)}


def of_year(year: str, parts: Iterable[Part]) -> tuple[Headline, ...]:
    """The notices of which the identifier names a year, newest first, among those of some parts."""
    return _in_order(item for part in parts for item in part.headlines if item.year == year)


def find(parts: Sequence[Part], notice_id: str) -> Headline | None:
    """The headline of an identifier: looked for in the year that it names, then in others of its kind."""
    pieces = notice_id.split("-")
    kind = Kind.of_code(pieces[-2]) if len(pieces) > 3 else None  # noqa: PLR2004 - CV-2026-BUL-0042
    likely = [part for part in parts if part.facts.kind is kind] if kind else parts
    for part in sorted(likely, key=lambda part: str(part.facts.year) != pieces[1]) if kind else likely:
        item = part.find(notice_id)
        if item is not None:
            return item
    return None


def shows(audience: Audience, item: Headline, clock: datetime) -> bool:
    return audience.shows(draft=item.draft, tlp=item.tlp, published=item.published, clock=clock)


def _same_lists(facts: Facts, sorting: Sorting, own: Sorting) -> bool:
    """Whether notices are in the same lists of the portal, and the same interests, under both."""
    if sorting == own:
        return True
    known, told = sorting.vocabularies.technologies, own.vocabularies.technologies
    named = (name for name in (*facts.lists, *facts.left) if name.startswith("technologie/"))
    terms = (name.partition("/")[2] for name in named)
    return sorting.combined == own.combined and all(known.get(term) == told.get(term) for term in terms)


def _part(sources: tuple[Source, ...]) -> Part:
    if len(sources) == 1:
        return Part(sources[0].facts, sources)
    every = [source.facts for source in sources]
    return Part(
        Facts(
            kind=every[0].kind,
            year=every[0].year,
            count=sum(facts.count for facts in every),
            digest=digest_of(b"".join(facts.digest for facts in every)),
            first=max((facts.first for facts in every), key=attrgetter("place")),
            last=min((facts.last for facts in every), key=attrgetter("place")),
            updated=max(facts.updated for facts in every),
            open=min((facts.open for facts in every), key=lambda tlp: tlp.rank),
            closed=max((facts.closed for facts in every), key=lambda tlp: tlp.rank),
            drafts=sum(facts.drafts for facts in every),
            erased=sum(facts.erased for facts in every),
            active=sum(facts.active for facts in every),
            moments=b"".join(facts.moments for facts in every),
            changed=b"".join(facts.changed for facts in every),
            dated=digest_of_all(facts.dated for facts in every),
            redirected=any(facts.redirected for facts in every),
            declassifies=any(facts.declassifies for facts in every),
            earlier=max(
                (facts.earlier for facts in every if facts.earlier), key=lambda tlp: tlp.rank, default=None
            ),
            lists=together(facts.lists for facts in every),
            followed=together(facts.followed for facts in every),
            named=together(facts.named for facts in every),
            years=together(facts.years for facts in every),
            standing=together(facts.standing for facts in every),
            months=together(facts.months for facts in every),
            left=together(facts.left for facts in every),
        ),
        sources,
    )


def _encoded(headlines: tuple[Headline, ...]) -> bytes:
    try:
        return _ENCODER.encode(headlines)
    except UnicodeEncodeError:
        # Half of a surrogate pair, which no source file can hold: of notices made otherwise.
        return repr(headlines).encode(errors="surrogatepass")
