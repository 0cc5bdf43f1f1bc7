"""Look-up: from what is written to the vendor and the product that are meant."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from cyberveille.model import Named
from cyberveille.registry.folding import LONGEST_NAME, folded, plain_words, slug_of, unmarked, words_of
from cyberveille.registry.records import RegisteredProduct, Vendor

if TYPE_CHECKING:
    from cyberveille.versions import Scheme

Meant = TypeVar("Meant")
Entry = tuple[str, str]
"""The identifiers of a product's vendor and of the product."""

UNSAID, UNSAID_LABEL = "editeur-non-precise", "Éditeur non précisé"
"""The vendor of the products of which a notice names none."""
_LONGEST_PREFIX = 10
"""Words of a registered name that versions may follow."""
_LONGEST_VENDOR = 5
"""Words of the name of a vendor that may stand before the name of its product."""


class Found(Struct, frozen=True):
    """A registered product, with its vendor; `rest` is what is written after its name: versions."""

    vendor: Vendor
    product: RegisteredProduct
    rest: str = ""


class Registry:
    """The vendors of the package, with those of a portal laid over them; see the room for how to ask.

    Every way of asking takes text as it is written, and answers None, or nothing, where nobody is meant for
    certain. `vendors` have one identifier each.
    """

    def __init__(self, vendors: Iterable[Vendor] = ()) -> None:
        self.vendors = tuple(vendors)
        self._by_id = {vendor.id: vendor for vendor in self.vendors}
        self._answers = lru_cache(maxsize=65536)(self._named)

    def vendor(self, name: str | None) -> Vendor | None:
        """The vendor of that label, alias or identifier; the one that took its place, when there is one."""
        if not name or len(name) > LONGEST_NAME:
            return None
        return self.by_id(self._vendor_names.get(folded(name), ""))

    def by_id(self, vendor_id: str) -> Vendor | None:
        """The vendor of an identifier, or the one that took its place; None within a loop of those."""
        passed: set[str] = set()
        vendor = self._by_id.get(vendor_id)
        while vendor is not None and vendor.replaced_by:
            if vendor.id in passed:
                return None
            passed.add(vendor.id)
            vendor = self._by_id.get(vendor.replaced_by)
        return vendor

    def product(self, vendor: str | None, name: str) -> Found | None:
        """The product of that name, which versions may follow (« FortiOS 7.4 »).

        The name of the vendor may stand before it. Without a vendor, it must, or the label be one product's.
        """
        if not name or len(name) > LONGEST_NAME:
            return None
        words = plain_words(name)
        if vendor:
            maker = self.vendor(vendor)
            return None if maker is None else self._of(maker, name, words)
        for last in range(min(len(words) - 1, _LONGEST_VENDOR), 0, -1):
            maker = self.by_id(self._vendor_names.get("".join(words[:last]), ""))
            if maker is not None and (found := self._called(self._products_of[maker.id], name, words, last)):
                return found
        return self._called(self._labels, name, words, 0)

    def entry(self, vendor_id: str, product_id: str) -> RegisteredProduct | None:
        """The product of two identifiers, as `Named` has them."""
        return self._products.get(vendor_id, {}).get(product_id)

    def products(self, vendor_id: str) -> tuple[RegisteredProduct, ...]:
        """The products of a vendor by its identifier; none of one that is not registered."""
        return tuple(self._products.get(vendor_id, {}).values())

    def former_slugs(self, vendor_id: str) -> tuple[str, ...]:
        """The parts of an address that a vendor had, those of the vendors that it replaces included."""
        return self._former_slugs.get(vendor_id, ())

    @cached_property
    def _former_slugs(self) -> dict[str, tuple[str, ...]]:
        """Of the vendors that had any, by identifier."""
        slugs: dict[str, dict[str, None]] = {}
        for vendor in self.vendors:
            had = vendor.former_slugs
            if (had or vendor.replaced_by) and (maker := self.by_id(vendor.id)) is not None:
                slugs.setdefault(maker.id, {}).update(dict.fromkeys((vendor.id, *had)))
        return {name: tuple(slug for slug in own if slug != name) for name, own in slugs.items()}

    def vendor_slug(self, name: str) -> str:
        """The part of an address that the vendor of a name has, registered or not."""
        found = self.vendor(name)
        return found.id if found else slug_of(name)

    def scheme(self, vendor_id: str, product_id: str) -> "Scheme":
        """How the versions of a product compare; numbers, where the registry says nothing else."""
        entry = self.entry(vendor_id, product_id)
        # What compares versions takes long to load, and most commands compare none.
        from cyberveille.versions import DEFAULT, SCHEMES  # noqa: PLC0415

        return SCHEMES.get(entry.versions or "", DEFAULT) if entry else DEFAULT

    def named(self, vendor: str | None, product: str) -> Named:
        """What the catalogue holds of a line of a notice: addresses, and canonical names or those written."""
        return self._answers(vendor, product)

    def nearest(self, name: str, vendor: str | None = None, *, at_most: int = 3) -> tuple[str, ...]:
        """The labels most like a name that is not registered, the nearest first: of vendors, or of products.

        With `vendor`, those of its products; nothing when it is not registered.
        """
        # Loaded by whoever has a name that is not registered.
        from cyberveille.registry.likeness import near  # noqa: PLC0415

        if vendor is None:
            return near(
                name, {spelling: item.label for item in self.vendors for spelling in item.names}, at_most
            )
        maker = self.vendor(vendor)
        products = self._products[maker.id].values() if maker else ()
        labels = {spelling: item.label for item in products for spelling in item.names}
        return near(name, labels, at_most)

    @staticmethod
    def slug(name: str) -> str:
        """The part of an address that an unregistered name has, for ever."""
        return slug_of(name)

    def _named(self, vendor: str | None, product: str) -> Named:
        found = self.product(vendor, product)
        if found is not None:
            maker, known = found.vendor, found.product
            return Named(maker.id, maker.label, known.id, known.label, registered=True, known_vendor=True)
        if known_vendor := self.vendor(vendor):
            slug, label = known_vendor.id, known_vendor.label
        else:
            slug, label = (slug_of(vendor), vendor) if vendor else (UNSAID, UNSAID_LABEL)
        return Named(slug, label, slug_of(product), product, known_vendor=known_vendor is not None)

    def _of(self, maker: Vendor, name: str, words: Sequence[str]) -> Found | None:
        products = self._products_of[maker.id]
        own = self._own_names[maker.id]
        after_own = (
            last for last in range(1, min(len(words), _LONGEST_VENDOR)) if "".join(words[:last]) in own
        )
        for first in (0, *after_own):
            if found := self._called(products, name, words, first):
                return found
        return None

    def _called(
        self, known: Mapping[str, Entry], name: str, words: Sequence[str], first: int
    ) -> Found | None:
        """The product by the longest name that stands from the word `first` on, alone or before versions."""
        ends = range(min(len(words), first + _LONGEST_PREFIX), first, -1)
        for last in (len(words), *ends) if len(words) > first + _LONGEST_PREFIX else ends:
            at = known.get("".join(words[first:last]))
            if at is None:
                continue
            rest = unmarked(name)[words_of(name)[last - 1].end :].strip() if last < len(words) else ""
            if not rest or _begins_with_versions(rest):
                return Found(self._by_id[at[0]], self._products[at[0]][at[1]], rest)
        return None

    @cached_property
    def _vendor_names(self) -> Mapping[str, str]:
        """The vendor in use by every name: a name that it shares with one that it replaced is its own."""
        return _unambiguous(
            (name, maker.id if (maker := self.by_id(vendor.id)) else vendor.id)
            for vendor in self.vendors
            for name in vendor.names
        )

    @cached_property
    def _own_names(self) -> Mapping[str, frozenset[str]]:
        return {vendor.id: frozenset(map(folded, vendor.names)) for vendor in self.vendors}

    @cached_property
    def _products(self) -> Mapping[str, Mapping[str, RegisteredProduct]]:
        """The products of each vendor by identifier, those of the vendors that it replaces included."""
        found: dict[str, dict[str, RegisteredProduct]] = {vendor.id: {} for vendor in self.vendors}
        for vendor in self.vendors:
            maker = self.by_id(vendor.id)
            for product in vendor.products if maker else ():
                found[maker.id if maker else ""].setdefault(product.id, product)
        return found

    @cached_property
    def _products_of(self) -> Mapping[str, Mapping[str, Entry]]:
        """The products of each vendor by every name."""
        return {
            vendor_id: _unambiguous(
                (name, (vendor_id, product.id)) for product in products.values() for name in product.names
            )
            for vendor_id, products in self._products.items()
        }

    @cached_property
    def _labels(self) -> Mapping[str, Entry]:
        """The products of all vendors by their label alone: other names may be words that others use too."""
        return _unambiguous(
            (product.label, (vendor_id, product.id))
            for vendor_id, products in self._products.items()
            for product in products.values()
        )


def _unambiguous(pairs: Iterable[tuple[str, Meant]]) -> dict[str, Meant]:
    """What each name means, but for those that mean two things."""
    found: dict[str, Meant] = {}
    doubtful: set[str] = set()
    for name, meant in pairs:
        key = folded(name)
        if found.setdefault(key, meant) != meant:
            doubtful.add(key)
    return {key: meant for key, meant in found.items() if key and key not in doubtful}


def _begins_with_versions(rest: str) -> bool:
    from cyberveille.versions import begins_with_versions  # noqa: PLC0415 - slow to load, as above

    return begins_with_versions(rest)
