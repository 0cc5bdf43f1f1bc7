"""What sources write of versions, in signs that `versions.read` understands, else as they write it."""

import re
from functools import lru_cache
from urllib.parse import unquote

from cyberveille.expressions import expression
from cyberveille.versions import Bound, Branch, Piece, Reading, Single, Span, Stated, read

ALL = "Toutes versions"
_VERS = expression(r"vers:[A-Za-z][A-Za-z0-9.+-]*/", re.IGNORECASE)
_EVERY = frozenset(
    [
        *("*", "all", "any", "all versions", "any version", "all firmware versions", "all revisions"),
        *("toutes", "toutes versions", "toutes les versions", "alle", "alle versionen"),
        *("todas", "todas las versiones", "tutte", "tutte le versioni"),
    ]
)
UNSAID = frozenset({"", "unspecified", "not specified", "n/a", "na", "unknown", "tbd", "-", "none"})
"""What stands where a source says no version."""
_EXCEPT = expression(r"!=\s*")
_NUMBERED = expression(r"[^\s,;|<>=]*\d[^\s,;|<>=]*")
"""What stands in a statement as a version: none may be lost in signs."""
_SIGN = expression(r"(?<![<>])([<>]=?)\s*")
_SPACES = expression(r"\s+")


@lru_cache(maxsize=4096)
def notation(text: str) -> str:
    """A statement of versions, in signs where all of it is understood.

    Takes the version range specifiers of CSAF (vers, section 3.1.2.2 of CSAF 2.1; vls, the same section of
    2.0) and the words of advisories. An excluded version (`!=`) is said in words, which no program takes for
    a version that is affected.
    """
    said = _SPACES.sub(" ", text).strip()
    vers = _VERS.match(said)
    if vers:
        said = " | ".join(unquote(part).strip() for part in said[vers.end() :].split("|"))
    if said.casefold() in _EVERY:
        return ALL
    said = _SIGN.sub(r"\1 ", said)
    if _EXCEPT.search(said):
        return _without_excluded(said)
    if "(" in said:
        return said  # A remark, which no sign would say.
    reading = read(said)
    if reading.stated is Stated.ALL and reading.condition is None:
        return ALL
    signs = None if len(reading.pieces) == 1 and isinstance(reading.pieces[0], Single) else in_signs(reading)
    return signs if signs and set(_NUMBERED.findall(said)) <= set(_NUMBERED.findall(signs)) else said


def in_signs(reading: Reading) -> str | None:
    """`>= 7.2.0, < 7.2.7` and the like; None where signs cannot say it all, or would be read otherwise."""
    if reading.stated is not Stated.RANGES or reading.condition is not None:
        return None
    parts = [_signs(piece) for piece in reading.pieces]
    if None in parts:
        return None
    text = ", ".join(part for part in parts if part)
    again = read(text)
    same = again.stated is Stated.RANGES and again.condition is None and again.pieces == reading.pieces
    return text if same else None


@lru_cache(maxsize=4096)
def understood(text: str) -> bool:
    """Whether programs can tell which versions are affected."""
    return not read(text).to_be_checked


def _without_excluded(said: str) -> str:
    parts = [part.strip() for part in said.split("|")]
    excluded = [_EXCEPT.sub("", part) for part in parts if part.startswith("!=")]
    kept = " | ".join(part for part in parts if not part.startswith("!="))
    begun = kept or "versions"
    return f"{begun}, sauf {', '.join(excluded)}"


def _signs(piece: Piece) -> str | None:
    if isinstance(piece, Single):
        return piece.version
    if isinstance(piece, Branch):
        return f"{piece.version}.x"
    if not isinstance(piece, Span) or piece.branch is not None:
        return None
    bounds = [(">", piece.lower), ("<", piece.upper)]
    if any(bound is not None and bound.included is None for _, bound in bounds):
        return None
    return ", ".join(_bound(sign, bound) for sign, bound in bounds if bound is not None)


def _bound(sign: str, bound: Bound) -> str:
    return f"{sign}{'=' if bound.included else ''} {bound.version}{'.x' if bound.whole else ''}"
