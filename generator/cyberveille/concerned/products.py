"""What the registry has of the products of each vendor, made ready to be compared with names."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from cyberveille.concerned.naming import NameRead, names_in, weak
from cyberveille.concerned.vocabulary import COMMON
from cyberveille.concerned.words import plain, texts
from cyberveille.registry import RegisteredProduct, Registry

Terms = tuple[str, ...]


class _Called(NamedTuple):
    """The terms of all names of each product, and the places of the products that have each."""

    names: tuple[tuple[Terms, ...], ...]
    by_name: Mapping[Terms, Sequence[int]]


class Products:
    """Those of one registry; what it answers of a vendor is worked out once."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._called: dict[tuple[str, frozenset[str]], _Called] = {}
        self._schemes: dict[str, tuple[tuple[str, frozenset[str]], ...]] = {}

    @cached_property
    def renamed(self) -> Mapping[str, frozenset[str]]:
        """By vendor, the one that took its products over, and those whose products it took over."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for vendor in self._registry.vendors:
            if vendor.replaced_by:
                found[vendor.id].add(vendor.replaced_by)
                found[vendor.replaced_by].add(vendor.id)
        return {vendor: frozenset(others) for vendor, others in found.items()}

    def of(self, vendor: str) -> tuple[RegisteredProduct, ...]:
        maker = self._registry.by_id(vendor)
        return maker.products if maker else ()

    def others(self, names: Sequence[NameRead], vendor: str, own: frozenset[str]) -> Iterator[NameRead]:
        """The other names of the products of a vendor that one of the names is; `own` are its words."""
        products = self._names(vendor, own)
        meant: dict[int, NameRead] = {}
        for name in names:
            for place in products.by_name.get(name.terms, ()):
                meant.setdefault(place, name)
        for place, said in sorted(meant.items()):
            for other in products.names[place]:
                if _as_narrow(other, said.terms):
                    yield NameRead(other, said.extra)

    def scheme(self, vendors: Iterable[str], terms: set[str]) -> str | None:
        """How the versions of the product that has these terms compare, where it is not the usual way."""
        for vendor in sorted(vendors):
            if vendor not in self._schemes:
                self._schemes[vendor] = tuple(
                    (product.versions, frozenset(texts(plain(product.label))))
                    for product in self.of(vendor)
                    if product.versions and product.versions != "windows"
                )
            for scheme, words in self._schemes[vendor]:
                if words <= terms:
                    return scheme
        return None

    def _names(self, vendor: str, own: frozenset[str]) -> _Called:
        """The names of each product of a vendor, none of which says nothing alone."""
        if (vendor, own) not in self._called:
            each = (
                [
                    name.terms
                    for written in (product.label, *product.aliases)
                    for name in names_in(written, (), own)[:1]
                ]
                for product in self.of(vendor)
            )
            kept = (tuple(dict.fromkeys(terms for terms in found if not weak(terms))) for found in each)
            names = tuple(terms for terms in kept if len(terms) > 1)
            by_name: defaultdict[Terms, list[int]] = defaultdict(list)
            for place, several in enumerate(names):
                for terms in several:
                    by_name[terms].append(place)
            self._called[vendor, own] = _Called(names, dict(by_name))
        return self._called[vendor, own]


@lru_cache(maxsize=2)
def products_of(registry: Registry) -> Products:
    """The same for each year of notices: a command has one registry, or two."""
    return Products(registry)


def _as_narrow(terms: Iterable[str], said: Iterable[str]) -> bool:
    """Whether a name says the same models as another one, and is not that of the whole family."""
    left_out = set(said) - set(terms)
    models = [{term for term in name if not term.isalpha()} for name in (terms, said)]
    return models[0] == models[1] and (not left_out or not set(terms) <= set(said) or left_out <= COMMON)
