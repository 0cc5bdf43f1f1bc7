"""No small cell can be worked out of what is published: shown by trying, by other means."""

import itertools
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyberveille.observatory import Relation, suppressed
from tests.exploring import examples

THRESHOLD = 5
MOST = 30


class Square:
    """A table of two criteria with its margins and its total, as additive cells."""

    def __init__(self, rows: list[list[int]]) -> None:
        self.shape = (len(rows), len(rows[0]))
        height, width = self.shape
        self.values = (
            [value for row in rows for value in row]
            + [sum(row) for row in rows]
            + [sum(column) for column in zip(*rows, strict=True)]
            + [sum(map(sum, rows))]
        )
        inner = height * width
        total = inner + height + width
        self.relations = [
            *(
                Relation(inner + row, tuple(row * width + column for column in range(width)))
                for row in range(height)
            ),
            *(
                Relation(inner + height + column, tuple(row * width + column for row in range(height)))
                for column in range(width)
            ),
            Relation(total, tuple(range(inner, inner + height))),
            Relation(total, tuple(range(inner + height, total))),
        ]


def _tables(limit: int, top: int) -> st.SearchStrategy[Square]:
    sizes = st.tuples(st.integers(1, limit), st.integers(1, limit))
    return sizes.flatmap(
        lambda size: st.lists(
            st.lists(st.integers(0, top), min_size=size[1], max_size=size[1]),
            min_size=size[0],
            max_size=size[0],
        )
    ).map(Square)


def _solved(table: Square, hidden: frozenset[int]) -> set[int]:
    """The hidden cells that exact linear algebra determines (Gauss-Jordan over the rationals)."""
    columns = sorted(hidden)
    rows: list[list[Fraction]] = []
    for relation in table.relations:
        row = [Fraction(0)] * (len(columns) + 1)
        for place, sign in ((relation.total, -1), *((part, 1) for part in relation.parts)):
            if place in hidden:
                row[columns.index(place)] += sign
            else:
                row[-1] -= sign * table.values[place]
        rows.append(row)
    pivots: list[int] = []
    for column in range(len(columns)):
        rank = len(pivots)
        pivot = next((i for i in range(rank, len(rows)) if rows[i][column]), None)
        if pivot is None:
            continue
        rows[rank], rows[pivot] = rows[pivot], rows[rank]
        rows[rank] = [value / rows[rank][column] for value in rows[rank]]
        for other in range(len(rows)):
            if other != rank and rows[other][column]:
                factor = rows[other][column]
                rows[other] = [a - factor * b for a, b in zip(rows[other], rows[rank], strict=True)]
        pivots.append(column)
    free = [column for column in range(len(columns)) if column not in pivots]
    return {
        columns[pivot] for rank, pivot in enumerate(pivots) if all(not rows[rank][column] for column in free)
    }


def _possible(table: Square, hidden: frozenset[int]) -> dict[int, set[int]]:
    """Every value that each hidden cell may have, by trying all inner cells up to a bound."""
    height, width = table.shape
    inner = height * width
    ranges = [range(1, 13) if place in hidden else (table.values[place],) for place in range(inner)]
    found: dict[int, set[int]] = {place: set() for place in hidden}
    for cells in itertools.product(*ranges):
        tried = Square([list(cells[row * width : (row + 1) * width]) for row in range(height)]).values
        if all(place in hidden or tried[place] == value for place, value in enumerate(table.values)):
            for place in hidden:
                found[place].add(tried[place])
    return found


@examples(150)
@given(table=_tables(5, MOST))
def test_no_small_cell_is_determined_by_subtraction(table: Square) -> None:
    hidden = suppressed(table.values, table.relations, THRESHOLD)
    small = {place for place, value in enumerate(table.values) if 0 < value < THRESHOLD}
    assert small <= hidden
    assert not {place for place in hidden if not table.values[place]}
    alone = hidden == {place for place, value in enumerate(table.values) if value}
    assert alone or not small & _solved(table, hidden)


@examples(25)
@given(table=_tables(2, 6))
def test_a_small_cell_keeps_several_values(table: Square) -> None:
    """By exhaustion: two values at least, one of them as large as the rule says."""
    hidden = suppressed(table.values, table.relations, THRESHOLD)
    small = {place for place, value in enumerate(table.values) if 0 < value < THRESHOLD}
    if hidden == {place for place, value in enumerate(table.values) if value}:
        return  # Nothing but zeros is published.
    possible = _possible(table, hidden)
    for place in small:
        assert len(possible[place]) > 1
        assert max(possible[place]) >= THRESHOLD - 1


def test_the_solver_used_here_finds_what_primary_suppression_alone_gives_away() -> None:
    """A test that could not fail would prove nothing: one small cell alone is solved."""
    table = Square([[3, 20], [30, 40]])
    assert _solved(table, frozenset({0})) == {0}
    assert _possible(table, frozenset({0})) == {0: {3}}
    hidden = suppressed(table.values, table.relations, THRESHOLD)
    assert 0 in hidden
    assert len(hidden) > 1
    assert not _solved(table, hidden)


def test_two_ones_with_a_published_sum_are_given_away_by_their_least_value() -> None:
    """Both at least 1 and 2 together: hiding the pair alone is not enough."""
    relation = Relation(2, (0, 1, 3))
    assert 3 in suppressed((1, 1, 22, 20), (relation,), THRESHOLD) or 2 in suppressed(
        (1, 1, 22, 20), (relation,), THRESHOLD
    )


@pytest.mark.parametrize("values", [(0, 10, 10), (5, 6, 11), (0, 0, 0)])
def test_what_is_not_small_is_published(values: tuple[int, ...]) -> None:
    assert suppressed(values, (Relation(2, (0, 1)),), THRESHOLD) == frozenset()
