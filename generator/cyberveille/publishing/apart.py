"""Parts of a plan that are planned where their files are made: nobody holds what all of them hold.

For an edition of which nothing is remembered: no file is compared with the one in place.
"""

from collections.abc import Iterator
from typing import NamedTuple

from cyberveille.forking import spread
from cyberveille.publishing.commit import Move
from cyberveille.publishing.output import Output
from cyberveille.publishing.planning import Plan, StagedAlready
from cyberveille.publishing.staging import STEP, Progress, staged, staging_folder
from cyberveille.publishing.workspace import Workspace
from cyberveille.publishing.written import PartKey

_BATCH = 4
"""Parts that are given to a process at a time."""


class _Made(NamedTuple):
    """What one part gave, with those below it."""

    moves: list[Move]
    keys: tuple[PartKey, ...]
    told: dict[str, bytes]


def make_parts(
    workspace: Workspace,
    plan: Plan,
    *,
    size: int,
    jobs: int = 1,
    progress: Progress | None = None,
) -> list[Move]:
    """Plan and make what `plan` put off, of an edition of `size` notices; raises TwinFiles.

    The plan then knows of each file where it goes and what it was made from.
    """
    folder = staging_folder(workspace)
    order = tuple(_strides(len(plan.put_off)))
    moves: list[Move] = []
    done = 0
    made = spread(
        lambda position: _make(folder, plan, order[position]),
        len(order),
        jobs,
        STEP,
        batch=_BATCH,
        size=size,
    )
    for batch in made:
        for part in batch:
            _take(plan, part)
            moves += part.moves
        done += len(batch)
        if progress is not None:
            progress(done, len(order))
    return moves


def _strides(count: int) -> Iterator[int]:
    """Parts that follow each other are alike: each batch takes some from everywhere."""
    width = -(-count // _BATCH)
    for first in range(width):
        yield from range(first, count, width)


def _make(folder: str, plan: Plan, number: int) -> _Made:
    own = Plan(plan.last, plan.clock)
    own.open(plan.put_off[number])
    shaped = plan.last.empty
    moves = [
        staged(folder, output.path if shaped else f"p{number}-{position}", output, own.parts[output.path])
        for position, output in enumerate(own.outputs.values())
    ]
    return _Made(moves, tuple(own.keys.values()), own.told)


def _take(plan: Plan, made: _Made) -> None:
    plan.told |= made.told
    plan.keys |= {key.name: key for key in made.keys}
    for move in made.moves:
        plan.add(Output(move.path, move.key, _staged_already), move.part)


def _staged_already() -> bytes:
    raise StagedAlready
