"""Work shared between processes that inherit everything: closures need not be serialised."""

import gc
import os
import pickle
import signal
import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from operator import itemgetter
from select import select
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

BATCH = 64
PARALLEL_FROM = 200
"""Fewer items than this are done faster than a pool of processes starts."""
SHARED_FROM = 12
"""Fewer than this are done before one other process could help."""

_TURN = 0.1
"""Seconds that a batch is waited for before whoever asks may do something else."""
_COLLECT_AFTER = 200_000
_TOKEN = 4
"""The bytes that stand for an item."""
_TURNS = 1_000
"""As many tokens as any pipe holds before somebody reads: a page of memory (pipe(7), F_SETPIPE_SZ)."""
_PR_SET_PDEATHSIG = 1
"""prctl(2): the signal a process gets when the one that made it ends."""

Result = TypeVar("Result")
Other = TypeVar("Other")


class WorkerKilled(Exception):  # noqa: N818 - what happened to a process, not a fault of the program
    """A process that shared the work was killed, most often for want of memory; what to do about it."""

    def __init__(self, step: str, jobs: int) -> None:
        super().__init__(
            f"L’un des {jobs} processus qui se partagent {step} a été tué, sans doute par le système, faute "
            "de mémoire : rien n’a été mis en place. Relancez avec --jobs 1, qui en demande moins, ou donnez "
            "plus de mémoire à la machine."
        )
        self._told = step, jobs

    def __reduce__(self) -> tuple[type["WorkerKilled"], tuple[str, int]]:
        """It may cross from a process that shared its own work."""
        return WorkerKilled, self._told


def spread(
    work: Callable[[int], Result],
    count: int,
    jobs: int,
    step: str = "le travail",
    *,
    batch: int = BATCH,
    size: int = 0,
    alone: int = 0,
    between: Callable[[], object] = lambda: None,
) -> Iterator[list[Result]]:
    """`work(0)` … `work(count - 1)`, in order, in batches; results, not `work`, cross between processes.

    The first ones, as many as `alone` says, take as long as a batch of others: none is put with another.
    `size` is how much it is, in items of the usual sort, where those of `count` are larger; `between` is
    called now and then by this process while the work is shared. `step` names the work, article included.
    Raises WorkerKilled; the processes end with the one that asks.
    """
    ranges = [range(start, start + 1) for start in range(alone)]
    ranges += [range(start, min(start + batch, count)) for start in range(alone, count, batch)]
    size = size or count
    if SHARED_FROM <= size < PARALLEL_FROM and can_share(jobs):
        yield by_two(work, count, jobs, step, between)
        return
    if jobs == 1 or size < PARALLEL_FROM or not sys.platform.startswith("linux"):
        yield from (list(map(work, positions)) for positions in ranges)
        return
    # Few commands have so much to do that they share it.
    import multiprocessing  # noqa: PLC0415
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415

    _inherited.append(work)
    try:
        context = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(jobs, context, initializer=_begin, initargs=(os.getpid(),)) as pool:
            yield from _each(pool, ranges, between)
    except BrokenProcessPool:
        raise WorkerKilled(step, jobs) from None
    finally:
        _inherited.pop()


def _each(
    pool: "ProcessPoolExecutor", ranges: list[range], between: Callable[[], object]
) -> Iterator[list[Any]]:
    """What is done of each range, in order."""
    from concurrent.futures import wait  # noqa: PLC0415 - as above

    waited = deque(pool.submit(_do_inherited, batch) for batch in ranges)
    try:
        while waited:
            while not wait((waited[0],), _TURN).done:
                between()
            yield waited.popleft().result()
    finally:
        for future in waited:
            future.cancel()


def by_two(
    work: Callable[[int], Result],
    count: int,
    jobs: int,
    step: str,
    between: Callable[[], object] = lambda: None,
) -> list[Result]:
    """`work(0)` … `work(count - 1)`, in order, for a `count` that two processes share.

    Each takes the next item when it is done with one: some take far longer than others. Of very many, it
    takes a few that follow each other. What either raises ends both. This one does something else `between`
    its items.
    """
    here = os.getpid()
    width = max(1, -(-count // _TURNS))
    taking, giving = os.pipe()
    with open(giving, "wb") as told:  # noqa: PTH123 - a pipe
        told.write(b"".join(start.to_bytes(_TOKEN) for start in range(0, count, width)))

    def take() -> list[tuple[int, Result]]:
        done = []
        try:
            while token := os.read(taking, _TOKEN):
                start = int.from_bytes(token)
                done += [(item, work(item)) for item in range(start, min(start + width, count))]
                if os.getpid() == here:
                    between()
        except BaseException:
            while os.read(taking, _TOKEN * _TURNS):
                pass  # Nothing is left for the other process to do.
            raise
        return done

    try:
        theirs, ours = alongside(take, take, jobs, step)
    finally:
        os.close(taking)
    return [result for _, result in sorted(theirs + ours, key=itemgetter(0))]


def alongside(
    work: Callable[[], Result],
    meanwhile: Callable[[], Other],
    jobs: int,
    step: str = "le travail",
    *,
    spare: Iterable[Callable[[], object]] = (),
) -> tuple[Result, Other]:
    """What `work` gives, done by a process of its own while this one does `meanwhile`, and what that gives.

    For little work, that no pool of processes is started for. One after the other with one job, off Linux,
    or where a thread might hold what the other process would wait for. Then this one does what is `spare`,
    one thing after the other, for as long as the other has not answered. Raises what either raises, and
    WorkerKilled; the other process ends with this one.
    """
    if not can_share(jobs):
        return work(), meanwhile()
    receiving, sending = os.pipe()
    parent = os.getpid()
    try:
        child = os.fork()
    except OSError:  # No process is left to be had, or no memory for one.
        os.close(receiving)
        os.close(sending)
        return work(), meanwhile()
    if child == 0:
        os.close(receiving)
        _answer(work, sending, parent)
    os.close(sending)
    try:
        other = meanwhile()
        for also in spare:
            if select([receiving], (), (), 0)[0]:
                break
            also()
    except BaseException:
        os.kill(child, signal.SIGKILL)
        raise
    finally:
        with open(receiving, "rb") as told:  # noqa: PTH123 - a pipe
            answer = told.read()
        _, status = os.waitpid(child, 0)
    if status:
        raise WorkerKilled(step, jobs)
    result, error, where = pickle.loads(answer)  # noqa: S301 - from the process made above
    if error is not None:
        raise error from _Elsewhere(where)
    return result, other


def can_share(jobs: int) -> bool:
    """Whether a little work may be given to another process: not beside a thread, which might hold a lock."""
    return jobs > 1 and sys.platform.startswith("linux") and threading.active_count() == 1


class _Elsewhere(Exception):  # noqa: N818 - where something was raised
    """The traceback of the process in which an exception was raised, as text."""

    def __str__(self) -> str:
        return f"\n{self.args[0]}"


def _answer(work: Callable[[], object], sending: int, parent: int) -> NoReturn:
    """Do the work, tell what it gives or raises, and end, whatever the process that asks has yet to do."""
    status = 1
    try:
        _begin(parent)
        try:
            answer = pickle.dumps((work(), None, ""))
        except BaseException as error:  # noqa: BLE001 - raised again by the process that asks
            answer = _raised(error)
        with open(sending, "wb") as told:
            told.write(answer)
        status = 0
    finally:
        os._exit(status)


def _raised(error: BaseException) -> bytes:
    """An exception with its traceback; what cannot cross between processes is told by its text."""
    where = "".join(traceback.format_exception(error))
    try:
        answer = pickle.dumps((None, error, where))
        pickle.loads(answer)  # noqa: S301 - as made
    except Exception:  # noqa: BLE001 - whatever an exception's own code raises
        return pickle.dumps((None, RuntimeError(str(error)), where))
    return answer


def collect_rarely() -> None:
    """For a process that reads or prints an archive: it makes many objects, and hardly any cycle."""
    gc.freeze()
    gc.set_threshold(_COLLECT_AFTER)


def end_with(parent: int) -> None:
    """Let the kernel kill this process when `parent`, which made it, ends in whatever way; Linux only."""
    import ctypes  # noqa: PLC0415 - for the processes that share work alone

    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # It ended before the kernel was asked.
        os._exit(1)


def _begin(parent: int) -> None:
    end_with(parent)
    collect_rarely()


_inherited: list[Callable[[int], Any]] = []


def _do_inherited(batch: range) -> list[Any]:
    return [_inherited[-1](position) for position in batch]
