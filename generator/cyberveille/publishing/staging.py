"""Renders what changed, in parallel, into the staging folder."""

import multiprocessing
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from hashlib import blake2b

from cyberveille.publishing.commit import Move
from cyberveille.publishing.output import Output
from cyberveille.publishing.workspace import Workspace

BATCH = 64
PARALLEL_FROM = 200
"""Fewer files than this are rendered faster than processes start."""

Progress = Callable[[int, int], None]
"""(files done, files to do)."""


def stage(
    workspace: Workspace,
    outputs: Sequence[Output],
    *,
    jobs: int = 1,
    progress: Progress | None = None,
) -> list[Move]:
    """One move for each output, in the order given; the staging folder holds their bytes."""
    workspace.staging.mkdir(parents=True, exist_ok=True)
    moves: list[Move] = []
    for batch in _staged(str(workspace.staging), outputs, jobs):
        moves += batch
        if progress is not None:
            progress(len(moves), len(outputs))
    return moves


def _staged(folder: str, outputs: Sequence[Output], jobs: int) -> Iterator[list[Move]]:
    ranges = [range(start, min(start + BATCH, len(outputs))) for start in range(0, len(outputs), BATCH)]
    if jobs == 1 or len(outputs) < PARALLEL_FROM or not sys.platform.startswith("linux"):
        yield from (_stage_batch(folder, outputs, batch) for batch in ranges)
        return
    # Outputs are closures over the edition: forked workers inherit them, nothing is serialised.
    _inherited[:] = [(folder, outputs)]
    try:
        with ProcessPoolExecutor(jobs, multiprocessing.get_context("fork")) as pool:
            yield from pool.map(_stage_inherited, ranges)
    finally:
        _inherited.clear()


_inherited: list[tuple[str, Sequence[Output]]] = []


def _stage_inherited(batch: range) -> list[Move]:
    folder, outputs = _inherited[0]
    return _stage_batch(folder, outputs, batch)


def _stage_batch(folder: str, outputs: Sequence[Output], batch: range) -> list[Move]:
    return [_stage_one(folder, str(position), outputs[position]) for position in batch]


def _stage_one(folder: str, name: str, output: Output) -> Move:
    data = output.render()
    with open(f"{folder}/{name}", "wb", buffering=0) as handle:  # noqa: PTH123 - thousands of times
        view = memoryview(data)
        while view:
            view = view[handle.write(view) :]
    return Move(output.path, name, output.key, blake2b(data, digest_size=16).digest(), len(data))
