"""An edition becomes a tree of files: only what changed is rendered, all of it is guarded, then moved in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from shutil import rmtree

import msgspec

from cyberveille.catalogue import Catalogue
from cyberveille.forking import BATCH
from cyberveille.package import package_digest
from cyberveille.publishing import feeds, made_of
from cyberveille.publishing.apart import are_apart, planned_apart
from cyberveille.publishing.commit import Journal, Move, Touched, check, commit, recover, top_folders
from cyberveille.publishing.disturbed import Disturbed
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.edition_identity import EDITION_FILE
from cyberveille.publishing.frame import Drawer, drawer_of
from cyberveille.publishing.gathering import Gathering, siblings
from cyberveille.publishing.guard import guard_of
from cyberveille.publishing.idle import as_before
from cyberveille.publishing.index_plan import IndexPlan
from cyberveille.publishing.judging import judged
from cyberveille.publishing.last_edition import last_edition
from cyberveille.publishing.looked_through import looking_through
from cyberveille.publishing.made import Made
from cyberveille.publishing.made_of import Remembered
from cyberveille.publishing.nodes import dated, nodes
from cyberveille.publishing.output import Output
from cyberveille.publishing.permanence import Planned, in_place
from cyberveille.publishing.planning import Last, Plan, StagedAlready
from cyberveille.publishing.press import Press
from cyberveille.publishing.remembered import key_of, lasting_until, mark_of, standing_still
from cyberveille.publishing.report import BuildReport
from cyberveille.publishing.setting import press_for
from cyberveille.publishing.staging import Progress, stage
from cyberveille.publishing.state import Spoilt
from cyberveille.publishing.stopwatch import Stopwatch
from cyberveille.publishing.tree import Node
from cyberveille.publishing.workspace import Workspace
from cyberveille.publishing.written import Row

_FEW = 2
"""Files that are given to a process at a time where some take as long as hundreds of others."""


def build(
    edition: Edition,
    catalogue: Catalogue,
    workspace: Workspace,
    *,
    jobs: int = 1,
    dry_run: bool = False,
    drawer: Drawer | None = None,
    progress: Progress | None = None,
    lasting: bool = False,
    admitted: Iterable[str] = (),
    verify: bool = False,
) -> BuildReport:
    """Bring the output of `workspace` to `edition`, or leave the last edition untouched.

    `catalogue` is the one the edition was made of: the guard alone looks at what of it the edition withholds.
    When `lasting`, what the edition in place had published must last, but for what the names `admitted` call.
    What is remembered says what was written: to `verify` is to read every file in place. A leak, a failed
    rendering or a refused output leaves nothing behind. With `dry_run` everything is rendered and guarded,
    nothing is moved in. Raises Busy, OutputRefused, TwinFiles, FrameError, SearchError, WorkerKilled, and
    Disturbed when something else writes there meanwhile.
    """
    names = tuple(admitted)
    with workspace.lock(), _staging(workspace):
        recovered = recover(workspace)
        drawing = drawer or drawer_of(edition.configuration)
        key = key_of(edition, catalogue, drawing.name, package_digest())
        before = None if verify or recovered or names else standing_still(workspace, key, edition.clock)
        if before is not None:
            return before
        making = _Making(edition, catalogue, workspace, jobs, progress, drawing, key)
        unfinished = workspace.unfinished
        last = last_edition(workspace, edition.audience.name, verify=verify, look=recovered or unfinished)
        try:
            return making.report(last, dry_run=dry_run, lasting=lasting, admitted=names, recovered=recovered)
        except Spoilt:
            # Nothing is lost with what was remembered but time: everything is made again, and compared.
            workspace.state.forget()
            last = last_edition(workspace, edition.audience.name, verify=False, look=True)
            return making.report(last, dry_run=dry_run, lasting=lasting, admitted=names, recovered=recovered)


@contextmanager
def _staging(workspace: Workspace) -> Iterator[None]:
    """What is staged goes, unless a commit under way still needs it."""
    try:
        yield
    finally:
        if not workspace.unfinished:
            rmtree(workspace.staging, ignore_errors=True)


class _Making:
    """One build, step by step."""

    def __init__(
        self,
        edition: Edition,
        catalogue: Catalogue,
        workspace: Workspace,
        jobs: int,
        progress: Progress | None,
        drawer: Drawer,
        key: bytes,
    ) -> None:
        self.edition, self.catalogue, self.workspace = edition, catalogue, workspace
        self.jobs, self.progress, self.drawer, self.key = jobs, progress, drawer, key

    def report(
        self, last: Last, *, dry_run: bool, lasting: bool, admitted: tuple[str, ...], recovered: bool
    ) -> BuildReport:
        edition, catalogue, workspace = self.edition, self.catalogue, self.workspace
        watch = Stopwatch()
        fed = feeds.selected(edition, whole=last.unknown)
        plan = Plan(last, edition.clock)
        folders = top_folders(workspace.output)
        with ExitStack() as ending:
            with watch.step("recherche"):
                index = IndexPlan(edition, workspace, plan, self.jobs)
                ending.callback(index.close)
            with watch.step("cadre"):
                work = catalogue.project.work
                press = press_for(edition, work, workspace, package_digest(), self.drawer)
            with watch.step("plan"):
                parts = plan.changed(
                    nodes(edition, press, fed, searched=index.searched),
                    opened=(*index.parts, *Gathering.parts),
                )
                apart = parts if are_apart(plan, parts, self.jobs) else []
                for part in () if apart else parts:
                    plan.open(part)
            with watch.step("rendu"):
                moves = self._rendered(plan, apart, press, index)
                rendered = len(moves)
            with watch.step("données"):
                gathered = self._gathered(plan, press, moves, folders)
                moves.extend(gathered)
                if self.progress is not None and gathered:
                    self.progress(len(moves), len(moves))
            with watch.step("garde"):
                # The index is made meanwhile.
                guard = guard_of(edition, catalogue, press.frame.texts, afresh=last.looking)
                guard.prepare()
            with watch.step("recherche"):
                indexed = index.outputs(press)
                moves.extend(self._staged(plan, indexed, prefix="i"))
            with watch.step("garde"):
                judgement, sealed = judged(edition, catalogue, guard, workspace, moves, plan, self.jobs)
                leaks = (*guard.sealed, *judgement.leaks)
            with watch.step("comparaison"):
                planned = Planned(moves, plan if last.unknown else {move.path for move in moves})
                stood = _stood(plan, moves) if lasting else {}
                broken = in_place(edition, catalogue, workspace, planned, stood, admitted, fed)
            if edition.configuration.precompress:
                with watch.step("compression"):
                    moves.extend(self._staged(plan, self._siblings(plan, moves), prefix="z"))
            journal, files = _journal(plan, moves), plan.count
            with watch.step("mise en place"):
                if not leaks and not broken and not dry_run:
                    with looking_through(workspace, guard):
                        self._put_in_place(plan, journal, folders)
                    until = lasting_until(edition, catalogue, fed.until)
                    mark = mark_of(workspace.output)
                    made = Remembered(self.key, mark, edition.clock, until, files)
                    workspace.state.keep(made_of.NAME, made)
        return BuildReport(
            files=files,
            rendered=rendered + len(gathered) + len(indexed),
            written=tuple(move.path for move in journal.moves),
            removed=journal.removals,
            leaks=leaks,
            quotations=judgement.quotations,
            cleared=judgement.cleared,
            sealed=sealed,
            recovered=recovered,
            broken=broken,
            seconds=watch.seconds,
        )

    def _rendered(self, plan: Plan, apart: Sequence[Node], press: Press, index: IndexPlan) -> Made:
        """The files of the plan, and of the parts `apart` that it has yet to open: those that changed."""
        beside, size = index.beside(self.progress), len(self.edition.headlines)
        moves = planned_apart(self.workspace, plan, apart, size=size, jobs=self.jobs, progress=beside)
        plan.refuse_twins(index.claimed)
        if plan.last.unknown:
            moves.extend(self._staged(plan, list(plan.outputs.values()), beside=beside))
            return moves
        changed = self._dated_again(plan, press)
        done = {move.path: move for move in moves}
        rest = [item for item in changed if item.path not in done]
        try:
            done |= {move.path: move for move in self._staged(plan, rest, beside=beside)}
        except StagedAlready:
            # It was as it should be when its part was planned, and is no more.
            raise Disturbed.before(self.workspace.output, [item.path for item in rest]) from None
        return Made([done[item.path] for item in changed])

    def _dated_again(self, plan: Plan, press: Press) -> list[Output]:
        """The files to make; none when only what bears a date would change, which then keeps its own."""
        changed = plan.to_make(plan.outputs.values())
        earlier = as_before(self.edition, self.workspace.output, [item.path for item in changed])
        if earlier is None:
            return changed
        again = {item.path: item for item in dated(earlier, press)}
        if plan.to_make(again.get(item.path, item) for item in changed):
            return changed
        plan.replace(again)
        return []

    def _staged(
        self,
        plan: Plan,
        outputs: list[Output],
        prefix: str = "",
        beside: Progress | None = None,
        batch: int = BATCH,
    ) -> list[Move]:
        return stage(
            self.workspace,
            outputs,
            parts=plan.parts,
            shaped=plan.last.empty,
            jobs=self.jobs,
            prefix=prefix,
            progress=beside,
            batch=batch,
        )

    def _gathered(self, plan: Plan, press: Press, moves: Made, folders: Mapping[str, int]) -> list[Move]:
        """What is made of the other files of the edition, staged."""
        gathering = Gathering(self.edition, press.code, plan, self.workspace, moves, folders)
        for number, made in enumerate(gathering.rounds()):
            gathering.staged(self._staged(plan, plan.to_make(made), prefix=f"d{number}-", batch=_FEW))
        plan.refuse_twins(())
        return gathering.moves

    def _siblings(self, plan: Plan, moves: Made) -> list[Output]:
        """The compressed siblings to make of the files planned again."""
        keys = {move.path: move.key for move in plan.made}
        keys |= {path: item.key for path, item in plan.outputs.items()}
        made = siblings(self.edition, self.workspace, keys, moves)
        for item in made:
            plan.add(item, plan.part_of(item.path.rpartition(".")[0]))
        return plan.to_make(made)

    def _put_in_place(self, plan: Plan, journal: Journal, folders: Mapping[str, int]) -> None:
        """Raises Disturbed unless what was planned stands there then, and the folders of the rest."""
        written = {move.path for move in journal.moves}
        rows = ((path, row.written) for path, row in plan.before.items() if path in plan.outputs)
        kept = [(path, row) for path, row in rows if path not in written]
        if written or journal.removals or self.workspace.unfinished:
            commit(self.workspace, journal, kept, folders)
            return
        check(self.workspace, kept, folders)
        touched = [Row(item.path, item.part, item.written) for item in journal.touched]
        self.workspace.state.remember(touched, (), journal.parts, journal.gone)


def _stood(plan: Plan, moves: Iterable[Move]) -> Mapping[str, bytes]:
    """The digest of each file in place that may be other, or gone; empty when that is not known."""
    if plan.last.unknown:
        return dict.fromkeys(plan.last.foreign, b"")
    known = {path: plan.before[path].written.digest for path in plan.removed if path in plan.before}
    changed = (move.path for move in moves if move.path in plan.before)
    return known | {path: plan.before[path].written.digest for path in changed} | {EDITION_FILE: b""}


def _journal(plan: Plan, moves: Iterable[Move]) -> Journal:
    """The commit to make: a file rendered again to the same bytes is not written again."""
    changed: list[Move] = []
    touched: dict[str, Touched] = {}
    for move in moves:
        row = plan.before.get(move.path)
        if row is None or row.written.digest != move.digest or not plan.last.lies(move.path, row.written):
            changed.append(move)
        elif (row.written.key, row.part) != (move.key, move.part):
            written = msgspec.structs.replace(row.written, key=move.key)
            touched[move.path] = Touched(move.path, move.part, written)
    moved = {move.path for move in changed}
    for path, part in plan.parts.items():
        row = plan.before.get(path)
        if row is not None and row.part != part and path not in moved:
            touched.setdefault(path, Touched(path, part, row.written))
    return Journal(
        tuple(changed),
        plan.removed,
        tuple(touched.values()),
        tuple(plan.keys.values()),
        tuple(plan.gone),
        whole=plan.last.empty,
    )
