"""Indicators of compromise: what machines will look for must have the form they expect."""

import re
from collections.abc import Iterator
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import urlsplit

from cyberveille.checking.rule import Context, Remark, rule
from cyberveille.checking.web_address import WEB
from cyberveille.expressions import expression
from cyberveille.model import Indicator, IndicatorType, Notice

_LABEL = r"(?!-)[a-z0-9_-]{1,63}(?<!-)"
_DOMAIN = expression(rf"(?:{_LABEL}\.)+[a-z][a-z0-9-]*[a-z0-9]")
_EMAIL = expression(r"[^@\s]+@([^@\s]+)")
_DIGESTS = {IndicatorType.MD5: 32, IndicatorType.SHA1: 40, IndicatorType.SHA256: 64}
_DEFANGED = expression(r"\[\.\]|\(\.\)|\[:\]|hxxps?://|\[@\]", re.IGNORECASE)
_SPECIAL = ("=", "+", "-", "@", "\t", "\r")


@rule(Notice)
def indicator_value(notice: Notice, _context: Context) -> Iterator[Remark]:
    """La valeur d’un indicateur doit avoir la forme de son type, et être écrite telle quelle.

    Mauvais : `{type: domain, value: "relais[.]example[.]net"}`
    Bon : `{type: domain, value: relais.example.net}`
    """
    for position, indicator in enumerate(notice.indicators):
        at = ("indicators", position, "value")
        if _DEFANGED.search(indicator.value):
            message = f"« {indicator.value} » est désarmée."
            yield Remark(message, at, hint="Écrivez la valeur telle quelle : la page la désarme elle-même.")
        elif not _fits(indicator):
            yield Remark(
                f"« {indicator.value} » n’a pas la forme attendue ({indicator.type.label}).",
                at,
                hint="Corrigez la valeur, ou son « type ».",
            )


@rule(Notice)
def indicator_unique(notice: Notice, _context: Context) -> Iterator[Remark]:
    """Un indicateur ne doit figurer qu’une fois.

    Mauvais : deux entrées de `indicators` pour `relais.example.net`
    Bon : une seule entrée, avec un commentaire
    """
    seen: set[tuple[IndicatorType, str]] = set()
    for position, indicator in enumerate(notice.indicators):
        key = (indicator.type, indicator.value)
        if key in seen:
            at = ("indicators", position, "value")
            yield Remark(f"« {indicator.value} » figure deux fois.", at, hint="Gardez une seule entrée.")
        seen.add(key)


@rule(Notice)
def indicator_comment(notice: Notice, _context: Context) -> Iterator[Remark]:
    """Un commentaire d’indicateur ne doit pas commencer par un signe que les tableurs exécutent.

    Mauvais : `comment: "=lien suspect"`
    Bon : `comment: lien suspect`
    """
    for position, indicator in enumerate(notice.indicators):
        if (indicator.comment or "").startswith(_SPECIAL):
            at = ("indicators", position, "comment")
            message = "Le commentaire commence par un signe qu’un tableur exécuterait."
            yield Remark(message, at, hint="Commencez-le par un mot.")


def _fits(indicator: Indicator) -> bool:
    value, kind = indicator.value, indicator.type
    if kind in _DIGESTS:
        return re.fullmatch(rf"[0-9a-f]{{{_DIGESTS[kind]}}}", value) is not None
    try:
        return _fits_network(kind, value)
    except (AddressValueError, ValueError):
        return False


def _fits_network(kind: IndicatorType, value: str) -> bool:
    """Raises ValueError for an address that cannot be read."""
    match kind:
        case IndicatorType.IPV4:
            IPv4Address(value)
            return True
        case IndicatorType.IPV6:
            IPv6Address(value)
            return True
        case IndicatorType.DOMAIN:
            return _DOMAIN.fullmatch(value) is not None
        case IndicatorType.EMAIL:
            found = _EMAIL.fullmatch(value)
            return found is not None and _DOMAIN.fullmatch(found[1]) is not None
        case IndicatorType.URL:
            parts = urlsplit(value)
            return parts.scheme in WEB and bool(parts.hostname) and " " not in value
        case _:
            return not re.search(r"[/\\\n]", value) and not value.startswith(_SPECIAL)
