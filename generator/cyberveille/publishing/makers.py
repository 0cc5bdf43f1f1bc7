"""Vendors and products as an edition's notices name them: what it has to say of each, and no other."""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from cyberveille.catalogue.facts import Called, Some
from cyberveille.map import MADE, VENDORS, Membership, Series
from cyberveille.model import Headline, Scope, Vocabularies
from cyberveille.registry import RegisteredProduct, Registry, Vendor, folded

_DIGITS = "0–9"
Read = Callable[[], tuple[Headline, ...]]


class _Named(Struct, frozen=True, kw_only=True, dict=True):
    """What notices name, with these notices."""

    label: str
    told: Some
    """How many notices name it, and a digest that changes with any of them."""
    read: Read

    @cached_property
    def items(self) -> tuple[Headline, ...]:
        """Newest first, decoded when they are asked for."""
        return self.read()

    @cached_property
    def alerts(self) -> tuple[Headline, ...]:
        return tuple(item for item in self.items if item.active)


class Made(_Named, frozen=True, kw_only=True, dict=True):
    """A product; `entry` is None for one that is not registered."""

    member: str
    entry: RegisteredProduct | None

    @property
    def address(self) -> str:
        return MADE.address(self.member)

    def full_name(self, vendor: str) -> str:
        """Its name after that of its vendor, where it does not begin with it."""
        return self.label if self.label.startswith(vendor) else f"{vendor} {self.label}"

    @cached_property
    def exploited(self) -> int:
        """How many of its notices tell of exploitation."""
        return sum(item.exploited and not item.withdrawn for item in self.items)

    @cached_property
    def services(self) -> tuple[str, ...]:
        """The care services that its notices say are touched."""
        return tuple(dict.fromkeys(service for item in self.items for service in item.services))


class Maker(_Named, frozen=True, kw_only=True, dict=True):
    """A vendor, and its products by name."""

    slug: str
    entry: Vendor | None
    health: bool
    """Whether it makes technologies of health care."""
    made: tuple[Made, ...]

    @property
    def address(self) -> str:
        return VENDORS.address(self.slug)

    @property
    def letter(self) -> str:
        first = folded(self.label)[:1].upper()
        return first if first.isascii() and first.isalpha() else _DIGITS


def makers_of(
    vendors: Mapping[str, tuple[Some, Read]],
    products: Mapping[str, tuple[Some, Read]],
    called: Mapping[str, Called],
    registry: Registry,
    vocabularies: Vocabularies,
) -> tuple[Maker, ...]:
    """The vendors of notices, from A to Z; no notice is read.

    `vendors` and `products` are by the parts of their addresses, `called` says what notices call them.
    """
    made: defaultdict[str, list[Made]] = defaultdict(list)
    for member, (told, read) in products.items():
        vendor, _, product = member.partition("/")
        entry = registry.entry(vendor, product)
        label = called[member].label
        made[vendor].append(Made(member=member, label=label, entry=entry, told=told, read=read))
    found = (
        Maker(
            slug=slug,
            label=called[slug].label,
            entry=(maker := registry.by_id(slug)),
            health=_of_health(maker, called[slug], vocabularies),
            told=told,
            made=tuple(sorted(made[slug], key=lambda one: (folded(one.label), one.member))),
            read=read,
        )
        for slug, (told, read) in vendors.items()
    )
    return tuple(
        sorted(found, key=lambda maker: (not maker.letter.isalpha(), folded(maker.label), maker.slug))
    )


def renamed_of(
    makers: Iterable[Maker], registry: Registry, lists: Container[Membership]
) -> Iterator[tuple[str, Maker | Made]]:
    """The addresses that vendors and products had under another name, with what they name now.

    None that is in use, in one of `lists`, and each once: the first that had it keeps it.
    """
    told: set[Membership] = set()
    for maker in makers:
        for series, member, to in _formerly(maker, registry):
            membership = series.of(member)
            if membership not in lists and membership not in told:
                told.add(membership)
                yield series.address(member), to


def _formerly(maker: Maker, registry: Registry) -> Iterator[tuple[Series, str, Maker | Made]]:
    former = registry.former_slugs(maker.entry.id) if maker.entry else ()
    for slug in (maker.slug, *former):
        if slug != maker.slug:
            yield VENDORS, slug, maker
        for made in maker.made:
            if slug != maker.slug:
                yield MADE, f"{slug}/{made.member.partition('/')[2]}", made
            for product in made.entry.former_slugs if made.entry else ():
                yield MADE, f"{slug}/{product}", made


def _of_health(entry: Vendor | None, called: Called, vocabularies: Vocabularies) -> bool:
    """As the registry says, or, where it says nothing, as the notices do."""
    terms = tuple(_technologies(entry)) if entry else ()
    found = map(vocabularies.technologies.get, terms or called.technologies)
    return any(term is not None and term.scope is Scope.HEALTH for term in found)


def _technologies(vendor: Vendor) -> Iterator[str]:
    yield from vendor.technologies
    for product in vendor.products:
        yield from product.technologies
