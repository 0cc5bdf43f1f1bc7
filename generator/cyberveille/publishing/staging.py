"""Renders what changed, in parallel, into the staging folder."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import zip_longest

from cyberveille.forking import PARALLEL_FROM, alongside, spread
from cyberveille.publishing.commit import Move
from cyberveille.publishing.looking import digest_of_bytes
from cyberveille.publishing.output import Output
from cyberveille.publishing.workspace import Workspace

Progress = Callable[[int, int], None]
"""(files done, files to do)."""
SHARED_FROM = 12
"""Fewer files than this are rendered before another process could help."""


def stage(
    workspace: Workspace,
    outputs: Sequence[Output],
    *,
    parts: Mapping[str, str],
    shaped: bool = False,
    prefix: str = "",
    jobs: int = 1,
    progress: Progress | None = None,
) -> list[Move]:
    """One move for each output, in the order given; the staging folder holds their bytes.

    `parts` gives the part of the plan that each belongs to, by path.

    With `shaped` it has the folders of the output, so that they can be moved in whole; else `prefix` keeps
    apart the names of one call from those of another.
    """
    workspace.staging.mkdir(parents=True, exist_ok=True)
    folder = str(workspace.staging)
    moves: list[Move] = []

    def stage_one(position: int) -> Move:
        output = outputs[position]
        return _stage_one(
            folder, output.path if shaped else f"{prefix}{position}", output, parts[output.path]
        )

    for batch in _batches(stage_one, len(outputs), jobs):
        moves += batch
        if progress is not None:
            progress(len(moves), len(outputs))
    return moves


def _batches(stage_one: Callable[[int], Move], count: int, jobs: int) -> Iterator[list[Move]]:
    """The moves of all, by as many processes as it takes."""
    step = "le rendu des pages"
    if not SHARED_FROM <= count < PARALLEL_FROM:
        yield from spread(stage_one, count, jobs, step)
        return
    # Of what is alike, and follows each other in the plan, each renders its share.
    others, own = alongside(
        lambda: list(map(stage_one, range(1, count, 2))),
        lambda: list(map(stage_one, range(0, count, 2))),
        jobs,
        step,
    )
    yield [move for pair in zip_longest(own, others) for move in pair if move is not None]


def _stage_one(folder: str, name: str, output: Output, part: str) -> Move:
    data = output.render()
    file = f"{folder}/{name}"
    if "/" in name:
        _make_folder(file.rpartition("/")[0])
    if output.file:
        os.replace(output.file, file)  # noqa: PTH105 - thousands of times
        state = os.stat(file)  # noqa: PTH116
    else:
        state = _write(file, data)
    return Move(
        output.path,
        name,
        output.key,
        digest_of_bytes(data),
        state.st_size,
        state.st_mtime_ns,
        part,
    )


def _write(file: str, data: bytes) -> os.stat_result:
    with open(file, "wb", buffering=0) as handle:  # noqa: PTH123 - thousands of times
        view = memoryview(data)
        try:
            while view:
                view = view[handle.write(view) :]
        except OSError as error:  # That of a full disk does not say of which file.
            error.filename = file
            raise
        return os.fstat(handle.fileno())


def _make_folder(path: str) -> None:
    with suppress(FileExistsError):
        try:
            os.mkdir(path)  # noqa: PTH102 - thousands of times
        except FileNotFoundError:
            os.makedirs(path, exist_ok=True)  # noqa: PTH103
