"""Distributions of Linux, whose releases are not numbered as what a notice corrects in them."""

from collections.abc import Collection

from msgspec.structs import replace

from cyberveille.concerned.naming import NameRead
from cyberveille.concerned.rules import Clause, versions_of
from cyberveille.expressions import expression
from cyberveille.versions import Branch, Piece, Single

DEBIAN = "debian"
_OF_DEBIAN = {
    "potato": "2.2", "woody": "3.0", "sarge": "3.1", "etch": "4", "lenny": "5", "squeeze": "6", "wheezy": "7",
    "jessie": "8", "stretch": "9", "buster": "10", "bullseye": "11", "bookworm": "12", "trixie": "13",
}  # fmt: skip
_AROUND = frozenset(
    {"debian", "gnu", "linux", "stable", "oldstable", "noyau", "kernel", *_OF_DEBIAN.values()}
)
_YEAR_AND_MONTH = expression(r"[0-9]{1,2}\.(?:04|10)")

_WHOLE = (
    ("red-hat", {"enterprise", "linux"}),
    ("red-hat", {"rhel"}),
    ("oracle", {"solaris"}),
    ("sun", {"solaris"}),
)
"""Vendors and names of whom a major release, told alone, is all of its minor ones: RHEL 7.4 is of 7."""
Read = tuple[list[NameRead], tuple[Clause, ...]]


def of_distribution(names: list[NameRead], clauses: tuple[Clause, ...], vendors: Collection[str]) -> Read:
    """The names and clauses on Ubuntu, Red Hat and Debian as a line tells them.

    Ubuntu 22.04.3 is of 22.04, RHEL 7.4 of 7. « Debian (Bookworm) » is Debian 12 and no other, and « avec
    un noyau » before which it is concerned is the version that decides.
    """
    terms = {term for name in names for term in name.terms}
    if "ubuntu" in vendors and "ubuntu" in terms:
        return names, tuple(replace(c, pieces=tuple(map(_of_release, c.pieces))) for c in clauses)
    if any(vendor in vendors and own <= terms for vendor, own in _WHOLE):
        return names, tuple(replace(c, pieces=tuple(map(_of_major, c.pieces))) for c in clauses)
    releases = _OF_DEBIAN.keys() & (terms | {term for name in names for term in name.extra})
    if "debian" not in vendors or len(releases) != 1 or not terms - releases <= _AROUND:
        return names, clauses
    (release,) = releases
    told = any(versions_of(piece) for clause in clauses for piece in clause.pieces)
    read = [NameRead((release,)), NameRead(("debian", _OF_DEBIAN[release]))]
    return read, tuple(
        replace(c, scheme=DEBIAN, condition=False, platforms=()) if told else c for c in clauses
    )


def _of_release(piece: Piece) -> Piece:
    whole = isinstance(piece, Single) and _YEAR_AND_MONTH.fullmatch(piece.version)
    return Branch(piece.version) if whole and isinstance(piece, Single) else piece


def _of_major(piece: Piece) -> Piece:
    return Branch(piece.version) if isinstance(piece, Single) and piece.version.isdecimal() else piece
