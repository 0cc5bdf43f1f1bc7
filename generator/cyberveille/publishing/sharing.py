"""Few parts that changed, planned and rendered by two processes: each does all of one part, then the next."""

from collections.abc import Callable, Sequence
from functools import partial

from cyberveille.forking import PARALLEL_FROM, SHARED_FROM, by_two, can_share
from cyberveille.publishing.commit import Move
from cyberveille.publishing.planning import Apart, Plan
from cyberveille.publishing.tree import Node

Stage = Callable[[Plan, str], list[Move]]
"""Renders what a plan has to make, into files of the staging folder whose names begin with a prefix."""


def are_few(nodes: Sequence[Node], jobs: int) -> bool:
    """Whether these parts are better planned by two processes, one by one, than their files rendered by all.

    The first build of an edition, and one whose frame changed, have all parts to plan.
    """
    return SHARED_FROM <= len(nodes) < PARALLEL_FROM and can_share(jobs)


def planned_apart(plan: Plan, nodes: Sequence[Node], stage: Stage, jobs: int) -> list[Move]:
    """Take `nodes` into `plan`, and give the files to make of them, rendered.

    Raises TwinFiles, Spoilt, WorkerKilled and what a rendering raises.
    """

    def work(position: int) -> tuple[Apart, list[Move]]:
        piece = _opened(plan, nodes[position])
        return piece.apart(), stage(piece, f"p{position}-")

    if not nodes:
        return []
    staged: list[Move] = []
    for node, (planned, moves) in zip(
        nodes, by_two(work, len(nodes), jobs, "le rendu des pages"), strict=True
    ):
        plan.join(planned, partial(_rendering, plan, node))
        staged += moves
    return staged


def _opened(plan: Plan, node: Node) -> Plan:
    piece = Plan(plan.last, plan.clock)
    piece.open(node)
    return piece


def _rendering(plan: Plan, node: Node, path: str) -> Callable[[], bytes]:
    """What renders again a file of a part, wherever it was rendered."""

    def render() -> bytes:
        return _opened(plan, node).outputs[path].render()

    return render
