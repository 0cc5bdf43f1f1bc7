"""A little work shared with one other process: both results, what either raises, and no process left."""

import os
import signal
import sys

import pytest

from cyberveille.forking import WorkerKilled, alongside, by_two, spread
from tests import forks

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="forks on Linux alone")


class RefusedError(Exception):
    """What work may raise."""


@pytest.fixture(autouse=True)
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The processes that were made."""
    return forks.noted(monkeypatch)


def none_left(made: list[int]) -> bool:
    """Whether each process that was made is gone, and was waited for."""
    for child in made:
        with pytest.raises(ChildProcessError):
            os.waitpid(child, os.WNOHANG)
    return bool(made)


def test_both_results_are_given_and_the_work_is_done_elsewhere(made: list[int]) -> None:
    """The work has the identity of another process, what is done meanwhile that of this one."""
    worker, own = alongside(os.getpid, os.getpid, jobs=2)
    assert own == os.getpid()
    assert worker != own
    assert none_left(made)


def test_with_one_job_nothing_is_shared() -> None:
    """Both are done here, one after the other."""
    assert alongside(os.getpid, os.getpid, jobs=1) == (os.getpid(), os.getpid())


def test_beside_a_thread_nothing_is_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    """A lock that a thread holds would never be given back in the other process."""
    monkeypatch.setattr("threading.active_count", lambda: 2)
    assert alongside(os.getpid, os.getpid, jobs=2) == (os.getpid(), os.getpid())


def test_an_answer_larger_than_a_pipe_holds_arrives_whole() -> None:
    """The other process waits until it is read."""
    work, _ = alongside(lambda: "é" * 1_000_000, lambda: None, jobs=2)
    assert work == "é" * 1_000_000


def refuse() -> None:
    raise RefusedError


def test_what_the_work_raises_is_raised_here(made: list[int]) -> None:
    """Once what is done meanwhile is done."""
    done: list[int] = []
    with pytest.raises(RefusedError):
        alongside(refuse, lambda: done.append(1), jobs=2)
    assert done == [1]
    assert none_left(made)


def test_what_is_spare_is_done_until_the_other_answers(made: list[int]) -> None:
    """The other one answers once the second thing is done; the third is left."""
    asked, asking = os.pipe()
    answered: list[bytes] = []
    done: list[int] = []

    def second() -> None:
        done.append(2)
        os.write(asking, b"x")
        # The other one ends when it has answered.
        os.waitid(os.P_PID, made[0], os.WEXITED | os.WNOWAIT)

    spare = (lambda: done.append(1), second, lambda: done.append(3))
    work, _ = alongside(lambda: os.read(asked, 1), lambda: answered.append(b""), jobs=2, spare=spare)
    os.close(asked)
    os.close(asking)
    assert work == b"x"
    assert done == [1, 2]
    assert none_left(made)


class TwoWordsError(Exception):
    """What cannot be made again of its text alone."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(f"{one} {two}")


def refuse_in_two_words() -> None:
    raise TwoWordsError("ni", "ni")


def test_what_cannot_cross_between_processes_is_told_by_its_text() -> None:
    """With where it was raised."""
    with pytest.raises(RuntimeError, match="ni ni") as raised:
        alongside(refuse_in_two_words, lambda: None, jobs=2)
    assert "refuse_in_two_words" in str(raised.value.__cause__)


def test_without_a_process_to_be_had_everything_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system may have none left."""

    def none() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", none)
    assert alongside(os.getpid, os.getpid, jobs=2) == (os.getpid(), os.getpid())


def test_what_is_done_meanwhile_may_raise_and_leaves_no_process(made: list[int]) -> None:
    """The other one is waited for."""
    with pytest.raises(RefusedError):
        alongside(lambda: 1, refuse, jobs=2)
    assert none_left(made)


def test_a_killed_process_is_told(made: list[int]) -> None:
    """It gave no answer: the work is not taken for done."""
    with pytest.raises(WorkerKilled, match="la relecture"):
        alongside(lambda: os.kill(os.getpid(), signal.SIGKILL), lambda: None, jobs=2, step="la relecture")
    assert none_left(made)


def test_a_process_killed_beneath_another_is_told(made: list[int]) -> None:
    """By the one that it worked for, in the same words."""

    def killed() -> None:
        alongside(lambda: os.kill(os.getpid(), signal.SIGKILL), lambda: None, jobs=3, step="la relecture")

    with pytest.raises(WorkerKilled, match="L’un des 3 processus qui se partagent la relecture"):
        alongside(killed, lambda: None, jobs=2)
    assert none_left(made)


def test_each_of_two_processes_takes_the_next_item_when_it_is_done(made: list[int]) -> None:
    """The other one does a single item for as long as this one does all that are left; all are in order."""
    (begun, beginning), (ended, ending) = os.pipe(), os.pipe()
    here = os.getpid()
    done: list[int] = []

    def work(position: int) -> tuple[int, int]:
        if os.getpid() != here:
            os.write(beginning, b"x")
            os.read(ended, 1)
        elif not done:
            os.read(begun, 1)  # The other one has its item.
        done.append(position)
        if len(done) == count - 1:
            os.write(ending, b"x")
        return position, os.getpid()

    count = 40
    found = by_two(work, count, 2, "le travail")
    assert [position for position, _ in found] == list(range(count))
    assert [process for _, process in found].count(here) == count - 1
    assert none_left(made)


@pytest.mark.parametrize("count", [0, 1, 999, 1_000, 1_001, 70_000])
def test_as_many_items_as_there_are_are_each_done_once(count: int) -> None:
    """A pipe holds what stands for them before anybody reads it."""
    assert by_two(lambda position: position, count, 2, "le travail") == list(range(count))


def test_what_one_of_two_raises_leaves_nothing_to_do(made: list[int]) -> None:
    """The item under way is the last one: nothing more is done in vain."""
    here = os.getpid()
    done: list[int] = []
    reading, writing = os.pipe()

    def work(position: int) -> None:
        if os.getpid() != here:
            raise RefusedError
        os.close(writing)
        assert os.read(reading, 1) == b""  # The other process, which holds the other end too, is gone.
        done.append(position)

    with pytest.raises(RefusedError):
        by_two(work, 500, 2, "le travail")
    assert len(done) == 1
    assert none_left(made)


def test_with_one_job_the_items_are_done_in_turn() -> None:
    """Nothing is shared, and nothing is done twice."""
    done: list[int] = []
    by_two(done.append, 3, 1, "le travail")
    assert done == [0, 1, 2]


def test_what_takes_long_is_put_with_nothing_else() -> None:
    """Batches begin after what is to be done alone; everything is done once, in order."""
    found = list(spread(lambda position: position, 150, 1, alone=2))
    assert [len(batch) for batch in found] == [1, 1, 64, 64, 20]
    assert [position for batch in found for position in batch] == list(range(150))


@pytest.mark.parametrize("count", [40, 250])
def test_the_one_that_asks_does_something_else_now_and_then(count: int) -> None:
    """Whether two share the work, or a pool of processes does it all."""
    here = os.getpid()
    between: list[int] = []

    def work(position: int) -> int:
        if os.getpid() != here:
            # It goes on once the one that asks has had its turn.
            os.read(reading, 1)
        return position

    reading, writing = os.pipe()

    def turn() -> None:
        between.append(os.getpid())
        os.write(writing, b"x" * count)

    found = [item for batch in spread(work, count, 2, between=turn) for item in batch]
    assert found == list(range(count))
    assert set(between) == {here}
