"""One notice from several sources: whatever their formats, they are read, put together, and kept."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from cyberveille.catalogue import NumbersExhaustedError, Project, place_of
from cyberveille.importing.advisories import Csaf, Cve, Desk, Facts, draft_of
from cyberveille.importing.draft import Draft
from cyberveille.importing.entries import RecordBytes, read_all
from cyberveille.importing.faults import ImportFault, RecordError, finding
from cyberveille.importing.records import keep_all
from cyberveille.importing.source import Origin
from cyberveille.importing.telling import refused
from cyberveille.locale import paris_day
from cyberveille.model import Finding, Kind, Severity
from cyberveille.writing import notice_text, write_new

_TOGETHER = 20
"""Sources of one notice."""


class _Marks(Struct, frozen=True):
    """What tells one format from another."""

    document: msgspec.Raw = msgspec.Raw()
    metadata: msgspec.Raw = field(default=msgspec.Raw(), name="cveMetadata")


class Taken(Struct, frozen=True):
    """The file to write and its text, with what its sources say; `findings` alone when that cannot be."""

    findings: tuple[Finding, ...] = ()
    file: Path = Path()
    text: str = ""
    doubts: tuple[str, ...] = ()
    root: Path = Path()
    sources: tuple[tuple[str, Origin, bytes], ...] = ()
    """The name of each source's format, its origin, its bytes."""

    def write(self) -> None:
        """Raises OSError, FileExistsError among them."""
        write_new(self.file, self.text)
        keep_all(self.root, self.sources)


def take(
    project: Project,
    kind: Kind,
    files: Sequence[Path],
    desk: Desk,
    *,
    title: str | None = None,
    severity: Severity | None = None,
    technologies: tuple[str, ...] = (),
) -> Taken:
    """What `kind` of draft the sources in the files make; `title` and the others are the editor's own."""
    entries, findings = read_all(files)
    read: list[tuple[str, Origin, bytes, Facts]] = []
    for entry in entries:
        try:
            read.append(_read(entry, desk))
        except RecordError as error:
            findings.append(refused(entry, error))
    if not findings and len(read) > _TOGETHER:
        findings.append(
            _about(files[0], ImportFault.SIZE, f"{len(read)} sources pour une notice, {_TOGETHER} au plus.")
        )
    if findings or not read:
        return Taken(tuple(sorted(findings)))
    register = project.register()
    bearers = {bearer.id for _, origin, _, _ in read if (bearer := register.find(origin.reference))}
    if bearers:
        named = ", ".join(sorted(bearers))
        told = f"Cette source est déjà celle de {named}."
        hint = f"« cyberveille refresh {min(bearers)} » y porte ce que la source a changé."
        return Taken((_about(files[0], ImportFault.OCCUPIED, told, hint),))
    try:
        draft = draft_of(kind, [facts for *_, facts in read], desk)
    except RecordError as error:
        return Taken((refused(entries[0], error),))
    root = project.root_for(draft.tlp) if draft.tlp.may_enter_git else None
    if root is None:
        told = f"La source est marquée {draft.tlp.label} : aucun dossier de « sources » ne l’admet."
        return Taken((_about(files[0], ImportFault.MARKING, told, "Rien n’en est écrit."),))
    try:
        notice_id = register.allot(kind, paris_day(desk.now).year, root)
    except NumbersExhaustedError:
        return Taken((_about(files[0], ImportFault.NUMBER, "Plus aucun numéro libre pour cette année."),))
    draft = _by_editor(draft, title, severity, technologies)
    return Taken(
        (),
        root / place_of(kind, notice_id),
        notice_text(draft.header(notice_id), draft.body),
        draft.doubts,
        root,
        tuple((name, origin, data) for name, origin, data, _ in read),
    )


def _read(entry: RecordBytes, desk: Desk) -> tuple[str, Origin, bytes, Facts]:
    """Raises RecordError."""
    source = source_of(entry.data, desk)
    origin = source.origin(entry.data)
    return type(source).__name__.lower(), origin, entry.data, source.decode(entry.data)


def source_of(data: bytes, desk: Desk) -> Csaf | Cve:
    """What reads a record, by its format; raises RecordError for one of neither."""
    try:
        marks = msgspec.json.decode(data, type=_Marks)
    except msgspec.DecodeError:
        marks = _Marks()
    if bytes(marks.document):
        return Csaf(desk)
    if bytes(marks.metadata):
        return Cve(desk)
    raise RecordError(
        ImportFault.FIELD, "Ni un document CSAF (« document »), ni un enregistrement CVE (« cveMetadata »)."
    )


def _by_editor(
    draft: Draft, title: str | None, severity: Severity | None, technologies: tuple[str, ...]
) -> Draft:
    own: dict[str, Any] = {"title": title, "severity": severity, "technologies": technologies}
    return replace(draft, **{key: value for key, value in own.items() if value})


def _about(file: Path, fault: ImportFault, message: str, hint: str = "") -> Finding:
    return finding(file.as_posix(), 0, fault, message, hint)
