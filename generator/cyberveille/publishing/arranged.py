"""The notices of an edition by kind, year, list and interest, decoded where they are asked for."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, partial
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct, field

from cyberveille.catalogue.facts import Some, sum_of, together
from cyberveille.map import (
    MADE,
    SERIES,
    VENDORS,
    Followed,
    Interest,
    Membership,
    Series,
    Sorting,
    sorting,
)
from cyberveille.model import Configuration, Headline, Kind, Vocabularies
from cyberveille.publishing.headlines import Part, find, parted
from cyberveille.registry import Registry

if TYPE_CHECKING:
    from cyberveille.publishing.makers import Made, Maker

_OF_ALL_KINDS = frozenset(series.name for series in SERIES if series.kind is None)
"""The series of lists in which notices of all kinds stand."""


Standing = Sequence[tuple[Part, Some]]
"""The parts that have some of what stands somewhere, the last year first, each with what is known of it."""


Key = TypeVar("Key")


class Sorted:
    """What of a part that does not tell stands under each name, worked out when it is first asked for."""

    def __init__(self, names_of: Callable[[Headline], Iterable[str]]) -> None:
        self._names_of = names_of
        self._found: dict[tuple[Kind, int], Mapping[str, tuple[Headline, ...]]] = {}

    def of(self, part: Part, name: str) -> tuple[Headline, ...]:
        """Newest first."""
        key = (part.facts.kind, part.facts.year)
        if key not in self._found:
            held: defaultdict[str, list[Headline]] = defaultdict(list)
            for item in part.headlines:
                for one in self._names_of(item):
                    held[one].append(item)
            self._found[key] = {one: tuple(items) for one, items in held.items()}
        return self._found[key].get(name, ())


class Arranged(Struct, frozen=True, kw_only=True, dict=True):
    """Headlines are sorted newest first, ties by identifier descending."""

    configuration: Configuration
    vocabularies: Vocabularies
    headlines: Sequence[Headline]
    registry: Registry = field(default_factory=Registry)
    """Vendors and products, as far as the readers may know them."""

    @cached_property
    def sorting(self) -> Sorting:
        """By what its notices are sorted into lists and interests."""
        return sorting(self.configuration, self.vocabularies, self.registry.vendor_slug)

    @cached_property
    def bulletins(self) -> tuple[Headline, ...]:
        return self.of_kind(Kind.BULLETIN)

    @cached_property
    def alerts(self) -> tuple[Headline, ...]:
        return self.of_kind(Kind.ALERT)

    @cached_property
    def documents(self) -> tuple[Headline, ...]:
        return self.of_kind(Kind.DOCUMENT)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The headlines by kind and year, the last year first: decoded when they are asked for."""
        return parted(self.headlines, self.sorting).parts

    def parts_of(self, kind: Kind) -> tuple[Part, ...]:
        """Those of a kind, the last year first."""
        return tuple(part for part in self.parts if part.facts.kind is kind)

    def of_kind(self, kind: Kind) -> tuple[Headline, ...]:
        return tuple(item for part in self.parts_of(kind) for item in part.headlines)

    def count(self, kind: Kind) -> int:
        return sum(part.facts.count for part in self.parts_of(kind))

    @cached_property
    def active_alerts(self) -> tuple[Headline, ...]:
        parts = (part for part in self.parts_of(Kind.ALERT) if part.facts.active)
        return tuple(item for part in parts for item in part.headlines if item.active)

    def headline(self, notice_id: str) -> Headline | None:
        """The headline of something this edition shows; None for anything else."""
        return find(self.parts, notice_id)

    @cached_property
    def lists(self) -> Mapping[Membership, tuple[Part, ...]]:
        """The lists by a fact in which something stands, each with the parts that have some of it."""
        return _parts_of(self._by_list)

    @cached_property
    def _by_list(self) -> Mapping[Membership, Standing]:
        lists: defaultdict[Membership, list[tuple[Part, Some]]] = defaultdict(list)
        for part in self.parts:
            own = part.facts.kind
            for name, some in part.facts.lists.items():
                series, _, member = name.partition("/")
                lists[None if series in _OF_ALL_KINDS else own, series, member].append((part, some))
        return dict(lists)

    def standing_in(self, membership: Membership) -> Standing:
        """What is known of a list by a fact without any of it being read."""
        return self._by_list.get(membership, ())

    def list_of(self, membership: Membership) -> tuple[Headline, ...]:
        """What stands in a list by a fact, newest first."""
        parts = self.lists.get(membership, ())
        found = (item for part in parts for item in self.listed_in(part, membership))
        if len({part.facts.kind for part in parts}) < 2:  # noqa: PLR2004 - those of a kind follow each other
            return tuple(found)
        return tuple(sorted(found, key=attrgetter("place"), reverse=True))

    def listed_in(self, part: Part, membership: Membership) -> tuple[Headline, ...]:
        """What of a part stands in a list by a fact, newest first."""
        kind, name, member = membership
        found = part.listed(f"{name}/{member}") if kind in {None, part.facts.kind} else ()
        return self._by_series[kind, name].of(part, member) if found is None else found

    @cached_property
    def _by_series(self) -> Mapping[tuple[Kind | None, str], Sorted]:
        """One series at a time: of most, nothing is asked."""
        return {(series.kind, series.name): Sorted(self._named(series)) for series in SERIES}

    @cached_property
    def interests(self) -> tuple[Interest, ...]:
        """All sorts of interests, those of the editors first."""
        # Loaded where something is to be published.
        from cyberveille.publishing.named_interests import named_interests  # noqa: PLC0415

        return named_interests(self.sorting.interests, self.makers)

    @cached_property
    def followed(self) -> Mapping[Followed, tuple[Part, ...]]:
        """The interests to which something belongs, each with the parts that have some of it."""
        return _parts_of(self._by_followed)

    @cached_property
    def _by_followed(self) -> Mapping[Followed, Standing]:
        found: defaultdict[Followed, list[tuple[Part, Some]]] = defaultdict(list)
        for part in self.parts:
            for name, some in part.facts.followed.items():
                interest, _, member = name.partition("/")
                found[interest, member].append((part, some))
        return dict(found)

    def belonging_to(self, followed: Followed) -> Standing:
        """What is known of what belongs to an interest without any of it being read."""
        return self._by_followed.get(followed, ())

    def followed_in(self, part: Part, followed: Followed) -> tuple[Headline, ...]:
        """What of a part belongs to an interest, newest first."""
        name, member = followed
        found = part.followed(f"{name}/{member}")
        return self._by_interest[name].of(part, member) if found is None else found

    @cached_property
    def _by_interest(self) -> Mapping[str, Sorted]:
        return {interest.name: Sorted(self._named(interest)) for interest in self.sorting.interests}

    def _named(self, sort: Series | Interest) -> Callable[[Headline], Iterable[str]]:
        """What gives the members of a series, or of an interest, to which a notice belongs."""
        return lambda item: sort.members_of(item, self.vocabularies)

    @cached_property
    def dated(self) -> Mapping[Followed, tuple[Part, ...]]:
        """Of each interest, the parts that have something with a deadline; without those that have none."""
        found = {
            followed: tuple(part for part, some in standing if some.dated)
            for followed, standing in self._by_followed.items()
        }
        return {followed: parts for followed, parts in found.items() if parts}

    def newest_of(self, followed: Followed, count: int) -> tuple[Headline, ...]:
        """The last published of an interest; no year is decoded in which none of them is."""
        found: list[Headline] = []
        for _, parts in groupby(self.followed.get(followed, ()), key=lambda part: part.facts.year):
            if len(found) >= count:
                break
            held = (item for part in parts for item in self.followed_in(part, followed))
            found += sorted(held, key=attrgetter("place"), reverse=True)
        return tuple(found[:count])

    def dated_of(self, followed: Followed) -> tuple[Headline, ...]:
        """What of an interest bears a deadline, newest first part by part."""
        return tuple(
            item
            for part in self.dated.get(followed, ())
            for item in self.followed_in(part, followed)
            if item.dated
        )

    @cached_property
    def makers(self) -> tuple["Maker", ...]:
        """The vendors that its notices name, from A to Z, each with its products."""
        # Loaded where something is to be published.
        from cyberveille.publishing.makers import makers_of  # noqa: PLC0415

        called = together(part.facts.named for part in self.parts)
        return makers_of(
            self._listed_by(VENDORS), self._listed_by(MADE), called, self.registry, self.vocabularies
        )

    @cached_property
    def renamed(self) -> tuple[tuple[str, "Maker | Made"], ...]:
        """The addresses that vendors and products had under another name, with what they name now."""
        # Loaded where something is to be published.
        from cyberveille.publishing.makers import renamed_of  # noqa: PLC0415

        return tuple(renamed_of(self.makers, self.registry, self.lists))

    def _listed_by(self, series: Series) -> Mapping[str, tuple[Some, Callable[[], tuple[Headline, ...]]]]:
        """What stands in each list of a series of all kinds: what is known of it, and what reads it."""
        return {
            member: (
                sum_of(some for _, some in standing),
                partial(self.list_of, series.of(member)),
            )
            for member, standing in series.own(self._by_list).items()
        }


def _parts_of(standing: Mapping[Key, Standing]) -> dict[Key, tuple[Part, ...]]:
    return {key: tuple(part for part, _ in told) for key, told in standing.items()}
