"""What was read, written as short as the table of phrases has it."""

from cyberveille.versions import Bound, Branch, Ladder, Piece, Reading, Single, Span, Stated

_SIGNS = {False: "<", True: "<=", None: "<?"}
_UP = {False: ">", True: ">=", None: ">?"}


def written(reading: Reading) -> str:
    """`>= 7.2.0, < 7.2.7 ; 6.4.x` and the like; `?` for what is not understood, `-` for nothing said."""
    if reading.stated is Stated.UNREAD:
        return "?"
    if reading.stated is Stated.NOTHING:
        said = "-"
    elif reading.stated is Stated.ALL:
        said = "*"
    else:
        said = " ; ".join(map(_piece, reading.pieces))
    return f"{said} si" if reading.condition else said


def _piece(piece: Piece) -> str:
    if isinstance(piece, Single):
        return f"= {piece.version}"
    if isinstance(piece, Branch):
        return f"{piece.version}.x"
    if isinstance(piece, Ladder):
        said = " / ".join(map(_upper, piece.bounds))
    else:
        said = ", ".join(
            [*([_lower(piece.lower)] if piece.lower else []), *([_upper(piece.upper)] if piece.upper else [])]
        )
    return said + _branch(piece)


def _branch(piece: Span | Ladder) -> str:
    if piece.branch is None:
        return ""
    return f" {'nommé' if piece.named else 'dans'} {piece.branch}"


def _upper(bound: Bound) -> str:
    return f"{_SIGNS[bound.included]} {bound.version}{'.x' if bound.whole else ''}"


def _lower(bound: Bound) -> str:
    return f"{_UP[bound.included]} {bound.version}"
