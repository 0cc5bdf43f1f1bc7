"""Whether a version lies in what a text states. In doubt it is unknown: a false « non » is the worst."""

from collections.abc import Iterable, Sequence
from functools import reduce

from cyberveille.versions.bounds import Unread, together
from cyberveille.versions.comparable import Comparable
from cyberveille.versions.order import Order, Where, both, either
from cyberveille.versions.ranges import Bound, Branch, Ladder, Piece, Reading, Span, Stated
from cyberveille.versions.schemes import DEFAULT, Scheme


def where(version: str, reading: Reading, scheme: Scheme = DEFAULT) -> Where:
    """Where a version stands to what was read; `UNKNOWN` too for a version that is no version."""
    if reading.stated is Stated.ALL:
        return Where.UNKNOWN if reading.condition else Where.INSIDE
    mine = scheme(version)
    if reading.stated is not Stated.RANGES or mine is None:
        return Where.UNKNOWN
    inside = reduce(either, (_holds(piece, mine, scheme) for piece in reading.pieces))
    return Where.of(inside=None if inside and reading.condition else inside)


def where_among(version: str, readings: Iterable[Reading], scheme: Scheme = DEFAULT) -> Where:
    """Where a version stands to all that one notice says of one product, line by line.

    Bounds without a branch on several lines are those of several branches, as they are on one line: of
    « antérieures à 1.2.50 » and « antérieures à 1.4.12 », 1.2.50 is outside. Without any reading the answer
    is unknown.
    """
    alone: list[Reading] = []
    ranges: list[Reading] = []
    for reading in readings:
        (ranges if reading.stated is Stated.RANGES and not reading.condition else alone).append(reading)
    try:
        pieces = together([piece for reading in ranges for piece in reading.pieces])
        ranges = [Reading("", Stated.RANGES, pieces)] if pieces else []
    except Unread:
        pass  # each line for itself
    places = {where(version, reading, scheme) for reading in (*ranges, *alone)}
    if Where.INSIDE in places:
        return Where.INSIDE
    return Where.OUTSIDE if places == {Where.OUTSIDE} else Where.UNKNOWN


def _holds(piece: Piece, mine: Comparable, scheme: Scheme) -> bool | None:
    if isinstance(piece, Ladder):
        return _on_branch(piece, _on_ladder(piece.bounds, mine, scheme), mine, scheme)
    if isinstance(piece, Span):
        return _in_span(piece, mine, scheme)
    named = scheme(piece.version)
    if named is None:
        return None
    return _in_branch(named, mine) if isinstance(piece, Branch) else _is(named, mine)


def _is(named: Comparable, mine: Comparable) -> bool | None:
    """Where a single version is named, a newer one is outside; an older one is left open by the text."""
    order = mine.compare(named)
    if order is Order.EQUAL:
        return True
    return False if order is Order.GREATER and mine.within(named) is False else None


def _in_branch(branch: Comparable, mine: Comparable) -> bool | None:
    return mine.within(branch)


def _in_span(span: Span, mine: Comparable, scheme: Scheme) -> bool | None:
    inside = both(_above(span.lower, mine, scheme), _below(span.upper, mine, scheme))
    return _on_branch(span, inside, mine, scheme)


def _on_branch(piece: Span | Ladder, inside: bool | None, mine: Comparable, scheme: Scheme) -> bool | None:
    """What is said of a range, where it is said of a branch only."""
    if piece.branch is None or inside is False:
        return inside
    branch = scheme(piece.branch)
    if branch is None:
        return None
    within = mine.within(branch)
    if within is not False:
        return both(within, inside)
    if piece.named:
        return None
    upper = scheme(piece.upper.version) if isinstance(piece, Span) and piece.upper else None
    # The bound of 1.2.x may be 1.3.1: nothing is said of 1.3.0.
    leaves = upper is not None and upper.within(branch) is not True
    return None if leaves and mine.compare(branch) is not Order.LESS else False


def _below(bound: Bound | None, mine: Comparable, scheme: Scheme) -> bool | None:
    """Whether a version is under an upper bound."""
    edge = scheme(bound.version) if bound else None
    if bound is None or edge is None:
        return True if bound is None else None
    order = mine.compare(edge)
    if bound.whole and mine.within(edge) is not False:
        return mine.within(edge)
    if mine.cut_short_of(edge):
        return _short_below(bound, mine, edge, order)
    # 7.4.1 is after « 7.4 et antérieures », unless the text means all of 7.4.
    of_bound = order is Order.GREATER and bound.included is not False and mine.within(edge) is not False
    if order is Order.EQUAL or of_bound:
        return bound.included if order is Order.EQUAL else None
    return _told(order, Order.LESS)


def _short_below(bound: Bound, mine: Comparable, edge: Comparable, order: Order) -> bool | None:
    """A version cut short stands for all that begin so: sure only if all of them are on one side."""
    if order is Order.EQUAL:
        return False if bound.included is False else None
    # Without the service pack of the bound, it is before it; without its third number, it may be any.
    return True if order is Order.LESS and edge.adds_to(mine) else None


def _above(bound: Bound | None, mine: Comparable, scheme: Scheme) -> bool | None:
    """Whether a version is over a lower bound."""
    if bound is None:
        return True
    edge = scheme(bound.version)
    if edge is None:
        return None
    order = mine.compare(edge)
    if mine.cut_short_of(edge):
        return True if order is Order.EQUAL and bound.included else None
    return bound.included if order is Order.EQUAL else _told(order, Order.GREATER)


def _told(order: Order, wanted: Order) -> bool | None:
    return None if order is Order.UNCOMPARABLE else order is wanted


def _on_ladder(bounds: Sequence[Bound], mine: Comparable, scheme: Scheme) -> bool | None:
    """Each bound decides for the versions that share most with it; between two branches nothing is said."""
    edges = [(edge, bound) for bound in bounds if (edge := scheme(bound.version))]
    if len(edges) != len(bounds):
        return None
    answers = [_below(bound, mine, scheme) for _, bound in edges]
    if all(answer is False for answer in answers) or all(answers):
        return answers[0]
    most = max(mine.shares(edge) for edge, _ in edges)
    near = [
        (edge, answer) for (edge, _), answer in zip(edges, answers, strict=True) if mine.shares(edge) == most
    ]
    if most and all(answer for _, answer in near):
        return True
    fixed = all(answer is False for _, answer in near)
    return False if fixed and all(most >= edge.depth for edge, _ in near) else None
