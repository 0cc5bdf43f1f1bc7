"""What the product status of a CSAF document says is affected, and what corrects it (section 3.2.3.9)."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from msgspec import Struct

from cyberveille.expressions import expression
from cyberveille.importing.advisories.affected import Told
from cyberveille.importing.advisories.csaf_ends import FIRST, LAST, ends_of
from cyberveille.importing.advisories.csaf_products import InTree
from cyberveille.importing.advisories.csaf_record import Vulnerability
from cyberveille.importing.advisories.facts import Doubt, check, clash, lack, left
from cyberveille.importing.advisories.limits import CORRECTIONS, NAME, STATED, shortened
from cyberveille.importing.advisories.version_notation import ALL, in_signs, notation
from cyberveille.locale import few
from cyberveille.versions import Order, read
from cyberveille.versions.schemes import DEFAULT

NO_FIX = "none"
"""What a notice's `fixed` says of a product that nothing corrects."""
_NO_FIX = frozenset({"none_available", "no_fix_planned"})
_SOME_FIX = frozenset({"vendor_fix", "fix_planned", "optional_patch"})
_TOLD = 10
"""Names in a sentence."""
_SEVERAL = expression(r"[,|<>]")
_V = expression(r"\bv(?=\d)", re.IGNORECASE)


class Stated(Struct, frozen=True):
    told: tuple[Told, ...]
    doubts: tuple[Doubt, ...]


def stated(
    vulnerabilities: Sequence[Vulnerability], tree: Mapping[str, InTree], groups: Mapping[str, Sequence[str]]
) -> Stated:
    """Products in the order in which they are first said to be affected; `groups` are those of the tree."""
    affected = _affected(vulnerabilities)
    doubts = [doubt for item in vulnerabilities for doubt in (*_clashes(item, tree), *_undecided(item, tree))]
    unknown = [one for one in affected if one not in tree]
    if unknown:
        doubts.append(left(f"produits absents de l’arbre de la source : {', '.join(unknown[:10])}."))
    if not affected:
        doubts.append(lack("les produits touchés."))
    if corrected := _corrected_alone(vulnerabilities, tree, affected):
        named = few(corrected, _TOLD)
        doubts.append(left(f"dits corrigés, sans que la source dise ce qui était touché : {named}."))
    if odd := [*dict.fromkeys(_uncorrecting(vulnerabilities, tree))]:
        doubts.append(left(f"dits corrigés, sans qu’une version le soit seule : {few(odd, _TOLD)}."))
    doubts += _recommended(vulnerabilities, tree)
    if len(affected) > STATED:
        doubts.append(left(f"{len(affected) - STATED} produits touchés, au-delà de {STATED}."))
    fixed, unfixed = _corrections(vulnerabilities, tree), _unfixed(vulnerabilities, groups)
    ends = ends_of(affected, tree)
    doubts += ends.doubts
    told = []
    for one, sign in islice(affected.items(), STATED):
        if one in tree and one not in ends.joined:
            versions, doubt = _versions(tree[one], sign)
            doubts += doubt
            key = (tree[one].vendor, tree[one].product)
            correction = _paired(versions, fixed.get(key, {})) or (NO_FIX if one in unfixed else None)
            if end := ends.of.get(one) or _end_before(versions, sign, correction):
                versions = f"{versions}, {end}"
                correction = _paired(versions, fixed.get(key, {})) or correction
            told.append(Told(*key, versions, correction))
    return Stated(tuple(told), tuple(dict.fromkeys(doubts)))


def _end_before(versions: str | None, sign: str, correction: str | None) -> str | None:
    """Where only the first version is said, the one that corrects ends what is affected."""
    if sign != FIRST or versions is None or correction is None or correction == NO_FIX:
        return None
    begun = versions.removeprefix(FIRST)
    return f"< {correction}" if DEFAULT.compare(begun, correction) is Order.LESS else None


def _affected(vulnerabilities: Iterable[Vulnerability]) -> dict[str, str]:
    """Identifiers of products, each with the sign that its status puts before a version."""
    found: dict[str, str] = {}
    for item in vulnerabilities:
        status = item.product_status
        found |= {one: "" for one in status.known_affected if one not in found}
        found |= {one: LAST for one in status.last_affected if one not in found}
        found |= {one: FIRST for one in status.first_affected if one not in found}
    return found


def _corrections(
    vulnerabilities: Iterable[Vulnerability], tree: Mapping[str, InTree]
) -> dict[tuple[str | None, str], dict[str, None]]:
    """The versions that correct each product."""
    found: dict[tuple[str | None, str], dict[str, None]] = {}
    for item in vulnerabilities:
        for one in (*item.product_status.first_fixed, *item.product_status.fixed):
            product = tree.get(one)
            if product is None:
                continue
            known = found.setdefault((product.vendor, product.product), {})
            if len(known) < CORRECTIONS and (version := _correcting(product)):
                known.setdefault(version)
    return found


def _uncorrecting(vulnerabilities: Iterable[Vulnerability], tree: Mapping[str, InTree]) -> Iterator[str]:
    """The corrected products whose versions no key can hold, by their full names."""
    for item in vulnerabilities:
        for one in (*item.product_status.first_fixed, *item.product_status.fixed):
            product = tree.get(one)
            if product is not None and product.version and _correcting(product) is None:
                yield shortened(f"{product.product} « {product.version} »", NAME)


def _corrected_alone(
    vulnerabilities: Iterable[Vulnerability], tree: Mapping[str, InTree], affected: Iterable[str]
) -> list[str]:
    """The products of which no version is said to be affected, by their full names."""
    known = {(tree[one].vendor, tree[one].product) for one in affected if one in tree}
    found: dict[str, None] = {}
    for item in vulnerabilities:
        for one in (*item.product_status.first_fixed, *item.product_status.fixed):
            product = tree.get(one)
            if product is None or (product.vendor, product.product) not in known:
                found.setdefault(shortened(product.words or product.product if product else one, NAME))
    return list(found)


def _recommended(vulnerabilities: Iterable[Vulnerability], tree: Mapping[str, InTree]) -> Iterator[Doubt]:
    """What the source would have people install, which it may not say to be corrected."""
    said = [one for item in vulnerabilities for one in item.product_status.recommended]
    fixed = {one for item in vulnerabilities for one in item.product_status.fixed}
    named = dict.fromkeys(
        shortened((tree[one].words or tree[one].product) if one in tree else one, NAME)
        for one in said
        if one not in fixed
    )
    if named:
        yield left(f"versions que la source recommande : {few([*named], _TOLD)}.")


def _undecided(item: Vulnerability, tree: Mapping[str, InTree]) -> Iterator[Doubt]:
    for words, identifiers in (
        ("en cours d’analyse", item.product_status.under_investigation),
        ("d’état inconnu", item.product_status.unknown),
    ):
        for one in identifiers[:10]:
            if one in tree:
                yield check(f"{_name(item)} : {tree[one].words or tree[one].product} est {words}.")


def _name(item: Vulnerability) -> str:
    return item.cve or ", ".join(identifier.text for identifier in item.ids) or "une vulnérabilité"


def _unfixed(vulnerabilities: Iterable[Vulnerability], groups: Mapping[str, Sequence[str]]) -> set[str]:
    """The products of which it is stated that nothing corrects them, and never that something does."""
    without: set[str] = set()
    with_one: set[str] = set()
    for item in vulnerabilities:
        for remedy in item.remediations:
            grouped = (one for group in remedy.group_ids for one in groups.get(group, ()))
            if remedy.category in _NO_FIX:
                without.update(remedy.product_ids, grouped)
            elif remedy.category in _SOME_FIX:
                with_one.update(remedy.product_ids, grouped)
    return without - with_one


def _correcting(product: InTree) -> str | None:
    if product.version is None:
        return None
    said = notation(product.version)
    version = said.removeprefix(">= ")
    return version if said != ALL and not _SEVERAL.search(version) else None


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


def _clashes(item: Vulnerability, tree: Mapping[str, InTree]) -> list[Doubt]:
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
            found.append(
                clash(f"{_name(item)} : {product.words if product else one} est dit touché et {words}.")
            )
    return found[:20]
