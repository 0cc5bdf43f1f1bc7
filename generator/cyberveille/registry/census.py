"""What notices name that the registry does not know: how often, what may be one thing, entries to paste."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct

from cyberveille.model import Named
from cyberveille.registry.folding import folded
from cyberveille.registry.likeness import doubles
from cyberveille.registry.registry import UNSAID, Registry


class Census(Struct, frozen=True):
    """Unregistered names with the number of notices that have each, the most frequent first."""

    vendors: tuple[tuple[Named, int], ...]
    """Vendors that are not registered, once each."""
    products: tuple[tuple[Named, int], ...]
    """Products that are not registered, of any vendor."""
    doubles: tuple[tuple[str, str], ...]
    """Pairs of names, one of which at least is not registered, that may be one vendor or one product."""


def census_of(notices: Iterable[Iterable[Named]], registry: Registry) -> Census:
    """`notices` gives for each notice what its lines are about."""
    vendors: Counter[str] = Counter()
    products: Counter[str] = Counter()
    names: dict[str, Named] = {}
    for notice in notices:
        told = [name for name in notice if not name.registered]
        for name in told:
            names.setdefault(name.vendor, name)
            names.setdefault(name.member, name)
        vendors.update({name.vendor for name in told if not name.known_vendor and name.vendor != UNSAID})
        products.update({name.member for name in told if name.product})
    return Census(
        tuple((names[slug], count) for slug, count in _ordered(vendors)),
        tuple((names[member], count) for member, count in _ordered(products)),
        tuple(_doubles([names[slug] for slug in vendors], [names[member] for member in products], registry)),
    )


def _ordered(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _doubles(vendors: list[Named], products: list[Named], registry: Registry) -> Iterator[tuple[str, str]]:
    own = {name.vendor_label for name in vendors}
    yield from _pairs(
        own, (label for vendor in registry.vendors for label in (vendor.label, *vendor.aliases))
    )
    makers = dict.fromkeys(name.vendor for name in products)
    for slug in makers:
        mine = {name.product_label for name in products if name.vendor == slug}
        entries = registry.products(slug)
        yield from _pairs(mine, (label for entry in entries for label in (entry.label, *entry.aliases)))


def _pairs(own: set[str], known: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The doubles among names and known ones, but for those that are known both."""
    written = {folded(name) for name in own}
    others = {folded(name): name for name in known if folded(name) not in written}
    for one, other in doubles((*own, *others.values())):
        if one in own or other in own:
            yield one, other


def entries_of(census: Census) -> Iterator[tuple[str, str]]:
    """What to add to the registry: the name of a file, and its YAML, one vendor after another.

    A vendor that is registered has its file too: it is laid over what is known.
    """
    makers = dict.fromkeys(name.vendor for name, _ in (*census.vendors, *census.products))
    labels = {name.vendor: name.vendor_label for name, _ in (*census.products, *census.vendors)}
    for slug in makers:
        if slug == UNSAID:
            continue
        own = [name for name, _ in census.products if name.vendor == slug]
        lines = [f"id: {slug}", f"label: {_quoted(labels[slug])}", *(["products:"] if own else [])]
        for name in own:
            lines += [f"  - id: {name.product}", f"    label: {_quoted(name.product_label)}"]
        yield f"{slug}.yml", "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A double-quoted scalar of YAML (1.2.2, section 7.3.1), which has JSON's escapes."""
    return json.dumps(text, ensure_ascii=False)
