"""Parts of a plan that are planned where their files are made: nobody holds what all of them hold."""

from collections.abc import Callable, Iterator, Sequence

from msgspec import field

from cyberveille import forking
from cyberveille.forking import can_share, spread
from cyberveille.publishing.commit import Move
from cyberveille.publishing.made import Made, packed
from cyberveille.publishing.output import Output
from cyberveille.publishing.planning import Apart, Plan, staged_already
from cyberveille.publishing.report import TwinFiles
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
) -> Made:
    """Take `nodes` into `plan`, and give the files to make of them, made: in no order that means anything.

    `size` is that of the edition, in notices. Raises TwinFiles, Spoilt, WorkerKilled and what a rendering
    raises.
    """
    order = tuple(_order(nodes))
    moves = Made()
    done = 0

    def advance() -> None:
        if progress is not None:
            progress(done, len(order))

    remembered: list[Callable[[], None]] = []

    def make(turn: int) -> tuple[Apart, bytes]:
        node = nodes[order[turn]]
        for forget in remembered:
            if forget is not node.forget:
                forget()
        remembered[:] = [] if node.forget is None else [node.forget]
        return _made(workspace, plan, order[turn], node)

    made = spread(
        make,
        len(order),
        jobs,
        STEP,
        batch=_BATCH,
        size=size if 2 * len(nodes) > len(plan.told) else 0,
        alone=sum(node.long for node in nodes),
        between=advance,
    )
    for batch in made:
        for planned, packet in batch:
            plan.join(planned)
            moves.take(packet)
        done += len(batch)
        advance()
    if plan.last.unknown:
        if twin := moves.twin() or next((path for path in plan.outputs if path in moves), None):
            raise TwinFiles(twin)
        plan.made = moves.copy()
    return moves


def _order(nodes: Sequence[Node]) -> Iterator[int]:
    """Those that take long, then the others: they are alike where they follow each other, and are mixed."""
    others = [position for position, node in enumerate(nodes) if not node.long]
    yield from (position for position, node in enumerate(nodes) if node.long)
    width = -(-len(others) // _BATCH)
    for first in range(width):
        yield from others[first::width]


class _Piece(Plan, kw_only=True):
    """The plan of one part, whose files are made once they are planned: none waits for those of another."""

    staging: Staging
    number: int
    moves: list[Move] = field(default_factory=list)

    def settle(self, items: Sequence[Output], part: str) -> None:
        for item in self.to_make(items):
            name = item.path if self.last.empty else f"p{self.number}-{len(self.moves)}"
            self.moves.append(self.staging.staged(name, item, part))
        for item in items:
            self.outputs[item.path] = staged_already(item.path, item.key)


def _made(workspace: Workspace, plan: Plan, number: int, node: Node) -> tuple[Apart, bytes]:
    piece = _Piece(plan.last, plan.clock, staging=Staging(workspace), number=number)
    piece.open(node)
    return piece.apart(), packed(piece.moves)
