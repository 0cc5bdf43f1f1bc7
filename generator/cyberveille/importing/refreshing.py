"""What became of a notice's sources since it was made, brought to it at an editor's word."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from cyberveille.importing.advisories import Csaf, Cve, Desk, draft_of
from cyberveille.importing.differences import differences
from cyberveille.importing.draft import Draft
from cyberveille.importing.editorial import source_keys
from cyberveille.importing.entries import read_all
from cyberveille.importing.faults import RecordError
from cyberveille.importing.merging import Conflict, merged
from cyberveille.importing.records import Records, keep_all
from cyberveille.importing.source import Origin
from cyberveille.importing.taking import source_of
from cyberveille.importing.telling import refused
from cyberveille.model import Finding, Kind, Notice

_FORMATS: Mapping[str, type[Csaf | Cve]] = {"csaf": Csaf, "cve": Cve}


class _Read(NamedTuple):
    """One source of a notice: as it was, and as it is."""

    format: str
    origin: Origin
    then: bytes
    now: bytes


class Refreshed(Struct, frozen=True):
    """The notice's file as it should be; `told` are the differences of its sources, a line each.

    `problem`, a French sentence, when nothing can be said; `findings` are about the files given.
    """

    text: str = ""
    told: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    problem: str = ""
    findings: tuple[Finding, ...] = ()
    root: Path = Path()
    sources: tuple[_Read, ...] = ()

    def remember(self) -> None:
        """Keep what the sources say now as what the notice was made of. Raises OSError."""
        keep_all(self.root, ((source.format, source.origin, source.now) for source in self.sources))


def refreshed(notice: Notice, written: str, root: Path, files: Sequence[Path], desk: Desk) -> Refreshed:
    """`written` is the text of the notice, which lies in `root`; `files` hold newer versions of its sources.

    Without files, what an import left waiting is taken. Facts that an editor changed stay, and are told. The
    text of a source is brought to a draft alone: what is published is the editor's.
    """
    kept = _kept(notice, root)
    if not kept:
        return Refreshed(problem=f"rien ne garde de source de {notice.id} : elle fut écrite ici.")
    given, findings = _given(files, desk)
    if findings:
        return Refreshed(findings=findings)
    strange = [reference for reference in given if reference not in kept]
    if strange:
        return Refreshed(problem=f"{', '.join(strange)} n’est pas une source de {notice.id}.")
    sources = [source._replace(now=given.get(reference, source.now)) for reference, source in kept.items()]
    try:
        then = _draft(notice, ((source.format, source.then) for source in sources), desk)
        now = _draft(notice, ((source.format, source.now) for source in sources), desk)
    except RecordError as error:
        return Refreshed(problem=str(error))
    if not now.tlp.within(notice.tlp):
        return Refreshed(problem=f"la source est marquée {now.tlp.label}, {notice.id} {notice.tlp.label}.")
    return _brought(notice, written, root, (then, now), tuple(sources))


def waiting_sources(root: Path) -> tuple[str, ...]:
    """The references of a root's notices of which an import left something newer."""
    return tuple(reference for name in _FORMATS for reference in Records(root, name).waiting())


def _draft(notice: Notice, records: Iterable[tuple[str, bytes]], desk: Desk) -> Draft:
    """Raises RecordError."""
    return draft_of(notice.kind, [_FORMATS[name](desk).decode(data) for name, data in records], desk)


def _brought(
    notice: Notice, written: str, root: Path, drafts: tuple[Draft, Draft], sources: tuple[_Read, ...]
) -> Refreshed:
    then, now = drafts
    told = [*differences(_of_source(then, notice), _of_source(now, notice)), *_texts(then, now)]
    if not notice.draft:
        now = replace(now, body=then.body)
    done = merged(then, now, notice, written, None)
    return Refreshed(done.text, tuple(told), done.conflicts, root=root, sources=sources)


def _of_source(draft: Draft, notice: Notice) -> dict[str, object]:
    header = draft.header(notice.id)
    return {key: header.get(key) for key in source_keys(type(notice)) if key != "revisions"}


def _texts(then: Draft, now: Draft) -> list[str]:
    """The lines of the sources' texts that are others."""
    before, after = then.body.splitlines(), now.body.splitlines()
    gone, come = set(before) - set(after), set(after) - set(before)
    lines = [f"texte : - {line[:200]}" for line in before if line in gone and line.strip()]
    return lines + [f"texte : + {line[:200]}" for line in after if line in come and line.strip()]


def _kept(notice: Notice, root: Path) -> dict[str, _Read]:
    """The sources of a notice, by their reference, in the order of its aliases."""
    found: dict[str, _Read] = {}
    shelves = {name: Records(root, name) for name in _FORMATS}
    for alias in notice.aliases:
        for name, records in shelves.items():
            if known := records.known(alias):
                origin = Origin(alias, Kind.BULLETIN, known.year)
                found[alias] = _Read(name, origin, known.record, known.newer or known.record)
    return found


def _given(files: Sequence[Path], desk: Desk) -> tuple[dict[str, bytes], tuple[Finding, ...]]:
    entries, findings = read_all(files)
    given: dict[str, bytes] = {}
    for entry in entries:
        try:
            given[source_of(entry.data, desk).origin(entry.data).reference] = entry.data
        except RecordError as error:
            findings.append(refused(entry, error))
    return given, tuple(sorted(findings))
