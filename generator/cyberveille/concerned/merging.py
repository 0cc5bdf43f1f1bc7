"""The clauses of one product of one notice, put together."""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from cyberveille.concerned.rules import Clause, Says
from cyberveille.concerned.trains import of_each_letter
from cyberveille.versions import Bound, Branch, Ladder, Piece, Single, Span
from cyberveille.versions.bounds import Unread, together
from cyberveille.versions.numbered import Numbered
from cyberveille.versions.numbered_text import numbered


def merged(clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """Bounds without a branch on several lines are those of several branches.

    Where releases of Windows 10 are listed, « Windows 10 » alone is its first one.
    """
    if len(clauses) == 1 and clauses[0].scheme != "windows":
        return tuple(clauses)
    simple = [
        c
        for c in clauses
        if c.says is Says.RANGES
        and not c.condition
        and not c.unless
        and not c.platforms
        and c.scheme != "windows"
    ]
    others = [c for c in clauses if c not in simple]
    if any(c.scheme == "windows" for c in others):
        others = _first_releases(others)
    if len(simple) > 1 and any(_is_open(piece) for clause in simple for piece in clause.pieces):
        try:
            found = tuple(map(_without_lower, together([p for c in simple for p in c.pieces])))
        except Unread:
            pass
        else:
            fixed = next((c.fixed for c in simple if c.fixed), None)
            found = of_each_letter(found)
            simple = [Clause(Says.RANGES, found, simple[0].scheme, text=simple[0].text, fixed=fixed)]
    return tuple(dict.fromkeys((*simple, *others)))


_FEWEST_NUMBERS = 3


def _without_lower(piece: Piece) -> Piece:
    """Bounds on several lines of one branch are the last one: what any line says is concerned is."""
    if not isinstance(piece, Ladder) or piece.branch is not None:
        return piece
    bounds = _latest(piece.bounds)
    return Ladder(tuple(bounds)) if len(bounds) > 1 else Span(upper=bounds[0])


def _latest(bounds: Sequence[Bound]) -> list[Bound]:
    """The bounds without those that another one of the same branch is later than: « 5.5.38 », « 5.5.40 »."""
    read = [numbered(bound.version) for bound in bounds]
    return [
        bound
        for bound, mine in zip(bounds, read, strict=True)
        if not any(mine and its and _ends_before(mine, its) for its in read)
    ]


def _ends_before(mine: Numbered, its: Numbered) -> bool:
    alike = (
        len(mine.release) == len(its.release) >= _FEWEST_NUMBERS
        and mine.release[:-1] == its.release[:-1]
        and mine.prefix == its.prefix
    )
    plain = not (mine.train or its.train or mine.tail or its.tail)
    return alike and plain and mine.release < its.release


def _is_open(piece: Piece) -> bool:
    """Whether a bound without a branch may be that of one branch: else each clause keeps its own fix."""
    if isinstance(piece, Ladder):
        return piece.branch is None
    return isinstance(piece, Span) and piece.lower is None and piece.branch is None


_HAD_PACKS = frozenset({"nt 4.0", "2000", "xp", "server 2003", "vista", "server 2008", "7", "server 2008 r2"})
"""Of these, a notice that tells no service pack means each."""


def _first_releases(clauses: list[Clause]) -> list[Clause]:
    packed = {
        piece.version.partition(" sp")[0]
        for c in clauses
        if c.scheme == "windows"
        for piece in c.pieces
        if isinstance(piece, Single) and " sp" in piece.version
    }
    released = any(
        isinstance(piece, Single) and piece.version.startswith("10 ")
        for c in clauses
        if c.scheme == "windows"
        for piece in c.pieces
    )
    told: list[Clause] = []
    for clause in clauses:
        if clause.scheme != "windows":
            told.append(clause)
            continue
        first: dict[Piece, Piece] = {
            Single("10"): Single("10 1507") if released else Branch("10"),
            Single("11"): Branch("11"),
            **{Single(release): Branch(release) for release in _HAD_PACKS - packed},
        }
        told.append(replace(clause, pieces=tuple(_instead(first, piece) for piece in clause.pieces)))
    return told


def _instead(first: Mapping[Piece, Piece], piece: Piece) -> Piece:
    return first.get(piece, piece)
