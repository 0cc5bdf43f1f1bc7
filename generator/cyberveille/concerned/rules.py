"""What the notices say, made ready to be compared with an inventory: names, and clauses on versions."""

from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct

from cyberveille.versions import Branch, Ladder, Piece, Single


class Says(StrEnum):
    """What a clause says of versions."""

    RANGES = "r"
    ALL = "a"
    BARE = "b"
    """The product alone: a person says which versions."""
    UNREAD = "u"


def versions_of(piece: Piece) -> Sequence[str]:
    """The versions that a piece of a range names, without that of its branch."""
    if isinstance(piece, Single | Branch):
        return (piece.version,)
    bounds = piece.bounds if isinstance(piece, Ladder) else (piece.lower, piece.upper)
    return [bound.version for bound in bounds if bound]


class Clause(Struct, frozen=True, gc=False):
    """`patches` cancel it for a line that has one; `before` is the date of the patch that does.

    What is in `unless` is not concerned: words that a line would have. `platforms` are those it is said of.
    """

    says: Says
    pieces: tuple[Piece, ...] = ()
    scheme: str = "nombres"
    condition: bool = False
    patches: tuple[str, ...] = ()
    before: str | None = None
    unless: tuple[tuple[str, ...], ...] = ()
    platforms: tuple[str, ...] = ()
    text: str = ""
    fixed: str | None = None


class Name(Struct, frozen=True, gc=False):
    """`terms` must be in a line, `extra` may; a `weak` one says nothing without one of its `vendors`.

    An `open` one is known whoever makes what it runs on: systems.
    """

    terms: tuple[str, ...]
    vendors: frozenset[str]
    extra: frozenset[str] = frozenset()
    weak: bool = False
    open: bool = False


class Rule(Struct, frozen=True, gc=False):
    """What one notice says of one product, under several names."""

    notice: int
    names: tuple[int, ...]
    clauses: tuple[Clause, ...]


class Rules(Struct, frozen=True, gc=False):
    names: tuple[Name, ...]
    rules: tuple[Rule, ...]
    vendors: dict[str, str]
    """The vendor of each joined name."""
    vendor_words: dict[str, frozenset[str]]
