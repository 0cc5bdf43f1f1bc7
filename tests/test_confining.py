"""Work in a process of its own: it gives what it can, and ends however it ends without harm."""

import os
import signal
from collections.abc import Iterator

import pytest

from cyberveille.confining import Broken, OutOfMemory, OutOfTime, confined


def _given(work: Iterator[bytes]) -> tuple[list[bytes], list[float]]:
    spent: list[float] = []
    return [*confined(lambda: work, seconds=2, memory=100_000_000, spent=spent.append)], spent


def _hungry() -> Iterator[bytes]:
    yield b"avant"
    yield bytes(1_000_000_000)


def _endless() -> Iterator[bytes]:
    yield b"avant"
    while True:
        pass


def _crashing() -> Iterator[bytes]:
    yield b"avant"
    os.kill(os.getpid(), signal.SIGSEGV)


def _failing() -> Iterator[bytes]:
    yield b"avant"
    raise ValueError


def test_what_is_given_comes_in_order() -> None:
    given, [seconds] = _given(iter([b"un", b"", b"deux"]))
    assert given == [b"un", b"", b"deux"]
    assert seconds < 2


@pytest.mark.parametrize(
    ("work", "refusal"),
    [(_hungry, OutOfMemory), (_endless, OutOfTime), (_crashing, Broken), (_failing, Broken)],
)
def test_what_was_given_before_is_kept(work: object, refusal: type[Exception]) -> None:
    """And the way it ended is told, with the time that it took."""
    given: list[bytes] = []
    spent: list[float] = []
    with pytest.raises(refusal):
        given.extend(
            confined(work, seconds=1, memory=100_000_000, spent=spent.append)  # type: ignore[arg-type]
        )
    assert given == [b"avant"]
    assert len(spent) == 1


def test_a_process_that_nobody_listens_to_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    children: list[int] = []
    fork = os.fork

    def counted() -> int:
        children.append(fork())
        return children[-1]

    monkeypatch.setattr(os, "fork", counted)
    stream = confined(_endless, seconds=60, memory=100_000_000, spent=lambda _: None)
    assert next(stream) == b"avant"
    stream.close()
    [child] = children
    with pytest.raises(ChildProcessError):
        os.waitpid(child, os.WNOHANG)
