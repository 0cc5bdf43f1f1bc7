"""Products and what is said of their versions, as the lines of a header."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from cyberveille.importing.advisories.facts import Doubt, check, clash, lack, left
from cyberveille.importing.advisories.limits import NAME, PRODUCTS, shortened
from cyberveille.importing.advisories.version_notation import in_signs, understood
from cyberveille.locale import few
from cyberveille.model import Product
from cyberveille.versions import Single, Stated, read
from cyberveille.versions.impossible import below_affected, empty_pieces, still_affected

_TOLD = 8
"""How many names one doubt gives; the others are counted."""


class Lines(Struct, frozen=True):
    products: tuple[Product, ...]
    doubts: tuple[Doubt, ...]


class Told(Struct, frozen=True):
    """One thing that a source says of a product: versions in our signs, and what corrects them."""

    vendor: str | None
    product: str
    affected: str | None = None
    fixed: str | None = None


def lines_of(told: Sequence[Told]) -> Lines:
    """Each thing once; single versions of one product stand on one line."""
    doubts: list[Doubt] = []
    products: list[Product] = []
    kept, long = _of_fair_length(told)
    for (vendor, name), items in _by_product(kept).items():
        for affected, fixed in _gathered(items):
            held = _holding(name, affected, doubts)
            good = _possible(name, held, fixed, doubts)
            products.append(Product(vendor=vendor, product=name, affected=held, fixed=good))
    products = list(dict.fromkeys(products))
    if len(products) > PRODUCTS:
        doubts.append(left(f"{len(products) - PRODUCTS} lignes de produits, au-delà de {PRODUCTS}."))
        products = products[:PRODUCTS]
    if long:
        doubts.append(left(f"produits dont le nom ou les versions font un texte : {_few(long)}."))
    unread = [
        f"{item.product} « {item.affected} »"
        for item in products
        if item.affected and not understood(item.affected)
    ]
    if unread:
        doubts.append(check(f"versions qu’aucun programme ne compare, à vérifier : {_few(unread)}."))
    bare = [item.product for item in products if not item.affected]
    if bare:
        doubts.append(lack(f"versions touchées : {_few(bare)}."))
    open_ended = [item.product for item in products if not item.fixed]
    if open_ended:
        doubts.append(lack(f"version corrigée : {_few(open_ended)}."))
    return Lines(tuple(products), tuple(dict.fromkeys(doubts)))


def _few(names: Iterable[str]) -> str:
    return few([shortened(name, NAME) for name in dict.fromkeys(names)], _TOLD)


def _of_fair_length(told: Sequence[Told]) -> tuple[list[Told], list[str]]:
    kept, long = [], []
    for item in told:
        texts = (item.vendor or "", item.product, item.affected or "", item.fixed or "")
        if all(len(text) <= NAME for text in texts):
            kept.append(item)
        else:
            long.append(shortened(f"{item.product} {item.affected or ''}".strip(), 80))
    return kept, long


def _by_product(told: Iterable[Told]) -> dict[tuple[str | None, str], list[Told]]:
    found: dict[tuple[str | None, str], list[Told]] = {}
    for item in told:
        found.setdefault((item.vendor, item.product), []).append(item)
    return found


def _gathered(items: Sequence[Told]) -> list[tuple[str | None, str | None]]:
    """(affected, fixed): single versions that nothing else is said of become one line, where the first is."""
    pairs = list(dict.fromkeys((item.affected, item.fixed) for item in items))
    singles: dict[str | None, list[str]] = {}
    for affected, fixed in pairs:
        if affected and _is_single(affected):
            singles.setdefault(fixed, []).append(affected)
    found: list[tuple[str | None, str | None]] = []
    for affected, fixed in pairs:
        group = singles.get(fixed, [])
        if affected not in group:
            found.append((affected, fixed))
        elif affected == group[0]:
            found += [(line, fixed) for line in _joined(group)]
    if len(found) > 1 and (None, None) in found:
        found.remove((None, None))
    return found


def _joined(versions: Sequence[str]) -> list[str]:
    """Single versions on as few lines as hold them; each on its own where they would be read otherwise."""
    lines: list[str] = []
    for version in versions:
        longer = f"{lines[-1]}, {version}" if lines else ""
        if longer and len(longer) <= NAME:
            lines[-1] = longer
        else:
            lines.append(version)
    return lines if all(in_signs(read(line)) == line for line in lines) else list(versions)


def _is_single(affected: str) -> bool:
    reading = read(affected)
    return reading.stated is Stated.RANGES and all(isinstance(piece, Single) for piece in reading.pieces)


def _holding(name: str, affected: str | None, doubts: list[Doubt]) -> str | None:
    """The versions, unless none can be among them: readers would be told that they have nothing to do."""
    if affected and empty_pieces(read(affected)):
        doubts.append(clash(f"{name} : aucune version ne peut être dans « {affected} »."))
        return None
    return affected


def _possible(name: str, affected: str | None, fixed: str | None, doubts: list[Doubt]) -> str | None:
    """The correction, unless it is itself affected or older than all that is."""
    if not affected or not fixed:
        return fixed
    reading = read(affected)
    for version in fixed.split(", ") if fixed != "none" else ():
        still, below = still_affected(version, reading), below_affected(version, reading)
        if still or below:
            where = "est de celles" if still else "est plus ancienne que celles"
            doubts.append(
                clash(f"{name} : la version {version}, dite corrigée, {where} que touche « {affected} ».")
            )
            return None
    return fixed
