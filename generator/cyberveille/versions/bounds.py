"""Upper bounds and the branches they are said of."""

from collections.abc import Sequence
from typing import TypeGuard

from msgspec import Struct
from msgspec.structs import replace

from cyberveille.versions.comparable import Comparable
from cyberveille.versions.numbered_text import numbered
from cyberveille.versions.order import Order
from cyberveille.versions.ranges import Bound, Branch, Ladder, Piece, Single, Span


class Unread(Exception):  # noqa: N818
    """What is written is not understood, and stays text."""


class Backwards(Unread):
    """The later version comes first: « 7.4 à 7.2 »."""


class Named(Struct, frozen=True, gc=False):
    """A version in a text, or with `wild` a branch (7.2.x)."""

    version: str
    wild: bool = False

    @property
    def alone(self) -> Single | Branch:
        return Branch(self.version) if self.wild else Single(self.version)

    def bound(self, *, included: bool | None) -> Bound:
        return Bound(self.version, included, whole=self.wild)


def bounded(branches: Sequence[Named], uppers: Sequence[Bound], *, named: bool = False) -> list[Piece]:
    """Each branch with its own bounds; without branches, the bounds alone.

    Raises `Unread` where it cannot be told which bound is of which branch.
    """
    if not branches:
        return [Span(upper=uppers[0]) if len(uppers) == 1 else Ladder(tuple(uppers))]
    found: list[Piece] = []
    used: set[Bound] = set()
    for branch in branches:
        own = [bound for bound in uppers if is_of(bound.version, branch.version)]
        if (
            not own
            and len(uppers) == 1
            and (branch.wild or len(branches) == 1 or _of_one(branches, uppers[0]))
        ):
            own = [bound for bound in uppers if is_after(bound.version, branch.version)]
        if not own:
            raise Unread
        if not all(
            is_after(bound.version, branch.version) or _is_of_a_train(bound.version, branch.version)
            for bound in own
        ):
            raise Unread  # « 4.6.x antérieures à 4.6 » holds nothing: the bound was cut off
        used.update(own)
        if len(own) == 1:
            found.append(Span(upper=own[0], branch=branch.version, named=named))
        else:
            found.append(Ladder(tuple(own), branch.version, named))
    if used != set(uppers):
        raise Unread
    return found


def _of_one(branches: Sequence[Named], upper: Bound) -> bool:
    """Whether a bound is of one branch: of « 5.0, 5.1 et 5.2 antérieures à 5.2.2 », all 5.0 is meant."""
    return any(is_of(upper.version, branch.version) for branch in branches)


def is_within(version: str, branch: str) -> bool:
    mine, its = numbered(version), numbered(branch)
    return mine is not None and its is not None and mine.within(its) is True


def is_of(version: str, branch: str) -> bool:
    """Whether a bound is of a branch, or of one of its trains: 15.1F5-S8 and 15.1R7 are of 15.1."""
    return is_within(version, branch) or _is_of_a_train(version, branch)


def _is_of_a_train(version: str, branch: str) -> bool:
    mine, its = numbered(version), numbered(branch)
    if mine is None or its is None or not mine.train or its.train or its.tail:
        return False
    return mine.prefix == its.prefix and mine.release[: len(its.release)] == its.release


def is_after(version: str, other: str) -> bool:
    mine, its = numbered(version), numbered(other)
    return mine is not None and its is not None and _extends(mine, its, mine.compare(its))


def _extends(mine: Comparable, its: Comparable, order: Order) -> bool:
    """Whether a bound leaves something of the branch below it: also a build of it, or an S release."""
    return order is Order.GREATER or (order is Order.UNCOMPARABLE and mine.within(its) is True)


def together(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Pieces of one text as one range: bounds without a branch are read together.

    Raises `Unread` for a bound without a branch beside pieces that lie below it: which of them decides for a
    version between cannot be told.
    """
    open_bounds: list[Bound] = []
    others: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, Ladder) and piece.branch is None:
            open_bounds += piece.bounds
        elif isinstance(piece, Span) and piece.lower is None and piece.branch is None and piece.upper:
            open_bounds.append(piece.upper)
        else:
            others.append(piece)
    if not open_bounds:
        return tuple(others)
    if others and not all(_begins_after(piece, bound) for piece in others for bound in open_bounds):
        raise Unread
    return (*bounded([], list(dict.fromkeys(open_bounds))), *others)


def _begins_after(piece: Piece, bound: Bound) -> bool:
    first = _first(piece)
    if first is None:
        return False
    edge = numbered(bound.version)
    return edge is not None and first.compare(edge) in {Order.GREATER, Order.EQUAL}


def _first(piece: Piece) -> Comparable | None:
    if isinstance(piece, Single | Branch):
        return numbered(piece.version)
    text = piece.lower.version if isinstance(piece, Span) and piece.lower else piece.branch
    return None if text is None else numbered(text)


def within_name(pieces: Sequence[Piece], name_version: str) -> tuple[Piece, ...]:
    """Open bounds read within the version that the name bears (« Reader 9 versions antérieures à 9.5 »).

    A dotted number limits them too where they are of another numbering (« macOS 10.12 antérieures à 16G18 »);
    a plain one may be a model, or the release of a system whose package is meant.
    """
    return tuple(
        replace(piece, branch=name_version, named=True) if _of_name(piece, name_version) else piece
        for piece in pieces
    )


def _of_name(piece: Piece, name_version: str) -> TypeGuard[Span | Ladder]:
    bounds: tuple[Bound, ...]
    if isinstance(piece, Span):
        bounds = (piece.upper,) if piece.upper and piece.lower is None and piece.branch is None else ()
    elif isinstance(piece, Ladder):
        bounds = piece.bounds if piece.branch is None else ()
    else:
        bounds = ()
    dotted = "." in name_version
    return bool(bounds) and (dotted or all(is_within(bound.version, name_version) for bound in bounds))


def within_its_branch(piece: Piece) -> bool:
    """Whether a piece is of a branch, and its upper bounds of the same."""
    if isinstance(piece, Ladder):
        bounds = piece.bounds
    elif isinstance(piece, Span) and piece.upper is not None:
        bounds = (piece.upper,)
    else:
        return False
    return piece.branch is not None and all(is_within(bound.version, piece.branch) for bound in bounds)


def only_below(piece: Piece) -> bool:
    """Whether a piece ends before a version that does not belong to it."""
    if isinstance(piece, Ladder):
        return all(bound.included is False for bound in piece.bounds)
    return isinstance(piece, Span) and piece.upper is not None and piece.upper.included is False


def undecided_at_bound(piece: Piece) -> Piece:
    """The same, where something else decides for the version of the bound itself."""
    if isinstance(piece, Ladder):
        return replace(piece, bounds=tuple(replace(bound, included=None) for bound in piece.bounds))
    if isinstance(piece, Span) and piece.upper is not None:
        return replace(piece, upper=replace(piece.upper, included=None))
    return piece
