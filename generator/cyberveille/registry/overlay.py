"""Several lists of vendors as one: what a portal says of a vendor goes before what the package says."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from msgspec import structs

from cyberveille.model import Vocabularies
from cyberveille.registry.folding import folded
from cyberveille.registry.records import RegisteredProduct, RegistryFile, Vendor

Entry = TypeVar("Entry", Vendor, RegisteredProduct)


def layers_of(roots: Iterable[tuple[Vocabularies, Iterable[RegistryFile]]]) -> Iterator[list[Vendor]]:
    """What roots say of vendors, in their order: the list that had them before, then the files."""
    for lists, files in roots:
        terms = lists.editeurs.terms
        yield [Vendor(id=term.id, label=term.label, aliases=term.spellings) for term in terms]
        yield [file.vendor for file in files]


def overlaid(layers: Iterable[Sequence[Vendor]]) -> tuple[Vendor, ...]:
    """The vendors of all layers, each of which goes before those that come ahead of it.

    Of a vendor, or of a product, that two layers have, the later one's values count, where it gives any;
    names, products and sources of both are kept. A name that a later layer gives to another vendor is taken
    from the earlier one: the portal's word is the last.
    """
    found: dict[str, Vendor] = {}
    for layer in layers:
        own = {vendor.id: vendor for vendor in layer}
        taken = {
            folded(name): vendor.id for vendor in own.values() for name in (vendor.label, *vendor.aliases)
        }
        for vendor in found.values():
            left = tuple(name for name in vendor.aliases if taken.get(folded(name), vendor.id) == vendor.id)
            if left != vendor.aliases:
                found[vendor.id] = structs.replace(vendor, aliases=left)
        for vendor in own.values():
            below = found.get(vendor.id)
            found[vendor.id] = vendor if below is None else _vendor(below, vendor)
    return tuple(found.values())


def _vendor(below: Vendor, above: Vendor) -> Vendor:
    products = {product.id: product for product in below.products}
    for product in above.products:
        under = products.get(product.id)
        products[product.id] = product if under is None else _over(under, product)
    return structs.replace(
        _over(below, above), products=tuple(products.values()), sources=(*below.sources, *above.sources)
    )


def _over(below: Entry, above: Entry) -> Entry:
    """The values of `above`, and those of `below` where it says nothing."""
    said = {name: getattr(above, name) for name in above.__struct_fields__ if getattr(above, name)}
    names = dict.fromkeys((*below.aliases, *above.aliases))
    if folded(below.label) != folded(above.label):
        names |= {below.label: None}
    return structs.replace(below, **said | {"aliases": tuple(names)})
