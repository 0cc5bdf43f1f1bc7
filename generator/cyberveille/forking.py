"""Work shared between processes that inherit everything: closures need not be serialised."""

import gc
import multiprocessing
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

BATCH = 64
PARALLEL_FROM = 200
"""Fewer items than this are done faster than processes start."""

_COLLECT_AFTER = 200_000

Result = TypeVar("Result")


def spread(work: Callable[[int], Result], count: int, jobs: int) -> Iterator[list[Result]]:
    """`work(0)` … `work(count - 1)`, in order, in batches; results, not `work`, cross between processes."""
    ranges = [range(start, min(start + BATCH, count)) for start in range(0, count, BATCH)]
    if jobs == 1 or count < PARALLEL_FROM or not sys.platform.startswith("linux"):
        yield from ([work(position) for position in batch] for batch in ranges)
        return
    _inherited.append(work)
    try:
        context = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(jobs, context, initializer=collect_rarely) as pool:
            yield from pool.map(_do_inherited, ranges)
    finally:
        _inherited.pop()


def collect_rarely() -> None:
    """For a process that reads or prints an archive: it makes many objects, and hardly any cycle."""
    gc.freeze()
    gc.set_threshold(_COLLECT_AFTER)


_inherited: list[Callable[[int], Any]] = []


def _do_inherited(batch: range) -> list[Any]:
    return [_inherited[-1](position) for position in batch]
