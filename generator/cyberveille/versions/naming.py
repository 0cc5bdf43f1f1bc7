"""Single versions in a text, and what may only look like one."""

import re

from cyberveille.expressions import expression
from cyberveille.versions.bounds import Named, Unread
from cyberveille.versions.numbered_text import numbered
from cyberveille.versions.sense import Sense
from cyberveille.versions.tokens import Token


def named(token: Token, name_version: str | None) -> Named:
    """The version of a token; a service pack alone is one of the version that the name bears."""
    if token.sense is Sense.WILD:
        return Named(_without_wildcard(token.text), wild=True)
    text = token.text
    if token.sense is Sense.SUFFIXED and name_version:
        # A build or a service pack is one of the version before it.
        text = f"{name_version} {text}"
    if numbered(text) is None or _UNKNOWN_WILDCARD.search(text):
        raise Unread
    return Named(text)


_SUFFIXED = expression(r"(?:sp|pack|update|patch|fp|hf|cu)[ #.\-]*[0-9]+[a-z]?$", re.IGNORECASE)


def refuse_elision(before: Named, after: Named, between: Token) -> None:
    """Raises `Unread` where a part of a version may be one of the version before it, or one alone.

    « Service Pack 1 et 2 », « 11.2/3 », « Server 2022, 23H2 Edition », « 5.5, Service Pack 4 ».
    """
    number_alone = after.version.isdecimal() and (_SUFFIXED.search(before.version) or between.plain == "/")
    adds = (
        between.plain == "," and after.version != before.version and after.version.startswith(before.version)
    )
    if number_alone or _HALF_YEAR.fullmatch(after.version) or (adds and _SUFFIXED.search(after.version)):
        raise Unread


_HALF_YEAR = expression(r"[0-9]{2}h[12]", re.IGNORECASE)
_DASHED = expression(
    r"[0-9]\.[0-9a-z]+(?:\.[0-9a-z]+)*-v?[0-9]+\.[0-9]"
    r"|(?<![0-9a-z])([a-z]{1,3})[0-9]+(?:\.[0-9]+)* ?- ?\1[0-9]|[0-9]\.\.[0-9]",
    re.IGNORECASE,
)


def may_be_a_range(text: str) -> bool:
    """« 12.0.0-12.1.2 », « R12 - R15 », « 1.0..1.4 », where no bound is announced, may be two versions."""
    return _DASHED.search(text) is not None


_UNKNOWN_WILDCARD = expression(r"[0-9]x+$", re.IGNORECASE)
_WILDCARD = expression(r"(?:\.[xX*]|[xX])+$")


def _without_wildcard(text: str) -> str:
    return _WILDCARD.sub("", text)
