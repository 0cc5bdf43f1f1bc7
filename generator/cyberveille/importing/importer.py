"""Files of a source into a portal: a notice is found again by its source's reference."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from cyberveille.catalogue import NumbersExhaustedError, Register, place_of
from cyberveille.importing.draft import Draft
from cyberveille.importing.editorial import editorial_lines, erased_by_editors, with_judgements
from cyberveille.importing.entries import RecordBytes, read_all
from cyberveille.importing.faults import ImportFault, RecordError, finding
from cyberveille.importing.source import Origin, Source
from cyberveille.model import Finding
from cyberveille.system_errors import reason
from cyberveille.writing import notice_text, write_atomically

Record = TypeVar("Record")

_BAD_RECORD = "Cet enregistrement n’est pas importé ; les autres le sont."


class ImportReport(Struct, frozen=True, kw_only=True):
    """What an import did: our identifiers, findings on the inputs, risks unknown to the list.

    `unmapped_risks` gives each spelling with its number of notices, the most frequent first.
    """

    created: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    unmapped_risks: tuple[tuple[str, int], ...] = ()

    @property
    def refused(self) -> int:
        """How many things could not be imported."""
        return sum(item.refuses for item in self.findings)


class _Item(Struct, frozen=True):
    """A record on its way; a notice of the source's holds the address `credit`."""

    entry: RecordBytes
    origin: Origin
    credit: str
    draft: Draft


class _Tally:
    def __init__(self) -> None:
        self.created: list[str] = []
        self.changed: list[str] = []
        self.unchanged: list[str] = []
        self.findings: list[Finding] = []
        self.unmapped: Counter[str] = Counter()

    def report(self) -> ImportReport:
        return ImportReport(
            created=tuple(self.created),
            changed=tuple(self.changed),
            unchanged=tuple(self.unchanged),
            findings=tuple(sorted(self.findings)),
            unmapped_risks=tuple(sorted(self.unmapped.items(), key=lambda item: (-item[1], item[0]))),
        )


def import_records(
    source: Source[Record],
    files: Sequence[Path],
    into: Path,
    register: Register,
    progress: Callable[[int], None] | None = None,
) -> ImportReport:
    """Import a source's records (JSON, a list, JSON lines, gzip or not) under the root `into`.

    New notices are numbered by year in the order of the source, after the numbers that `register` knows of
    any root. A notice that bears a record's reference as alias keeps its identifier, its place in whichever
    root it lies, and the keys that editors add; its other keys and its text follow the source. One that
    editors wrote themselves is left alone, and so is one that they erased. A record that cannot be used is
    a finding and the rest goes on; nothing is imported beside a notice that cannot be read.
    `progress` is called with the number of records handled since its last call.
    """
    tally = _Tally()
    if register.unreadable:
        tally.findings.extend(map(_unreadable, register.unreadable))
        return tally.report()
    for entry, origin in _identified(source, files, tally):
        try:
            draft = source.convert(source.decode(entry.data), origin)
        except RecordError as error:
            tally.findings.append(_refused(entry, error, origin.reference))
        else:
            item = _Item(entry, origin, source.attribution(origin).url, draft)
            _keep(item, into, register, tally)
        if progress:
            progress(1)
    return tally.report()


def _identified(
    source: Source[Record], files: Sequence[Path], tally: _Tally
) -> list[tuple[RecordBytes, Origin]]:
    """Records with their origins, in the order of numbering; the later of two wins."""
    entries, findings = read_all(files)
    tally.findings.extend(findings)
    chosen: dict[str, tuple[RecordBytes, Origin]] = {}
    for entry in entries:
        try:
            origin = source.origin(entry.data)
        except RecordError as error:
            tally.findings.append(_refused(entry, error))
            continue
        if origin.reference in chosen:
            earlier, _ = chosen[origin.reference]
            tally.findings.append(
                finding(
                    earlier.path,
                    earlier.line,
                    ImportFault.DUPLICATE,
                    f"La référence {origin.reference} revient : {entry.path}, ligne {entry.line}.",
                    "Le dernier enregistrement l’emporte.",
                )
            )
        chosen[origin.reference] = (entry, origin)
    return sorted(chosen.values(), key=lambda pair: (pair[1].year, pair[1].order, pair[1].reference))


def _refused(entry: RecordBytes, error: RecordError, reference: str = "") -> Finding:
    told = f"{reference} : {error}" if reference else str(error)
    return finding(entry.path, entry.line, error.fault, told, _BAD_RECORD)


def _unreadable(file: Path) -> Finding:
    return finding(
        file.as_posix(),
        0,
        ImportFault.UNREADABLE,
        "La notice ne peut pas être lue : ses alias sont inconnus, rien n’est importé.",
        "Vérifier ses droits, puis relancer l’import.",
    )


def _keep(item: _Item, into: Path, register: Register, tally: _Tally) -> None:
    """Write the draft's file if that changes anything."""
    try:
        _write(item, into, register, tally)
    except NumbersExhaustedError:
        tally.findings.append(
            _about(
                item,
                ImportFault.NUMBER,
                f"plus aucun numéro libre pour {item.origin.year}.",
                "Une année compte 9 999 numéros au plus.",
            )
        )
    except OSError as error:
        tally.findings.append(
            _about(
                item,
                ImportFault.WRITING,
                f"écriture impossible ({reason(error)}).",
                "Vérifier les droits et la place sur le disque, puis relancer l’import.",
            )
        )


def _write(item: _Item, into: Path, register: Register, tally: _Tally) -> None:
    draft = item.draft
    found = register.find(item.origin.reference)
    if found is None:
        notice_id = register.allot(draft.kind, item.origin.year)
        text = notice_text(draft.header(notice_id), draft.body)
        write_atomically(into / place_of(draft.kind, notice_id), text)
        tally.created.append(notice_id)
    else:
        written = found.file.read_text(encoding="utf-8", errors="replace")
        if erased_by_editors(written, found.path):
            tally.unchanged.append(found.id)
            return
        if item.credit not in written:
            tally.findings.append(_occupied(item, found.id))
            tally.unchanged.append(found.id)
            return
        kept = editorial_lines(written)
        draft = with_judgements(draft, written, found.path)
        text = notice_text(draft.header(found.id), draft.body, kept)
        if text == written:
            tally.unchanged.append(found.id)
        else:
            write_atomically(found.file, text)
            tally.changed.append(found.id)
    tally.unmapped.update(draft.unmapped_risks)
    tally.findings.extend(_rejected(item))


def _about(item: _Item, fault: ImportFault, message: str, hint: str) -> Finding:
    return finding(item.entry.path, item.entry.line, fault, f"{item.origin.reference} : {message}", hint)


def _occupied(item: _Item, notice_id: str) -> Finding:
    return _about(
        item,
        ImportFault.OCCUPIED,
        f"la notice {notice_id}, écrite ici, porte cet alias ; elle est laissée telle quelle.",
        "Retirer l’alias de cette notice pour importer aussi celle de la source.",
    )


def _rejected(item: _Item) -> list[Finding]:
    return [
        _about(
            item,
            ImportFault.VULNERABILITY,
            f"« {name[:60]} » n’est pas un identifiant CVE.",
            "Il est gardé dans le texte de la notice.",
        )
        for name in item.draft.rejected_vulnerabilities
    ]
