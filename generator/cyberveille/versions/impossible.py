"""What cannot be meant: a range that holds nothing, a correction below what it corrects."""

from msgspec.structs import replace

from cyberveille.expressions import expression
from cyberveille.versions.containing import where
from cyberveille.versions.order import Order, Where
from cyberveille.versions.ranges import Branch, Ladder, Piece, Reading, Single, Span
from cyberveille.versions.schemes import DEFAULT, Scheme

_ZERO = expression(r"v?0+(?:\.0+)*")


def holds_nothing(piece: Piece, scheme: Scheme = DEFAULT) -> bool:
    """Whether no version can lie in it (`< 1, > 2`; `> 3, < 3`; `< 0`); False where that cannot be told."""
    if not isinstance(piece, Span) or piece.upper is None:
        return False
    if piece.lower is None:
        return piece.upper.included is False and _ZERO.fullmatch(piece.upper.version) is not None
    order = scheme.compare(piece.lower.version, piece.upper.version)
    if order is Order.EQUAL:
        return piece.lower.included is False or piece.upper.included is False
    return order is Order.GREATER


def empty_pieces(reading: Reading, scheme: Scheme = DEFAULT) -> tuple[Span, ...]:
    return tuple(p for p in reading.pieces if isinstance(p, Span) and holds_nothing(p, scheme))


def below_affected(fixed: str, reading: Reading, scheme: Scheme = DEFAULT) -> bool:
    """Whether a fixed version is earlier than everything that is affected.

    A correction within a range that has a later end is another fault, and may be none (a branch of its own).
    """
    lowest = [_lowest(piece) for piece in reading.pieces]
    return bool(lowest) and all(
        low is not None and scheme.compare(fixed, low) is Order.LESS for low in lowest
    )


def _lowest(piece: Piece) -> str | None:
    """The first version that is surely affected, or None where a piece is open downwards."""
    if isinstance(piece, Single | Branch):
        return piece.version
    if isinstance(piece, Ladder):
        return None
    return piece.lower.version if piece.lower else None if piece.named else piece.branch


def still_affected(fixed: str, reading: Reading, scheme: Scheme = DEFAULT) -> bool:
    """Whether a version said to be fixed is itself affected (`< 4.2.1`, fixed in 4.0)."""
    return where(fixed, reading, scheme) is Where.INSIDE


def before_its_bound(fixed: str, reading: Reading, scheme: Scheme = DEFAULT) -> bool:
    """Whether a version said to be fixed lies before the end that the text sets (`< 4.2.1`, fixed in 4.0).

    What has no end (« 2.0 et suivantes », 7.2.x) has it in the fixed version.
    """
    ended = tuple(
        piece
        for piece in reading.pieces
        if isinstance(piece, Single | Ladder) or (isinstance(piece, Span) and piece.upper is not None)
    )
    return bool(ended) and still_affected(fixed, replace(reading, pieces=ended), scheme)
