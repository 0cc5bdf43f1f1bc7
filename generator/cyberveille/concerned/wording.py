"""Why a line is concerned or to be checked, in French: rebuilt from the rule, never quoted at length."""

from collections.abc import Sequence

from cyberveille.concerned.rules import Clause, Says
from cyberveille.versions import Bound, Branch, Ladder, Piece, Single, Span

_MOST = 4
"""Pieces of a range that are told; a longer one ends by dots."""


def range_told(pieces: Sequence[Piece]) -> str:
    """« de 7.2.0 à 7.2.6 », « antérieures à 7.2.7 », « 7.2 »."""
    told = [_piece(piece) for piece in pieces[:_MOST]]
    return " ; ".join((*told, *(("…",) if len(pieces) > _MOST else ())))


def why(clause: Clause | None, version: str | None, *, concerned: bool, sure: bool) -> str:
    """One sentence on what decided."""
    if clause is None or clause.says is Says.BARE:
        return "la notice nomme le produit sans dire quelles versions"
    fixed = f" ; corrigé en {clause.fixed}" if clause.fixed and clause.fixed != "none" else ""
    if clause.says is Says.UNREAD:
        return "la notice dit des versions ce qu’un programme ne sait pas comparer"
    if clause.says is Says.ALL:
        told = "toutes les versions sont touchées"
        return _hesitating(clause, told, concerned=concerned, sure=sure) + fixed
    told = range_told(clause.pieces)
    if version is None:
        return f"version à préciser : « {told} »{fixed}"
    if concerned:
        return f"{version} est dans « {told} »{fixed}"
    return _hesitating(clause, f"{version} face à « {told} »", concerned=concerned, sure=sure) + fixed


def _hesitating(clause: Clause, told: str, *, concerned: bool, sure: bool) -> str:
    if concerned:
        return told
    if clause.condition:
        return f"{told}, mais un correctif, une option ou une configuration décide"
    return f"{told}, sans certitude" if sure else f"{told}, mais le produit peut être un autre"


def _piece(piece: Piece) -> str:
    match piece:
        case Single(version):
            return version
        case Branch(version):
            return version if " " in version or version.isalpha() else f"{version}.x"
        case Ladder(bounds, branch):
            told = "antérieures à " + ", ".join(bound.version for bound in bounds)
            return f"{branch}.x {told}" if branch else told
        case Span(lower, upper, branch):
            return _span(lower, upper, branch)


def _span(lower: Bound | None, upper: Bound | None, branch: str | None) -> str:
    told = [bound.version for bound in (lower, upper) if bound]
    of_branch = f"{branch}.x " if branch and not all(of.startswith(f"{branch}.") for of in told) else ""
    if lower and upper and upper.included is not False:
        return f"{of_branch}de {lower.version} à {upper.version}{'.x' if upper.whole else ''}"
    after = f"à partir de {lower.version}" if lower and lower.included is not False else ""
    after = f"postérieures à {lower.version}" if lower and lower.included is False else after
    before = ""
    if upper:
        before = (
            f"jusqu’à {upper.version}" if upper.included is not False else f"antérieures à {upper.version}"
        )
    return of_branch + ", ".join(part for part in (after, before) if part)
