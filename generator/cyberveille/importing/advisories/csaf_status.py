"""What the product status of a CSAF document says is affected, and what corrects it (section 3.2.3.9)."""

import re
from collections.abc import Iterable, Mapping

from msgspec import Struct

from cyberveille.importing.advisories.affected import Told
from cyberveille.importing.advisories.csaf_products import InTree
from cyberveille.importing.advisories.csaf_record import Vulnerability
from cyberveille.importing.advisories.facts import Doubt, check, clash, lack, left
from cyberveille.importing.advisories.version_notation import ALL, in_signs, notation
from cyberveille.versions import Order, read
from cyberveille.versions.schemes import DEFAULT

_V = re.compile(r"\bv(?=\d)", re.IGNORECASE)


class Stated(Struct, frozen=True):
    told: tuple[Told, ...]
    doubts: tuple[Doubt, ...]


def stated(vulnerabilities: Iterable[Vulnerability], tree: Mapping[str, InTree]) -> Stated:
    """Products in the order in which they are first said to be affected."""
    affected: dict[str, str] = {}
    fixed: dict[tuple[str | None, str], dict[str, None]] = {}
    doubts: list[Doubt] = []
    unknown: dict[str, None] = {}
    for number, item in enumerate(vulnerabilities, 1):
        status = item.product_status
        name = item.cve or f"vulnérabilité {number}"
        for sign, identifiers in (
            ("", status.known_affected),
            ("<= ", status.last_affected),
            (">= ", status.first_affected),
        ):
            affected.update({one: sign for one in identifiers if one not in affected})
        for one in (*status.first_fixed, *status.fixed):
            product = tree.get(one)
            if product is not None and (version := _correcting(product)):
                fixed.setdefault((product.vendor, product.product), {}).setdefault(version)
        doubts += _clashes(name, item, tree)
        for words, identifiers in (
            ("en cours d’analyse", status.under_investigation),
            ("d’état inconnu", status.unknown),
        ):
            doubts += [
                check(f"{name} : {tree[one].words or tree[one].product} est {words}.")
                for one in identifiers[:10]
                if one in tree
            ]
        every = (*status.known_affected, *status.first_affected, *status.last_affected, *status.fixed)
        unknown.update(dict.fromkeys(one for one in every if one not in tree))
    if unknown:
        doubts.append(left(f"produits absents de l’arbre de la source : {', '.join([*unknown][:10])}."))
    if not affected:
        doubts.append(lack("les produits touchés."))
    told = []
    for one, sign in affected.items():
        if one in tree:
            versions, doubt = _versions(tree[one], sign)
            doubts += doubt
            key = (tree[one].vendor, tree[one].product)
            told.append(Told(*key, versions, _paired(versions, fixed.get(key, {}))))
    return Stated(tuple(told), tuple(dict.fromkeys(doubts)))


def _correcting(product: InTree) -> str | None:
    if product.version is None:
        return None
    said = notation(product.version)
    return said.removeprefix(">= ") if "," not in said and said != ALL else None


def _versions(product: InTree, sign: str) -> tuple[str | None, list[Doubt]]:
    """The versions in signs; where the words of the product's name say otherwise, that is told."""
    if product.version is None:
        return None, []
    said = notation(product.version)
    if sign and not product.ranged:
        said = f"{sign}{said}"
    words = product.words.removeprefix(product.product).strip(" :,;-–")
    told = in_signs(read(words)) if words and words != product.words else None
    if told is None or sign or _bare(in_signs(read(said)) or told) == _bare(told):
        return said, []
    return said, [
        clash(f"{product.product} : « {product.version} » et « {words} » ne disent pas la même chose.")
    ]


def _bare(signs: str) -> str:
    """« v1.52 » is 1.52."""
    return _V.sub("", signs)


def _paired(versions: str | None, fixed: Iterable[str]) -> str | None:
    """What corrects these versions: of several, the nearest after their end, when that can be told."""
    every = list(fixed)
    if len(every) < 2 or versions is None:  # noqa: PLR2004 - nothing to choose between
        return ", ".join(every) or None
    end = versions.rpartition("<")[2].removeprefix("=").strip()
    orders = [(DEFAULT.compare(one, end), one) for one in every]
    if any(order is Order.UNCOMPARABLE for order, _ in orders):
        return ", ".join(every)
    after = [one for order, one in orders if order in {Order.GREATER, Order.EQUAL}]
    nearest = [
        one for one in after if all(DEFAULT.compare(one, other) is not Order.GREATER for other in after)
    ]
    return nearest[0] if nearest else ", ".join(every)


def _clashes(name: str, item: Vulnerability, tree: Mapping[str, InTree]) -> list[Doubt]:
    """Section 6.1.6 of CSAF 2.0: no product has two contradicting statuses."""
    status = item.product_status
    affected = {*status.known_affected, *status.first_affected, *status.last_affected}
    found = []
    for words, others in (
        ("corrigé", {*status.fixed, *status.first_fixed}),
        ("non touché", {*status.known_not_affected}),
    ):
        for one in sorted(affected & others):
            product = tree.get(one)
            found.append(clash(f"{name} : {product.words if product else one} est dit touché et {words}."))
    return found[:20]
