"""Renders what changed, in parallel, into the staging folder."""

from collections.abc import Callable, Sequence
from hashlib import blake2b

from cyberveille.publishing.commit import Move
from cyberveille.publishing.forking import spread
from cyberveille.publishing.output import Output
from cyberveille.publishing.workspace import Workspace

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
    folder = str(workspace.staging)
    moves: list[Move] = []
    for batch in spread(lambda position: _stage_one(folder, position, outputs[position]), len(outputs), jobs):
        moves += batch
        if progress is not None:
            progress(len(moves), len(outputs))
    return moves


def _stage_one(folder: str, position: int, output: Output) -> Move:
    data = output.render()
    with open(f"{folder}/{position}", "wb", buffering=0) as handle:  # noqa: PTH123 - thousands of times
        view = memoryview(data)
        while view:
            view = view[handle.write(view) :]
    return Move(output.path, str(position), output.key, blake2b(data, digest_size=16).digest(), len(data))
