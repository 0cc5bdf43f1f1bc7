"""Parts of a plan that are planned where their files are made: nobody holds what all of them hold."""

from collections.abc import Iterator, Sequence

from cyberveille import forking
from cyberveille.forking import can_share, spread
from cyberveille.publishing.commit import Move
from cyberveille.publishing.planning import Apart, Plan
from cyberveille.publishing.staging import STEP, Progress, Staging
from cyberveille.publishing.tree import Node
from cyberveille.publishing.workspace import Workspace

_BATCH = 4
"""Parts that are given to a process at a time."""


def are_apart(plan: Plan, nodes: Sequence[Node], jobs: int) -> bool:
    """Whether parts are better planned one by one, where their files are made, than all of them before.

    Those of an edition of which nothing is remembered are: together they hold all of it. So are those that
    two processes share.
    """
    return plan.last.unknown or (len(nodes) >= forking.SHARED_FROM and can_share(jobs))


def planned_apart(
    workspace: Workspace,
    plan: Plan,
    nodes: Sequence[Node],
    *,
    size: int,
    jobs: int = 1,
    progress: Progress | None = None,
) -> list[Move]:
    """Take `nodes` into `plan`, and give the files to make of them, made: in no order that means anything.

    `size` is that of the edition, in notices. Raises TwinFiles, Spoilt, WorkerKilled and what a rendering
    raises.
    """
    order = tuple(_order(nodes))
    moves: list[Move] = []
    done = 0

    def advance() -> None:
        if progress is not None:
            progress(done, len(order))

    made = spread(
        lambda turn: _made(workspace, plan, order[turn], nodes[order[turn]]),
        len(order),
        jobs,
        STEP,
        batch=_BATCH,
        size=size if 2 * len(nodes) > len(plan.told) else 0,
        alone=sum(node.long for node in nodes),
        between=advance,
    )
    for batch in made:
        for planned, staged_ones in batch:
            plan.join(planned)
            moves += staged_ones
        done += len(batch)
        advance()
    return moves


def _order(nodes: Sequence[Node]) -> Iterator[int]:
    """Those that take long, then the others: they are alike where they follow each other, and are mixed."""
    others = [position for position, node in enumerate(nodes) if not node.long]
    yield from (position for position, node in enumerate(nodes) if node.long)
    width = -(-len(others) // _BATCH)
    for first in range(width):
        yield from others[first::width]


def _made(workspace: Workspace, plan: Plan, number: int, node: Node) -> tuple[Apart, list[Move]]:
    piece = Plan(plan.last, plan.clock)
    piece.open(node)
    staging, shaped = Staging(workspace), plan.last.empty
    moves = [
        staging.staged(item.path if shaped else f"p{number}-{position}", item, piece.parts[item.path])
        for position, item in enumerate(piece.to_make(piece.outputs.values()))
    ]
    return piece.apart(), moves
