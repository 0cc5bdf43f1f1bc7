"""Two rows side by side, within a counted amount of work."""

from hypothesis import given
from hypothesis import strategies as st
from tests.exploring import examples

from cyberveille.publishing.comparing.aligning import aligned
from cyberveille.publishing.comparing.budget import Budget

ROW = st.lists(st.sampled_from("abcde"), max_size=30)


@given(ROW, ROW, st.integers(0, 400))
@examples(60)
def test_each_thing_of_both_rows_is_in_one_run(before: list[str], after: list[str], limit: int) -> None:
    """In order, whatever the budget; what is said to stay is the same in both."""
    runs = list(aligned(before, after, Budget(limit)))
    assert [item for run in runs for item in before[run.start : run.end]] == before
    assert [item for run in runs for item in after[run.new_start : run.new_end]] == after
    for run in runs:
        old, new = before[run.start : run.end], after[run.new_start : run.new_end]
        assert (old == new) if run.same else (old or new)


def test_what_is_beyond_the_budget_is_replaced_whole() -> None:
    """But for the beginning and the end that both have; what was spent is not spent again."""
    before, after = ["x", *"ab" * 500, "y"], ["x", *"ba" * 500, "z", "y"]
    budget = Budget(1000)
    runs = list(aligned(before, after, budget))
    assert [run.same for run in runs] == [True, False, True]
    assert budget.left == 1000
    assert any(run.same and run.start for run in list(aligned(before, after, Budget()))[:-1])


def test_work_is_counted() -> None:
    """A text of one word over and over asks for the square of its length, and is not compared."""
    row = ["mot"] * 4000
    budget = Budget()
    (run, *_) = aligned([*row, "a", *row], [*row[:-1], "b", *row], budget)
    assert budget.left >= 0
    assert run.same
