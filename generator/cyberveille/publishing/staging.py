"""Renders what changed, in parallel, into the staging folder."""

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

from cyberveille.forking import BATCH, spread
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
    batch: int = BATCH,
) -> list[Move]:
    """One move for each output, in the order given; the staging folder holds their bytes.

    `parts` gives the part of the plan that each belongs to, by path; a process makes a `batch` at a time.

    With `shaped` it has the folders of the output, so that they can be moved in whole; else `prefix` keeps
    apart the names of one call from those of another.
    """
    staging = Staging(workspace)
    moves: list[Move] = []

    def stage_one(position: int) -> Move:
        output = outputs[position]
        name = output.path if shaped else f"{prefix}{position}"
        return staging.staged(name, output, parts[output.path])

    for made in spread(stage_one, len(outputs), jobs, STEP, batch=batch):
        moves += made
        if progress is not None:
            progress(len(moves), len(outputs))
    return moves


class Staging:
    """The staging folder of a workspace, made when it is not there."""

    def __init__(self, workspace: Workspace) -> None:
        workspace.staging.mkdir(parents=True, exist_ok=True)
        self._folder = str(workspace.staging)
        self._made = {self._folder}
        """The folders that are there: files that go together often lie together."""

    def staged(self, name: str, output: Output, part: str) -> Move:
        """Make a file under a name of its own there; `part` is the one that it belongs to."""
        data = output.render()
        file = f"{self._folder}/{name}"
        folder = file.rpartition("/")[0]
        if folder not in self._made:
            _make_folder(folder)
            self._made.add(folder)
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
