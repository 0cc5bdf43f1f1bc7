"""The statements of a notice: its products, else the lines of its text on affected systems."""

import re
from collections.abc import Iterable, Mapping

from cyberveille.concerned.easing import righted
from cyberveille.concerned.naming import has_name
from cyberveille.concerned.stating import Statement, Told, contradicted, lines_of
from cyberveille.concerned.vocabulary import GENERIC
from cyberveille.concerned.words import plain
from cyberveille.expressions import expression
from cyberveille.model import Product
from cyberveille.versions import Stated, read

_WORD = 3
"""Letters: a longer word may be one of a name."""
_FIRST_SOLARIS = 7
_SUNOS = expression("sunos", re.IGNORECASE)


def _solaris(line: str) -> str:
    """SunOS 5.8 is Solaris 8, and 5.6 is Solaris 2.6 (Sun, "Solaris releases")."""
    text = _SUNOS.sub("Solaris", line)
    return re.sub(
        r"\b5\.([0-9]+)", lambda found: found[1] if int(found[1]) >= _FIRST_SOLARIS else f"2.{found[1]}", text
    )


_ON_A_SYSTEM = expression(
    r"(?P<system>[^:]*?[0-9]\.[0-9][^:]*): *(?P<own>(?! |versions?\b|les versions|toutes)[^:]*?"
    r" versions? (?:ant|inf|préc).*)",
    re.IGNORECASE,
)


_GLUED = expression(r"\bOS(?=[0-9]{2}\.[0-9])")
_OF_A_CVE = expression(r"^[^:0-9]*\b(?:CVE|CAN)\b[^:]*: *(?=[A-Za-z])", re.IGNORECASE)


def _parted(line: str) -> tuple[str, ...]:
    """« QTS 4.5.3 : Q’center versions antérieures à v1.12 » is of Q’center; of QTS where it is installed."""
    line = _OF_A_CVE.sub("", line) if ":" in line else line
    line = _GLUED.sub("OS ", line) if "OS" in line else line
    found = _ON_A_SYSTEM.fullmatch(line) if ":" in line else None
    if found:
        return found["own"], f"{found['system'].strip()} si installé"
    return _two(line)


_SECOND = expression(
    r"(?P<first>.*[0-9][0-9a-z.]*) (?:et|and) (?P<second>[A-Z][A-Za-z-]+ .*[0-9][0-9a-z.]*)[ ;.]*"
)


def _two(line: str) -> tuple[str, ...]:
    """« Event Processing 10.3 et Event Server 2.0 » are two products with versions of their own."""
    if not (" et " in line or " and " in line) or read(line).stated is not Stated.UNREAD:
        return (line,)
    found = _SECOND.fullmatch(righted(line))
    if found is None:
        return (line,)
    parts = found["first"], found["second"]
    ranged = all(read(part).stated is Stated.RANGES and has_name(part) for part in parts)
    return parts if ranged else (line,)


def is_of_cert_fr(notice: Told) -> bool:
    """Whether lines are those of the CERT-FR, whose product tags may be wrong."""
    return any(alias.startswith(("CERTA-", "CERTFR-")) for alias in notice.aliases)


def statements(notice: Told) -> Iterable[Statement]:
    """What a notice says, product by product."""
    source = is_of_cert_fr(notice)
    if source and "sunos" in plain(notice.systems):
        for line in lines_of(notice.systems):
            yield Statement(_SUNOS.sub("solaris", line), _solaris(line), None, None, apart=False, source=True)
    contradictions = contradicted(notice.notes)
    for item in notice.products:
        if item.affected is None:
            for line in _parted(item.product):
                yield Statement(line, line, item.vendor, item.fixed, apart=False, source=source)
            continue
        if source:
            for line in _parted(item.affected):
                name = line if has_name(line) else item.product
                yield Statement(
                    name, line, item.vendor, item.fixed, apart=False, source=source, tag=item.product
                )
        else:
            yield from _apart(item, contradictions.get(item.product, {}))
    if not notice.products:
        for line in (part for written in lines_of(notice.systems) for part in _parted(written)):
            yield Statement(line, line, None, apart=False, source=True)


_BOUND = expression(r"[<>=]|versions?|firmware", re.IGNORECASE)
_NOTE = expression(r" ?\([^()]*\)")
_NUMBER_AND_NAME = expression(r"[0-9]{4,} [A-Za-z]{3,}")
_PART_NUMBERS = expression(r"\b(?:[A-Z]{2,}[0-9]{3,}[A-Z0-9-]*|[0-9]{5,})\b")
"""What tells a model where others tell versions: « Model number ZX425 | ZY425 », « 88230 Quantia 16 »."""


def _apart(item: Product, instead: Mapping[str, str]) -> Iterable[Statement]:
    """A product and its versions; what stands for versions may name models instead."""
    affected = instead.get(item.affected or "", item.affected or "")
    said = read(affected)
    shared = set(plain(item.product).split()) & set(plain(item.affected or "").split())
    words = [
        w for w in plain(item.affected or "").split() if w.isalpha() and len(w) > _WORD and w not in GENERIC
    ]
    if said.stated is Stated.NOTHING and words and not shared:
        yield Statement(item.affected or "", "toutes versions", item.vendor, item.fixed)
    elif said.stated in {Stated.NOTHING, Stated.UNREAD} and _BOUND.search(affected) is None:
        bare = _NOTE.sub("", affected)
        if _NUMBER_AND_NAME.match(bare):
            yield Statement(bare, "toutes versions", item.vendor, item.fixed)
        else:
            for code in _PART_NUMBERS.findall(bare):
                yield Statement(f"{item.product} {code}", "toutes versions", item.vendor, item.fixed)
    yield Statement(item.product, affected, item.vendor, item.fixed)
