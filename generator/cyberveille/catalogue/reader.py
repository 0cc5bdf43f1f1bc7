"""The folders in which something may have changed: their sources compared, and read where they differ."""

import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct, field

from cyberveille.catalogue.earlier import texts_of
from cyberveille.catalogue.examined import Examined, digest_of
from cyberveille.catalogue.folder import Folder, Part, ReadSource, folder_of
from cyberveille.catalogue.inside import has_files
from cyberveille.catalogue.listing import Listing, SourceFile
from cyberveille.catalogue.progress import Progress
from cyberveille.catalogue.project import Project
from cyberveille.catalogue.store import Row, Store, is_settled
from cyberveille.catalogue.summary import decode_summary
from cyberveille.forking import PARALLEL_FROM, alongside, can_share, spread
from cyberveille.model import Finding
from cyberveille.reading import SOURCE_LIMIT, read_within

Key = tuple[str, str]


class Reader(Struct):
    """`listed_ns` is a time before the first source was listed, in nanoseconds."""

    project: Project
    store: Store
    listed_ns: int
    jobs: int = 1
    progress: Progress | None = None
    meanwhile: Sequence[Callable[[], object]] = ()
    """What to do while another process reads what little changed: the first, then others if there is time."""
    count: int = 0
    """How many sources were read anew."""
    _sources: dict[Key, tuple[list[SourceFile], list[Finding]]] = field(default_factory=dict)
    _kept: dict[Key, tuple[str, bytes, bool]] = field(default_factory=dict)
    """The digest and the summary of each source, by root and path; and whether it is settled."""

    def read(self, listings: Sequence[Listing]) -> Iterator[tuple[Folder, list[Part]]]:
        """Each folder with its parts, in the order given."""
        changed = [source for listing in listings for source in self._compared(listing)]
        self.count = len(changed)
        batches = self._examined(changed)
        for listing in listings:
            sources, findings = self._sources.pop((listing.root, listing.path))
            while any((source.root, source.path) not in self._kept for source in sources):
                self._take(next(batches))
            told = [self._told(source) for source in sources]
            project = self.project
            yield folder_of(listing, told, findings, project.digest, project.sorting, self.listed_ns)

    def _told(self, source: SourceFile) -> ReadSource:
        digest, summary, settled = self._kept.pop((source.root, source.path))
        return ReadSource(source.path, digest, decode_summary(summary), settled)

    def _compared(self, listing: Listing) -> Iterator[SourceFile]:
        """The sources of a folder that differ from what was read, or were not."""
        sources, findings = listing.sources()
        sources.sort(key=lambda source: source.path)
        self._sources[listing.root, listing.path] = sources, findings
        rows = self.store.rows((listing.root, listing.path))
        refreshed: list[tuple[int, int, int, int, str, str]] = []
        for source in sources:
            key = (source.root, source.path)
            row = rows.pop(key, None)
            if row is None or row.project != self.project.digest or not row.digest:
                yield source
            elif not has_files(source.path) and row.same_file(source.size, source.mtime_ns, source.ctime_ns):
                self._kept[key] = row.digest, row.summary, True
            elif (read_ns := _same_bytes(source, row)) is not None:
                self._kept[key] = row.digest, row.summary, is_settled(source.mtime_ns, read_ns)
                refreshed.append((source.size, source.mtime_ns, source.ctime_ns, read_ns, *key))
            else:
                yield source
        if refreshed:
            self.store.refresh(refreshed)
        if rows:
            self.store.forget(rows)

    def _take(self, batch: list[Examined]) -> None:
        self.store.put(batch, self.project.digest)
        for item in batch:
            settled = is_settled(item.source.mtime_ns, item.read_ns)
            self._kept[item.source.root, item.source.path] = item.digest, item.summary, settled

    def _examined(self, sources: list[SourceFile]) -> Iterator[list[Examined]]:
        step = "la lecture des notices"
        if self.meanwhile and 0 < len(sources) < PARALLEL_FROM and can_share(self.jobs):
            first, *spare = self.meanwhile
            batch, _ = alongside(
                lambda: list(map(_examining(self.project), sources)), first, self.jobs, step, spare=spare
            )
            if self.progress is not None:
                self.progress(len(batch), len(sources))
            yield batch
        elif sources:
            examine, done = _examining(self.project), 0
            for batch in spread(lambda position: examine(sources[position]), len(sources), self.jobs, step):
                done += len(batch)
                if self.progress is not None:
                    self.progress(done, len(sources))
                yield batch


def _examining(project: Project) -> Callable[[SourceFile], Examined]:
    """What reads and checks a source."""
    # Loaded by the process that reads.
    from cyberveille.catalogue.examine import Examiner, examine_one  # noqa: PLC0415

    return partial(examine_one, Examiner(project))


def _same_bytes(source: SourceFile, row: Row) -> int | None:
    """A time just before a source was read again, in nanoseconds; None when it is not what was read."""
    read_ns = time.time_ns()
    try:
        data = read_within(Path(source.file), SOURCE_LIMIT)
        same = isinstance(data, bytes) and digest_of(source, data, texts_of(source.kept)) == row.digest
    except OSError:
        return None
    return read_ns if same else None
