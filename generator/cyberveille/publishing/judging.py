"""The guard's look at what a build wrote: at all of it when what is withheld changed since the last one."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
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
from cyberveille.publishing.written import Written

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

    def read(path: str) -> bytes:
        name = staged.get(path)
        return (workspace.output / path if name is None else workspace.staging / name).read_bytes()

    afresh = plan.last.looking
    looked_through = is_looked_through(workspace, guard, exactly=afresh)
    left = {} if looked_through else _left(plan, staged)
    if left:
        shown = _shown_in_all(staged, left, guard, workspace, read, jobs, afresh=afresh)
    else:
        shown = _shown_in(tuple(staged), guard, read, jobs)
    found = (*guard.frame_leaks(), *shown)
    sealed = tuple(leak for leak in found if leak.hit is Hit.SEALED)
    opened = tuple(leak for leak in found if leak.hit is not Hit.SEALED)
    if not opened:
        return Judgement(), sealed
    trusted = workspace.guarded() is not None and read_identity(workspace.output) is not None
    past = Past(edition, catalogue, in_place=workspace.output if trusted else None)
    # What is looked at anew is judged anew.
    decisions = Decisions(workspace.folder / "decisions", edition, catalogue, guard.things, afresh=afresh)
    return judge(edition, catalogue, guard, opened, read, past, decisions), sealed


def _shown_in(paths: Sequence[str], guard: Guard, read: Callable[[str], bytes], jobs: int) -> Iterator[Leak]:
    """What shows in some files."""

    def look(position: int) -> tuple[Leak, ...]:
        path = paths[position]
        return tuple(guard.leaks(path, read(path)))

    return chain.from_iterable(chain.from_iterable(spread(look, len(paths), jobs, _STEP)))


def _left(plan: Plan, staged: Collection[str]) -> dict[str, Written | None]:
    """The files that stay in place, by path, with how they were written; none in a first edition."""
    paths = plan.paths
    return {path: paths[path] for path in sorted(paths) if path not in staged and not set_of(path).gathered}


def _shown_in_all(
    staged: Collection[str],
    left: Mapping[str, Written | None],
    guard: Guard,
    workspace: Workspace,
    read: Callable[[str], bytes],
    jobs: int,
    *,
    afresh: bool,
) -> Iterator[Leak]:
    """What shows in the files staged, then in those `left` in place.

    One of these that is as it was at the last look at everything is not read again, unless begun `afresh`.
    """
    from cyberveille.publishing.kept_words import (  # noqa: PLC0415 - few builds look at everything
        KeptWords,
        mark_in_place,
    )

    def mark_of(path: str) -> bytes | None:
        written = left.get(path)
        return None if written is None else mark_in_place(f"{workspace.output}/{path}", written)

    every = (*staged, *left)
    words = KeptWords(workspace.folder, guard, every, mark_of, read, afresh=afresh)
    looked = spread(words.look, len(words), jobs, _STEP, batch=1, size=len(every))
    shown = dict(chain.from_iterable(chain.from_iterable(looked)))
    words.forget_others()
    return chain.from_iterable(shown[path] for path in every if path in shown)
