"""Vendors and products as some notices name them: what an edition has to say of each, and no other."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from cyberveille.map import MADE, VENDORS, Membership
from cyberveille.model import Headline, Scope, Vocabularies
from cyberveille.registry import RegisteredProduct, Registry, Vendor, folded

if TYPE_CHECKING:
    from cyberveille.versions import Scheme

_DIGITS = "0–9"


@dataclass(frozen=True)
class Made:
    """A product with its notices, newest first; `entry` is None for one that is not registered."""

    member: str
    label: str
    entry: RegisteredProduct | None
    scheme: "Scheme"
    items: tuple[Headline, ...]

    @property
    def address(self) -> str:
        return MADE.address(self.member)

    def full_name(self, vendor: str) -> str:
        """Its name after that of its vendor, where it does not begin with it."""
        return self.label if self.label.startswith(vendor) else f"{vendor} {self.label}"

    @cached_property
    def alerts(self) -> tuple[Headline, ...]:
        return tuple(item for item in self.items if item.active)

    @cached_property
    def exploited(self) -> int:
        """How many of its notices tell of exploitation."""
        return sum(item.exploited and not item.withdrawn for item in self.items)

    @cached_property
    def services(self) -> tuple[str, ...]:
        """The care services that its notices say are touched."""
        return tuple(dict.fromkeys(service for item in self.items for service in item.services))


@dataclass(frozen=True)
class Maker:
    """A vendor with its notices, newest first, and its products by name."""

    slug: str
    label: str
    entry: Vendor | None
    health: bool
    """Whether it makes technologies of health care."""
    items: tuple[Headline, ...]
    made: tuple[Made, ...]

    @property
    def address(self) -> str:
        return VENDORS.address(self.slug)

    @property
    def letter(self) -> str:
        first = folded(self.label)[:1].upper()
        return first if first.isascii() and first.isalpha() else _DIGITS

    @cached_property
    def alerts(self) -> tuple[Headline, ...]:
        return tuple(item for item in self.items if item.active)


def makers_of(
    headlines: Iterable[Headline],
    listed: Mapping[Membership, tuple[Headline, ...]],
    registry: Registry,
    vocabularies: Vocabularies,
) -> tuple[Maker, ...]:
    """The vendors of notices, from A to Z; `listed` are their lists, newest first as `headlines` are."""
    labels = _labels(headlines)
    products: defaultdict[str, list[Made]] = defaultdict(list)
    for member, items in MADE.own(listed).items():
        vendor, _, product = member.partition("/")
        entry, scheme = registry.entry(vendor, product), registry.scheme(vendor, product)
        products[vendor].append(Made(member, labels[member], entry, scheme, items))
    found = (
        Maker(
            slug,
            labels[slug],
            maker := registry.by_id(slug),
            _of_health(maker, items, vocabularies),
            items,
            tuple(sorted(products[slug], key=lambda made: (folded(made.label), made.member))),
        )
        for slug, items in VENDORS.own(listed).items()
    )
    return tuple(
        sorted(found, key=lambda maker: (not maker.letter.isalpha(), folded(maker.label), maker.slug))
    )


def _labels(headlines: Iterable[Headline]) -> dict[str, str]:
    """What vendors and products are called: by the registry, or as the newest notice writes it."""
    labels: dict[str, str] = {}
    for item in headlines:
        for name in item.named:
            labels.setdefault(name.vendor, name.vendor_label)
            if name.product:
                labels.setdefault(name.member, name.product_label)
    return labels


def _of_health(entry: Vendor | None, items: tuple[Headline, ...], vocabularies: Vocabularies) -> bool:
    """As the registry says, or, where it says nothing, as the notices do."""
    terms = tuple(_technologies(entry)) if entry else ()
    terms = terms or tuple(term for item in items for term in item.technologies)
    found = map(vocabularies.technologies.get, terms)
    return any(term is not None and term.scope is Scope.HEALTH for term in found)


def _technologies(vendor: Vendor) -> Iterator[str]:
    yield from vendor.technologies
    for product in vendor.products:
        yield from product.technologies
