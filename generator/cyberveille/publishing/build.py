"""An edition becomes a tree of files: only what changed is rendered, all of it is guarded, then moved in."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path
from shutil import rmtree

from cyberveille.catalogue import Catalogue
from cyberveille.forking import spread
from cyberveille.map import SEARCH, set_of
from cyberveille.model import Finding
from cyberveille.package import package_digest
from cyberveille.publishing import calendars, compressing, exports, feeds, pages, search
from cyberveille.publishing.clearance import Judgement, Quotation, judge
from cyberveille.publishing.commit import Journal, Move, check, commit, recover
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.edition_identity import read_identity
from cyberveille.publishing.frame import Drawer, Material
from cyberveille.publishing.freshness import fresh, stage_others
from cyberveille.publishing.gathering import gather, siblings
from cyberveille.publishing.guard import Guard, Hit, Leak, guard_of
from cyberveille.publishing.idle import as_before
from cyberveille.publishing.output import Output, digest
from cyberveille.publishing.pages import standing
from cyberveille.publishing.permanence import Planned, in_place
from cyberveille.publishing.precedence import Past
from cyberveille.publishing.press import Press
from cyberveille.publishing.setting import press_for
from cyberveille.publishing.staging import Progress, stage
from cyberveille.publishing.stopwatch import Stopwatch
from cyberveille.publishing.verdict import Ground
from cyberveille.publishing.workspace import Workspace, Written

MATERIAL = Material()


class TwinFiles(Exception):  # noqa: N818 - what editors wrote, not a fault of the program
    """Two things of the edition claim the same file."""


class OutputRefused(Exception):  # noqa: N818 - nothing is broken: the folder is somebody else's
    """The output folder holds files that no edition for this audience wrote."""


@dataclass(frozen=True)
class BuildReport:
    """What a build did; paths are relative to the output. `seconds` follows the steps of the design."""

    files: int
    rendered: int
    written: tuple[str, ...]
    removed: tuple[str, ...]
    leaks: tuple[Leak, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    cleared: Mapping[Ground, int] = field(default_factory=dict)
    """How many pieces of withheld things may be shown, and why."""
    sealed: tuple[Leak, ...] = ()
    """Public files that the guard cannot open: said, since nothing tells that they leak."""
    recovered: bool = False
    broken: tuple[Finding, ...] = ()
    """What was published and would not last: it refuses the edition."""
    seconds: Mapping[str, float] = field(default_factory=dict)


def build(
    edition: Edition,
    catalogue: Catalogue,
    workspace: Workspace,
    *,
    jobs: int = 1,
    dry_run: bool = False,
    drawer: Drawer = MATERIAL,
    progress: Progress | None = None,
    lasting: bool = False,
    admitted: Iterable[str] = (),
) -> BuildReport:
    """Bring the output of `workspace` to `edition`, or leave the last edition untouched.

    `catalogue` is the one the edition was made of: the guard alone looks at what of it the edition withholds.
    When `lasting`, what the edition in place had published must last, but for what the names `admitted` call.
    A leak, a failed rendering or a refused output leaves nothing behind. With `dry_run` everything is
    rendered and guarded, nothing is moved in. Raises Busy, OutputRefused, TwinFiles, FrameError, SearchError,
    WorkerKilled, and Disturbed when something else writes there meanwhile.
    """
    watch = Stopwatch()
    with workspace.lock(), _staging(workspace), ExitStack() as last:
        recovered = recover(workspace)
        known, foreign = _last_edition(workspace, edition.audience.name)
        with watch.step("recherche"):
            indexing, kept, shards = _index(edition, workspace, known, jobs)
            last.callback(indexing.close)
        with watch.step("cadre"):
            code = package_digest()
            press = press_for(edition, catalogue.project.work, workspace, code, drawer)
        with watch.step("plan"):
            outputs, changed = _planned(edition, press, workspace.output, known, searched=bool(shards))
            _refuse_twins(chain((item.path for item in outputs), (SEARCH.file,) if shards else ()))
        shaped = not known and not foreign
        with watch.step("rendu"):
            beside = indexing.beside(progress)
            moves = stage(workspace, changed, shaped=shaped, jobs=jobs, progress=beside)
        with watch.step("données"):
            put = partial(stage_others, workspace, known, shaped=shaped, jobs=jobs)
            made, more = gather(edition, code, outputs, moves, workspace, put)
            outputs, moves = [*outputs, *made], [*moves, *more]
            _told(progress, len(moves) if more else 0)
        with watch.step("recherche"):
            index = indexing.outputs()
            if shards:
                tags = search.tags(chain((item.path for item in index), kept))
                index.append(standing.search(press, search.stages(shards, tags)))
            indexed = put(index, "i")
            outputs, moves = [*outputs, *index], [*moves, *indexed]
        planned = {item.path for item in outputs} | kept
        with watch.step("garde"):
            guard = guard_of(edition, catalogue, press.frame.texts)
            judgement, sealed = _judged(edition, catalogue, guard, workspace, moves, planned, jobs)
            leaks = (*guard.sealed, *judgement.leaks)
        with watch.step("comparaison"):
            stood = _stood(known, foreign) if lasting else {}
            broken = in_place(edition, catalogue, workspace, Planned(moves, planned), stood, admitted)
        if edition.configuration.precompress:
            with watch.step("compression"):
                keys = {item.path: item.key for item in outputs} | {path: known[path].key for path in kept}
                copies = siblings(edition, workspace, keys, moves)
                moves += put(copies, "z")
                planned |= {item.path for item in copies}
        removals = tuple(sorted((known.keys() | foreign) - planned))
        journal = _journal(workspace.output, moves, known, removals, whole=shaped)
        with watch.step("mise en place"):
            if not leaks and not broken and not dry_run:
                _put_in_place(workspace, journal, [(path, known[path]) for path in planned & known.keys()])
                workspace.guard_with(guard.key)
    return BuildReport(
        files=len(planned),
        rendered=len(changed) + len(more) + len(indexed),
        written=tuple(move.path for move in journal.moves),
        removed=removals,
        leaks=leaks,
        quotations=judgement.quotations,
        cleared=judgement.cleared,
        sealed=sealed,
        recovered=recovered,
        broken=broken,
        seconds=watch.seconds,
    )


def _told(progress: Progress | None, done: int) -> None:
    """All that was to be made is."""
    if progress is not None and done:
        progress(done, done)


def _put_in_place(workspace: Workspace, journal: Journal, last: Sequence[tuple[str, Written]]) -> None:
    """Raises Disturbed unless the whole edition stands there then; `last` is what the last one wrote."""
    written = {move.path for move in journal.moves}
    kept = [(path, row) for path, row in last if path not in written]
    if written or journal.removals or journal.touched or workspace.unfinished:
        commit(workspace, journal, kept)
    else:
        check(workspace, kept)


@contextmanager
def _staging(workspace: Workspace) -> Iterator[None]:
    """What is staged goes, unless a commit under way still needs it."""
    try:
        yield
    finally:
        if not workspace.unfinished:
            rmtree(workspace.staging, ignore_errors=True)


def _planned(
    edition: Edition, press: Press, output: Path, known: Mapping[str, Written], *, searched: bool
) -> tuple[list[Output], list[Output]]:
    """All files but those of the search, and those of them to make.

    An empty search page is among them where nothing is `searched`.
    """
    outputs = list(_outputs(edition, press))
    if edition.configuration.search and not searched:
        outputs.append(standing.search(press, ()))
    changed = [item for item in outputs if not fresh(output, item, known)]
    earlier = as_before(edition, output, [item.path for item in changed])
    if earlier is None:
        return outputs, changed
    again = {item.path: item for item in _dated(earlier, press)}
    same = [again.get(item.path, item) for item in changed]
    if not all(fresh(output, item, known) for item in same):
        return outputs, changed
    return [again.get(item.path, item) for item in outputs], []


def _outputs(edition: Edition, press: Press) -> Iterator[Output]:
    yield from pages.outputs(edition, press)
    tables = search.identifiers(edition) if edition.configuration.search else ()
    made_by_code = chain(feeds.outputs(edition), calendars.outputs(edition), exports.outputs(edition), tables)
    yield from (item.made_by(press.code) for item in made_by_code)
    for path, data in press.frame.assets:
        yield Output(path, digest(data), _constant(data))


def _dated(edition: Edition, press: Press) -> Iterator[Output]:
    """Those that bear the date of the edition."""
    yield from pages.dated(edition, press)
    yield from (item.made_by(press.code) for item in exports.dated(edition))


def _constant(data: bytes) -> Callable[[], bytes]:
    return lambda: data


def _refuse_twins(paths: Iterable[str]) -> None:
    seen: set[str] = set()
    for path in paths:
        if path in seen:
            raise TwinFiles(path)
        seen.add(path)


def _last_edition(workspace: Workspace, audience: str) -> tuple[Mapping[str, Written], set[str]]:
    """What the last edition wrote, and the paths of files whose origin is not known."""
    output = workspace.output
    identity = read_identity(output)
    if identity is not None and identity.audience != audience:
        raise OutputRefused(str(output))
    known = workspace.known()
    if known is not None:
        return known, set()
    if not output.exists():
        return {}, set()
    present = {file.relative_to(output).as_posix() for file in output.rglob("*") if not file.is_dir()}
    if present and identity is None and not workspace.unfinished:
        raise OutputRefused(str(output))
    return {}, present


def _stood(known: Mapping[str, Written], foreign: Iterable[str]) -> Mapping[str, bytes]:
    """The digest of each file in place, empty when that is not known."""
    return {path: row.digest for path, row in known.items()} or dict.fromkeys(foreign, b"")


def _index(
    edition: Edition, workspace: Workspace, known: Mapping[str, Written], jobs: int
) -> tuple[search.Indexing, set[str], tuple[search.Shard, ...]]:
    """The shards to index again, begun, the paths of the others, and all of them in order."""
    begun: list[search.Shard] = []
    kept: set[str] = set()
    wanted = search.shards(edition) if edition.configuration.search else ()
    indexed = _indexed(known)
    for shard in wanted:
        files = _kept_index(workspace.output, shard, indexed.get(shard.name, {}))
        kept |= files
        if not files:
            begun.append(shard)
    first = wanted[0].name if wanted else ""
    scratch = workspace.folder / "search"
    return search.Indexing(edition, begun, scratch, first=first, jobs=jobs), kept, wanted


def _indexed(known: Mapping[str, Written]) -> Mapping[str, Mapping[str, Written]]:
    """The files of the last search index, by shard."""
    shards: defaultdict[str, dict[str, Written]] = defaultdict(dict)
    for path, row in known.items():
        if path.startswith(search.FOLDER) and not compressing.is_sibling(path):
            shards[path.split("/", 2)[1]][path] = row
    return shards


def _kept_index(output: Path, shard: search.Shard, files: Mapping[str, Written]) -> set[str]:
    """The files of a shard's index, when all of them are those of its key; else none."""
    entry = files.get(f"{search.FOLDER}{shard.name}/{search.ENTRY}")
    whole = entry is not None and entry.key == shard.key
    return (
        set(files) if whole and all(row.lies_in(f"{output}/{path}") for path, row in files.items()) else set()
    )


def _judged(
    edition: Edition,
    catalogue: Catalogue,
    guard: Guard,
    workspace: Workspace,
    moves: Sequence[Move],
    planned: set[str],
    jobs: int,
) -> tuple[Judgement, tuple[Leak, ...]]:
    """Of what was staged; of the whole edition when what is withheld changed since the last one.

    With it, the public files that cannot be opened.
    """
    if guard.idle:
        return Judgement(), ()
    # What an archive of other files holds is looked at in these.
    looked_at = (move for move in moves if not set_of(move.path).gathered)
    files = {move.path: workspace.staging / move.staged for move in looked_at}
    if workspace.guarded() != guard.key:
        left = (path for path in sorted(planned - files.keys()) if not set_of(path).gathered)
        files |= {path: workspace.output / path for path in left}
    paths = tuple(files)

    def look(position: int) -> tuple[Leak, ...]:
        path = paths[position]
        return tuple(guard.leaks(path, files[path].read_bytes()))

    looked = chain.from_iterable(spread(look, len(paths), jobs, "la relecture par la garde"))
    found = (*guard.frame_leaks(), *chain.from_iterable(looked))
    sealed = tuple(leak for leak in found if leak.hit is Hit.SEALED)
    opened = tuple(leak for leak in found if leak.hit is not Hit.SEALED)
    if not opened:
        return Judgement(), sealed
    trusted = workspace.guarded() is not None and read_identity(workspace.output) is not None
    past = Past(edition, catalogue, in_place=workspace.output if trusted else None)
    return judge(edition, catalogue, guard, opened, lambda path: files[path].read_bytes(), past), sealed


def _journal(
    output: Path,
    moves: Sequence[Move],
    known: Mapping[str, Written],
    removals: tuple[str, ...],
    *,
    whole: bool,
) -> Journal:
    """The commit to make: a file rendered again to the same bytes is not written again."""
    changed: list[Move] = []
    touched: list[tuple[str, bytes]] = []
    for move in moves:
        last = known.get(move.path)
        if last is not None and last.digest == move.digest and last.lies_in(f"{output}/{move.path}"):
            if last.key != move.key:
                touched.append((move.path, move.key))
        else:
            changed.append(move)
    return Journal(tuple(changed), removals, tuple(touched), whole=whole)
