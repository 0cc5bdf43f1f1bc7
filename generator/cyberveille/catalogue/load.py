"""From the folders of a project to its catalogue, reading only what changed."""

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from cyberveille.catalogue.attached import attached_pdf_facts, defects
from cyberveille.catalogue.beside import Surroundings
from cyberveille.catalogue.catalogue import Catalogue
from cyberveille.catalogue.examine import Examined, Examiner, Summary, decode_summary
from cyberveille.catalogue.listing import SourceFile, has_files, list_sources
from cyberveille.catalogue.project import Project
from cyberveille.catalogue.store import Row, Store
from cyberveille.checking import CatalogueEntry, Index, check_catalogue
from cyberveille.forking import spread
from cyberveille.locale import french
from cyberveille.model import Finding, Gravity, Root, Tlp
from cyberveille.reading import (
    CONFIGURATION_FILE,
    GAPS,
    SOURCE_LIMIT,
    Fault,
    default_pages_of,
    read_within,
    source_digest,
)

Progress = Callable[[int, int], None]
"""(files done, files to do)."""


def load(
    project: Project,
    store: Store,
    *,
    now: datetime | None = None,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Catalogue:
    """The catalogue of `project`; `jobs` processes share the reading of a large change.

    With `now`, what depends on the moment is checked too: a link to a notice still under embargo.
    """
    started = time.time_ns()
    listed, findings = _listed(project)
    rows = store.rows()
    kept: dict[tuple[str, str], Summary] = {}
    changed: list[SourceFile] = []
    refreshed: list[tuple[int, int, str, str]] = []
    for source in listed:
        key = (source.root, source.path)
        row = rows.get(key)
        if row is None or row.project != project.digest or not row.digest:
            changed.append(source)
        elif not has_files(source.path) and row.same_file(source.size, source.mtime_ns):
            kept[key] = decode_summary(row.summary)
        elif _same_bytes(source, row):
            kept[key] = decode_summary(row.summary)
            refreshed.append((source.size, source.mtime_ns, *key))
        else:
            changed.append(source)
    gone = rows.keys() - {(source.root, source.path) for source in listed}
    if refreshed:
        store.refresh(refreshed, started)
    if gone:
        store.forget(gone)
    done = 0
    for batch in _examined(project, changed, jobs):
        store.put(batch, project.digest, started)
        kept |= {(item.source.root, item.source.path): decode_summary(item.summary) for item in batch}
        done += len(batch)
        if progress is not None:
            progress(done, len(changed))
    ordered = [kept[source.root, source.path] for source in listed]
    for summary in ordered:
        findings += summary.findings
    findings += _of_the_whole(project, ordered, now)
    findings += _unfinished(project, ordered)
    return _assemble(project, store, ordered, findings, len(changed))


def _listed(project: Project) -> tuple[list[SourceFile], list[Finding]]:
    listed: list[SourceFile] = []
    findings: list[Finding] = list(project.findings)
    for root in project.configuration.sources:
        sources, faults = list_sources(project.path_of(root), root.path)
        listed += sources
        findings += faults
        findings += _surroundings(project, root).beside()
    return listed, findings


def _surroundings(project: Project, root: Root) -> Surroundings:
    folder = project.path_of(root)
    public = [item for item in project.configuration.sources if item.tlp_max is Tlp.CLEAR]
    others = (
        *(project.folder / item.output for item in project.configuration.audiences),
        *(project.path_of(item) for item in project.configuration.sources if item != root),
    )
    figures = frozenset(table.data_set.file for table in project.observatory.tables)
    return Surroundings(
        folder,
        root.path,
        frozenset(place.resolve() for place in others),
        public=root in public,
        figures=figures if public[:1] == [root] else None,
    )


def _same_bytes(source: SourceFile, row: Row) -> bool:
    try:
        data = read_within(Path(source.file), SOURCE_LIMIT)
        return isinstance(data, bytes) and source_digest(data, source.beside) == row.digest
    except OSError:
        return False


def _assemble(
    project: Project, store: Store, summaries: Sequence[Summary], findings: list[Finding], read: int
) -> Catalogue:
    headlines = [summary.headline for summary in summaries if summary.headline is not None]
    entries = _entries(summaries)
    return Catalogue(
        project=project,
        headlines=tuple(sorted(headlines, key=lambda item: (item.published, item.id), reverse=True)),
        pages=tuple(summary.page for summary in summaries if summary.page is not None),
        findings=tuple(sorted(findings)),
        sources={entry.id: (entry.root, entry.path) for entry in entries if entry.id},
        store=store,
        read=read,
    )


def _entries(summaries: Sequence[Summary]) -> tuple[CatalogueEntry, ...]:
    return tuple(summary.entry for summary in summaries if summary.entry is not None)


def _of_the_whole(
    project: Project, summaries: Sequence[Summary], now: datetime | None
) -> tuple[Finding, ...]:
    entries = _entries(summaries)
    index = Index(
        project.configuration,
        project.vocabularies,
        entries,
        lists=tuple((root.path, own) for root, own in project.lists),
        registers=tuple((root.path, own) for root, own in project.registers),
        clock=now,
        scheme=project.scheme,
        partial=project.partial,
        pdf_facts=attached_pdf_facts(project.work, project.folder, entries),
        defects=defects(project.work, project.folder, entries),
        directory=Tlp.most_open(item.tlp for item in project.directories),
        figures=project.observatory.years,
        national=bool(project.observatory.national),
    )
    return check_catalogue(index, project.line)


def _unfinished(project: Project, summaries: Sequence[Summary]) -> Iterator[Finding]:
    """The pages that come with the program, where they leave unsaid what only the portal's editors know."""
    own = {summary.page.address for summary in summaries if summary.page is not None}
    for page in default_pages_of(project.configuration, own):
        if gap := GAPS.get(page.address):
            yield Finding(
                CONFIGURATION_FILE,
                0,
                Fault.DEFAULT_PAGE.value,
                french(f"La page /{page.address} est celle que fournit le programme : il y manque {gap}."),
                french(f"Écrivez la vôtre dans « {page.source.path} » : elle prendra sa place."),
                Gravity.WARNING,
            )


def _examined(project: Project, sources: list[SourceFile], jobs: int) -> Iterator[list[Examined]]:
    if not sources:
        return iter(())
    examiner = Examiner(project)
    return spread(
        lambda position: _examine_one(examiner, sources[position]),
        len(sources),
        jobs,
        "la lecture des notices",
    )


def _examine_one(examiner: Examiner, source: SourceFile) -> Examined:
    try:
        with open(source.file, "rb", buffering=0) as file:  # noqa: PTH123 - thousands of times
            data = file.read(SOURCE_LIMIT + 1)
    except OSError as error:
        return examiner.unreadable(source, error)
    if len(data) > SOURCE_LIMIT:
        return examiner.too_large(source)
    return examiner.examine(source, data)
