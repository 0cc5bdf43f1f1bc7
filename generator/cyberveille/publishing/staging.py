"""Renders what changed, in parallel, into the staging folder."""

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

from cyberveille.forking import spread
from cyberveille.publishing.commit import Move
from cyberveille.publishing.looking import digest_of_bytes
from cyberveille.publishing.output import Output
from cyberveille.publishing.workspace import Workspace

Progress = Callable[[int, int], None]
"""(files done, files to do), or parts of a plan."""
STEP = "le rendu des pages"


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
    folder = staging_folder(workspace)
    moves: list[Move] = []

    def stage_one(position: int) -> Move:
        output = outputs[position]
        name = output.path if shaped else f"{prefix}{position}"
        return staged(folder, name, output, parts[output.path])

    for batch in spread(stage_one, len(outputs), jobs, STEP):
        moves += batch
        if progress is not None:
            progress(len(moves), len(outputs))
    return moves


def staging_folder(workspace: Workspace) -> str:
    """The folder, made when it is not there."""
    workspace.staging.mkdir(parents=True, exist_ok=True)
    return str(workspace.staging)


def staged(folder: str, name: str, output: Output, part: str) -> Move:
    """Make a file under a name of its own in the staging folder; `part` is the one that it belongs to."""
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
