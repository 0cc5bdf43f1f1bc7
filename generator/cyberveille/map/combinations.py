"""Interests that editors put together in the configuration, beside those of every portal."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, field, structs

from cyberveille.map.interests import INTERESTS, Interest
from cyberveille.map.series import Listed, scopes_of
from cyberveille.map.subscriptions import FOLDER
from cyberveille.model import Combination, Configuration, Scope, Term, Vocabularies

NAME = "interets"


class Sorting(Struct, frozen=True):
    """By what notices are sorted into lists and interests: terms, and what editors put together."""

    vocabularies: Vocabularies = field(default_factory=Vocabularies)
    combined: tuple[Combination, ...] = ()
    """Each vendor by the identifier under which notices are listed."""

    @property
    def interests(self) -> tuple[Interest, ...]:
        """All sorts of interests of a portal, those of its editors first."""
        return (_interest(self.combined), *INTERESTS) if self.combined else INTERESTS


def sorting(
    configuration: Configuration, vocabularies: Vocabularies, vendor_of: Callable[[str], str] = str
) -> Sorting:
    """`vendor_of` gives the vendor that a name stands for, as notices are listed by it."""
    combined = (
        structs.replace(asked, vendors=tuple(map(vendor_of, asked.vendors)))
        for asked in configuration.feeds.interests
    )
    return Sorting(vocabularies, tuple(combined))


def interests_of(configuration: Configuration) -> tuple[Interest, ...]:
    """All sorts of interests of a portal, where no notice is looked at."""
    return Sorting(combined=configuration.feeds.interests).interests


def page_of(member: str) -> str:
    """The address of the page that shows what is of a combined interest."""
    return f"{FOLDER}{member}/"


def _interest(combined: tuple[Combination, ...]) -> Interest:
    by_id = {asked.id: asked for asked in combined}
    wanting = _by_technology(combined)

    def members_of(item: Listed, vocabularies: Vocabularies) -> Iterator[str]:
        if item.kind.watched and not item.erased:
            asked = {
                number: one for name in ("", *item.technologies) for number, one in wanting.get(name, ())
            }
            yield from (one.id for _, one in sorted(asked.items()) if holds(one, item, vocabularies))

    def term(member: str, _: Vocabularies) -> Term:
        asked = by_id[member]
        return Term(id=member, label=asked.title, description=asked.purpose)

    return Interest(
        name=NAME,
        title="Choix de la rédaction",
        members_of=members_of,
        term=term,
        purpose="Les bulletins et alertes choisis sous le titre « {} ».",
        order=lambda _: by_id,
        page=page_of,
        lasting=tuple(by_id),
        described=True,
    )


def _by_technology(combined: Iterable[Combination]) -> Mapping[str, Sequence[tuple[int, Combination]]]:
    """Those that ask for a technology by each that is enough, all others under none, with their places.

    Of hundreds, a notice is compared with those that may hold.
    """
    found: defaultdict[str, list[tuple[int, Combination]]] = defaultdict(list)
    for place in enumerate(combined):
        for name in place[1].technologies or ("",):
            found[name].append(place)
    return found


def holds(asked: Combination, item: Listed, vocabularies: Vocabularies) -> bool:
    """Whether everything that is asked is true of a notice; what it does not say is not true of it."""
    return (
        (not asked.severities or item.severity in asked.severities)
        and _meet(asked.technologies, item.technologies)
        and _meet(asked.structures, item.structures)
        and _meet(asked.vendors, (name.vendor for name in item.named))
        and _meet(asked.products, (name.member for name in item.named))
        and (not asked.health or Scope.HEALTH.value in scopes_of(item, vocabularies))
        and (not asked.exploited or item.exploited)
    )


def _meet(wanted: tuple[str, ...], had: Iterable[str]) -> bool:
    """Whether nothing is wanted, or something of it is there."""
    return not wanted or not set(wanted).isdisjoint(had)
