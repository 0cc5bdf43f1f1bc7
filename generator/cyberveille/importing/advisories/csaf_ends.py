"""The first and the last affected version of a product, which a CSAF document states apart, as one range."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from cyberveille.importing.advisories.csaf_products import InTree
from cyberveille.importing.advisories.facts import Doubt, check
from cyberveille.importing.advisories.version_notation import notation
from cyberveille.versions import Order
from cyberveille.versions.schemes import DEFAULT

FIRST, LAST = ">= ", "<= "
"""What `first_affected` and `last_affected` put before a version."""


class Ends(Struct, frozen=True):
    """`of` gives the end of the range that begins with a product; `joined` are those that are such an end."""

    of: Mapping[str, str]
    joined: frozenset[str]
    doubts: tuple[Doubt, ...]


def ends_of(affected: Mapping[str, str], tree: Mapping[str, InTree]) -> Ends:
    """`affected` gives the sign of each product: those of `FIRST` and `LAST` are put together, two by two."""
    sides: dict[tuple[str | None, str], tuple[list[str], list[str]]] = {}
    for one, sign in affected.items():
        product = tree.get(one)
        if sign and product is not None and product.version and not product.ranged:
            pair = sides.setdefault((product.vendor, product.product), ([], []))
            pair[sign == LAST].append(one)
    of: dict[str, str] = {}
    joined: set[str] = set()
    doubts: list[Doubt] = []
    for (_, name), (firsts, lasts) in sides.items():
        pairs = _pairs([_at(tree[one]) for one in firsts], [_at(tree[one]) for one in lasts])
        if pairs is None:
            doubts.append(
                check(f"{name} : premières et dernières versions touchées, que rien ne met ensemble.")
            )
            continue
        for first, last in pairs:
            of[firsts[first]] = f"{LAST}{_at(tree[lasts[last]])}"
            joined.add(lasts[last])
    return Ends(of, frozenset(joined), tuple(doubts))


def _at(product: InTree) -> str:
    return notation(product.version or "")


def _pairs(firsts: Sequence[str], lasts: Sequence[str]) -> list[tuple[int, int]] | None:
    """Each first with the nearest last; None where they are not as many, or do not follow one another."""
    if not firsts or not lasts:
        return []
    found: list[tuple[int, int]] = []
    for place, first in enumerate(firsts):
        after = [one for one, last in enumerate(lasts) if _reaches(first, last)]
        nearest = [one for one in after if all(_reaches(lasts[one], lasts[other]) for other in after)]
        if len(nearest) != 1:
            return None
        found.append((place, nearest[0]))
    return found if len({last for _, last in found}) == len(firsts) == len(lasts) else None


def _reaches(first: str, last: str) -> bool:
    return DEFAULT.compare(first, last) in {Order.LESS, Order.EQUAL}
