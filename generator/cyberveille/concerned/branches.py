"""What a product's name has besides: a branch (« FortiOS 7.2 », « Reader XI »), what it is based on."""

import re
from collections.abc import Iterable

from msgspec.structs import replace

from cyberveille.concerned.clauses import versions_named
from cyberveille.concerned.rules import Clause, Says
from cyberveille.expressions import expression
from cyberveille.versions import Branch, Ladder, Piece, Span

_NUMBER = expression(r"(?<![a-z0-9.\-/])v?([0-9]+(?:\.[0-9]+)*)(?:\.?x)?(?![a-z0-9./\-])")
_PARENS = expression(r"\([^()]*\)")


def of_branches(name: str, clauses: tuple[Clause, ...]) -> tuple[str, tuple[Clause, ...]]:
    """A plain name without the branch in it, and the clauses, which are then said of that branch.

    A dotted number is one; a plain one may be a model, unless the versions of the clauses begin with it.
    """
    versions = versions_named(clauses)
    found = [
        match
        for match in _NUMBER.finditer(_PARENS.sub(lambda hidden: " " * len(hidden[0]), name))
        if "." in match[1] or any(_begins(version, match[1]) for version in versions)
    ]
    for match in reversed(found):
        name = f"{name[: match.start()]} {name[match.end() :]}"
    if len(found) == 1:
        clauses = tuple(_of_branch(clause, found[0][1]) for clause in clauses)
    return name, clauses


_ROMAN = {"ix": "9", "x": "10", "xi": "11", "xii": "12"}
_NUMERAL = expression(r"(?<!\bos) (ix|xi{0,2})(?= |$)")


def of_numeral(name: str, clauses: tuple[Clause, ...]) -> tuple[str, tuple[Clause, ...]]:
    """The same of a branch in Roman numerals: « Reader XI », of which 11.0.07 is a version."""
    found = _NUMERAL.search(name)
    if not found or not any(_begins(version, _ROMAN[found[1]]) for version in versions_named(clauses)):
        return name, clauses
    written = f"{name[: found.start()]}{name[found.end() :]}"
    return written, tuple(_of_branch(clause, _ROMAN[found[1]]) for clause in clauses)


_RELEASES_OF_MACOS = {
    "tiger": "10.4", "snow leopard": "10.6", "leopard": "10.5", "mountain lion": "10.8", "lion": "10.7",
    "mavericks": "10.9", "yosemite": "10.10", "el capitan": "10.11",
    "sierra": "10.12", "high sierra": "10.13", "mojave": "10.14", "catalina": "10.15", "big sur": "11",
    "monterey": "12", "ventura": "13", "sonoma": "14", "sequoia": "15",
}  # fmt: skip
_OF_MACOS = expression(rf"(?:(?<=\bmacos)|(?<=\bos x)|(?<=\bosx)) ({'|'.join(_RELEASES_OF_MACOS)})\b")


def of_macos(name: str, clauses: tuple[Clause, ...]) -> tuple[str, tuple[Clause, ...]]:
    """The same of a release of macOS, which a line may tell by its number alone: « macOS Big Sur »."""
    found = _OF_MACOS.search(name)
    if not found:
        return name, clauses
    release = _RELEASES_OF_MACOS[found[1]]
    told = (replace(c, says=Says.ALL, condition=True) if c.says is Says.BARE else c for c in clauses)
    return _OF_MACOS.sub("", name), tuple(_of_branch(clause, release) for clause in told)


def _begins(version: str, number: str) -> bool:
    return re.match(rf"v?{re.escape(number)}(?![0-9])", version.lower()) is not None


def _of_branch(clause: Clause, branch: str) -> Clause:
    if clause.says is Says.ALL:
        return replace(clause, says=Says.RANGES, pieces=(Branch(branch),))
    return replace(clause, pieces=tuple(_pieces(clause.pieces, branch)))


def _pieces(pieces: Iterable[Piece], branch: str) -> Iterable[Piece]:
    for piece in pieces:
        bare = isinstance(piece, Span | Ladder) and piece.branch is None
        yield replace(piece, branch=branch) if bare else piece


_BASED = expression(r" \(?(?:windows|linux|unix)(?: [0-9a-z.]+)?[- ]based(?: versions?)?\)?")


def of_platform(name: str, clauses: tuple[Clause, ...]) -> tuple[str, tuple[Clause, ...]]:
    """A plain name without the system that some of its makes run on, which decides: « Windows 7-based »."""
    kept = _BASED.sub("", name)
    return (name, clauses) if kept == name else (kept, tuple(replace(c, condition=True) for c in clauses))


_LAST_NUMBER = expression(r"[a-z]{3,} ([1-9][0-9]?)(?=,? (?:versions?|toutes|all)\b)")
_BEGINS_OTHERWISE = expression(r"[a-z]")


def is_numbered(name: str, clauses: Iterable[Clause]) -> bool:
    """Whether the number at the end of a plain name is part of it: « Spectrum Power 7 versions … à V23Q3 ».

    It is a branch unless each version is told with a letter and begins otherwise.
    """
    found = _LAST_NUMBER.search(name)
    versions = [version.lower() for version in versions_named(clauses)]
    return (
        found is not None
        and bool(versions)
        and all(_BEGINS_OTHERWISE.match(v) and not _begins(v, found[1]) for v in versions)
    )
