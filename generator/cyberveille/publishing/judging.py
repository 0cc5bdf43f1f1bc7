"""The guard's look at what a build wrote: at all of it when what is withheld changed since the last one."""

from collections.abc import Collection, Iterable, Iterator
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

_STEP = "la relecture par la garde"


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
    staged = {move.path: move.staged for move in moves if not set_of(move.path).gathered}
    paths = tuple(staged)

    def read(path: str) -> bytes:
        name = staged.get(path)
        return (workspace.output / path if name is None else workspace.staging / name).read_bytes()

    def look(position: int) -> tuple[Leak, ...]:
        path = paths[position]
        return tuple(guard.leaks(path, read(path)))

    looked = chain.from_iterable(spread(look, len(paths), jobs, _STEP))
    found = [*guard.frame_leaks(), *chain.from_iterable(looked)]
    if not is_looked_through(workspace, guard, exactly=plan.last.looking):
        found += _left(guard, workspace, staged, plan, jobs)
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


def _left(
    guard: Guard, workspace: Workspace, staged: Collection[str], plan: Plan, jobs: int
) -> Iterator[Leak]:
    """What shows in the files in place that stay there, in the order of their paths.

    One that is as it was written at the last look at all of them is not read again.
    """
    from cyberveille.publishing.kept_words import KeptWords  # noqa: PLC0415 - few builds look at everything

    paths, last = plan.paths, plan.last
    files = {path: paths[path] for path in sorted(paths) if path not in staged and not set_of(path).gathered}

    def digest_of(path: str) -> bytes | None:
        written = files[path]
        return written.digest if written is not None and last.lies(path, written) else None

    def read(path: str) -> bytes:
        return (workspace.output / path).read_bytes()

    many = len(paths)
    words = KeptWords(workspace.folder, guard, files, digest_of, read, many=many, afresh=last.looking)
    looked = spread(words.look, len(words), jobs, _STEP, batch=1, size=len(files))
    shown = dict(chain.from_iterable(chain.from_iterable(looked)))
    words.forget_others()
    return chain.from_iterable(shown[path] for path in files if path in shown)
