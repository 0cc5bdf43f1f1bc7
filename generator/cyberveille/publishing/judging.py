"""The guard's look at what a build wrote: at all of it when what is withheld changed since the last one."""

from collections.abc import Iterable
from itertools import chain

from cyberveille.catalogue import Catalogue
from cyberveille.forking import spread
from cyberveille.map import set_of
from cyberveille.publishing.clearance import Judgement, judge
from cyberveille.publishing.commit import Move
from cyberveille.publishing.decisions import Decisions
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.edition_identity import read_identity
from cyberveille.publishing.guard import Guard, Hit, Leak
from cyberveille.publishing.looked_through import is_looked_through
from cyberveille.publishing.planning import Plan
from cyberveille.publishing.precedence import Past
from cyberveille.publishing.workspace import Workspace


def judged(
    edition: Edition,
    catalogue: Catalogue,
    guard: Guard,
    workspace: Workspace,
    moves: Iterable[Move],
    plan: Plan,
    jobs: int,
) -> tuple[Judgement, tuple[Leak, ...]]:
    """What is found, judged; with it, the public files that cannot be opened."""
    if guard.idle:
        return Judgement(), ()
    # What an archive of other files holds is looked at in these.
    looked_at = (move for move in moves if not set_of(move.path).gathered)
    staged = {move.path: move.staged for move in looked_at}
    paths = tuple(staged)
    if not is_looked_through(workspace, guard, exactly=plan.last.looking):
        left = sorted(path for path in plan.paths if path not in staged)
        paths += tuple(path for path in left if not set_of(path).gathered)

    def read(path: str) -> bytes:
        name = staged.get(path)
        return (workspace.output / path if name is None else workspace.staging / name).read_bytes()

    def look(position: int) -> tuple[Leak, ...]:
        path = paths[position]
        return tuple(guard.leaks(path, read(path)))

    looked = chain.from_iterable(spread(look, len(paths), jobs, "la relecture par la garde"))
    found = (*guard.frame_leaks(), *chain.from_iterable(looked))
    sealed = tuple(leak for leak in found if leak.hit is Hit.SEALED)
    opened = tuple(leak for leak in found if leak.hit is not Hit.SEALED)
    if not opened:
        return Judgement(), sealed
    trusted = workspace.guarded() is not None and read_identity(workspace.output) is not None
    past = Past(edition, catalogue, in_place=workspace.output if trusted else None)
    # What is looked at anew is judged anew.
    decisions = Decisions(
        workspace.folder / "decisions", edition, catalogue, guard.things, afresh=plan.last.looking
    )
    return judge(edition, catalogue, guard, opened, read, past, decisions), sealed
