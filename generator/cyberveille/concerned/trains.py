"""Rows of versions beside one another, which do not compare: trains, and those told by a letter."""

from collections.abc import Sequence

from msgspec.structs import replace

from cyberveille.expressions import expression
from cyberveille.versions import Ladder, Piece, Span

_LETTERS_BEFORE = expression(r"[A-Za-z]*")
_TRAIN = expression(r"[0-9]+\.[0-9]+[Xx][0-9]+(?=-)")


def of_each_letter(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """« <= U61 | <= L81 » are two rows of versions."""
    told: list[Piece] = []
    for piece in pieces:
        bounds = piece.bounds if isinstance(piece, Ladder) and piece.branch is None else ()
        letters = {_LETTERS_BEFORE.match(bound.version)[0] for bound in bounds}  # type: ignore[index]
        told += [Span(None, bound) for bound in bounds] if len(letters) > 1 else [piece]
    return tuple(told)


def of_its_train(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """« 15.1X49-D100 à 15.1X49-D120 » says something of the train 15.1X49 only."""
    return tuple(map(_within_train, pieces))


def _within_train(piece: Piece) -> Piece:
    if not isinstance(piece, Span) or piece.branch or not piece.lower or not piece.upper:
        return piece
    trains = [_TRAIN.match(bound.version) for bound in (piece.lower, piece.upper)]
    first, last = (found[0].upper() if found else None for found in trains)
    return replace(piece, branch=first) if first and first == last else piece
