"""Renders what changed, in parallel, into the staging folder."""

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from operator import itemgetter

from cyberveille.forking import spread
from cyberveille.publishing.commit import Move
from cyberveille.publishing.looking import digest_of_bytes
from cyberveille.publishing.output import Output
from cyberveille.publishing.workspace import Workspace

Progress = Callable[[int, int], None]
"""(files done, files to do)."""


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
    order = sorted(range(len(outputs)), key=lambda position: not outputs[position].long)
    moves: list[Move] = []

    def stage_one(turn: int) -> Move:
        position = order[turn]
        output = outputs[position]
        return _stage_one(
            folder, output.path if shaped else f"{prefix}{position}", output, parts[output.path]
        )

    alone = sum(output.long for output in outputs)
    for batch in spread(stage_one, len(outputs), jobs, "le rendu des pages", alone=alone):
        moves += batch
        if progress is not None:
            progress(len(moves), len(outputs))
    return [move for _, move in sorted(zip(order, moves, strict=True), key=itemgetter(0))]


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
