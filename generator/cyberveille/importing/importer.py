"""Files of a source into a portal: a notice is found again by its source's reference."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Generic, TypeVar

from msgspec import Struct

from cyberveille.catalogue import NumbersExhaustedError, Register, place_of
from cyberveille.catalogue.register import Bearer
from cyberveille.importing.draft import Draft
from cyberveille.importing.editorial import erased_by_editors, notice_in
from cyberveille.importing.entries import RecordBytes, read_all
from cyberveille.importing.faults import ImportFault, RecordError, finding
from cyberveille.importing.merging import Conflict, merged
from cyberveille.importing.records import Records, canonical
from cyberveille.importing.source import Origin, Source
from cyberveille.model import Finding, Revision
from cyberveille.reading import line_of
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
    written: tuple[Path, ...] = ()
    """The files of the notices created and changed."""
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
        self.written: list[Path] = []

    def report(self) -> ImportReport:
        return ImportReport(
            created=tuple(self.created),
            changed=tuple(self.changed),
            unchanged=tuple(self.unchanged),
            findings=tuple(sorted(self.findings)),
            written=tuple(self.written),
            unmapped_risks=tuple(sorted(self.unmapped.items(), key=lambda item: (-item[1], item[0]))),
        )


def import_records(
    source: Source[Record],
    files: Sequence[Path],
    into: Path,
    register: Register,
    progress: Callable[[int], None] | None = None,
    now: datetime | None = None,
) -> ImportReport:
    """Import a source's records (JSON, a list, JSON lines, gzip or not) under the root `into`.

    New notices take the source's own number where nobody ever had it, else one after those that `register`
    knows of any root. A notice that bears a record's reference as alias keeps its identifier and its place,
    in whichever root it lies: what the source changed since the last import is merged into what editors made
    of it, and what cannot be is said. One that editors wrote themselves is left alone, and so is one that
    they erased. A record that cannot be used is a finding and the rest goes on; nothing is imported beside a
    notice that cannot be read. `progress` is called with the number of records handled since its last call;
    with `now`, a change that the source does not tell gets a minor revision of that date.
    """
    tally = _Tally()
    if register.unreadable:
        tally.findings.extend(map(_unreadable, register.unreadable))
        return tally.report()
    work = _Work(source, into, register, tally, Records(into, type(source).__name__.lower()), now)
    chosen = _identified(source, files, tally)
    for _, origin in chosen:
        register.reserve(origin.kind, origin.year, (origin.order[0],))
    for entry, origin in chosen:
        work.take(entry, origin)
        if progress:
            progress(1)
    work.save(files)
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


@dataclass(frozen=True)
class _Work(Generic[Record]):
    """An import under way."""

    source: Source[Record]
    into: Path
    register: Register
    tally: _Tally
    records: Records
    now: datetime | None

    def take(self, entry: RecordBytes, origin: Origin) -> None:
        """Write the notice of a record if that changes anything."""
        try:
            draft = self._draft(entry.data, origin)
        except RecordError as error:
            self.tally.findings.append(_refused(entry, error, origin.reference))
            return
        item = _Item(entry, origin, self.source.attribution(origin).url, draft)
        try:
            self._write(item)
        except NumbersExhaustedError:
            self.tally.findings.append(
                _about(
                    item,
                    ImportFault.NUMBER,
                    f"plus aucun numéro libre pour {origin.year}.",
                    "Une année compte 9 999 numéros au plus, ou ceux de la plage du dossier.",
                )
            )
        except OSError as error:
            self.tally.findings.append(
                _about(
                    item,
                    ImportFault.WRITING,
                    f"écriture impossible ({reason(error)}).",
                    "Vérifier les droits et la place sur le disque, puis relancer l’import.",
                )
            )

    def save(self, files: Sequence[Path]) -> None:
        try:
            self.records.save()
        except OSError as error:
            self.tally.findings.append(
                finding(
                    files[0].as_posix() if files else "",
                    0,
                    ImportFault.WRITING,
                    f"La mémoire de l’import n’a pas pu être écrite ({reason(error)}).",
                    "Vérifier les droits et la place sur le disque, puis relancer l’import.",
                )
            )

    def _draft(self, data: bytes, origin: Origin) -> Draft:
        return self.source.convert(self.source.decode(data), origin)

    def _write(self, item: _Item) -> None:
        found = self.register.find(item.origin.reference)
        if found is None:
            self._create(item)
        else:
            self._follow(item, found)
        self.tally.unmapped.update(item.draft.unmapped_risks)
        self.tally.findings.extend(_rejected(item))

    def _create(self, item: _Item) -> None:
        draft, origin = item.draft, item.origin
        notice_id = self.register.allot(draft.kind, origin.year, self.into, origin.order[0])
        place = place_of(draft.kind, notice_id)
        write_atomically(self.into / place, notice_text(draft.header(notice_id), draft.body))
        self.records.keep(origin, item.entry.data)
        self.tally.created.append(notice_id)
        self.tally.written.append(self.into / place)

    def _follow(self, item: _Item, found: Bearer) -> None:
        """Bring to the notice what the source changed since it was last imported."""
        tally, origin = self.tally, item.origin
        written = found.file.read_text(encoding="utf-8", errors="replace")
        if erased_by_editors(written, found.path):
            self.records.forget(origin)
            tally.unchanged.append(found.id)
            return
        if item.credit not in written:
            tally.findings.append(_occupied(item, found.id))
            tally.unchanged.append(found.id)
            return
        then = self.records.then(origin)
        if then == canonical(item.entry.data):
            tally.unchanged.append(found.id)
            return
        notice = notice_in(written, found.path)
        if notice is None:
            tally.findings.append(_illegible(item, found))
            tally.unchanged.append(found.id)
            return
        if then is None:
            self._adopt(item, found, written)
            return
        told = Revision(date=self.now, change=UNTOLD, minor=True) if self.now else None
        done = merged(self._draft(then, origin), item.draft, notice, written, told)
        tally.findings.extend(_clash(found, clash, written) for clash in done.conflicts)
        if done.text == written:
            tally.unchanged.append(found.id)
        else:
            write_atomically(found.file, done.text)
            tally.changed.append(found.id)
            tally.written.append(found.file)
        self.records.keep(origin, item.entry.data)

    def _adopt(self, item: _Item, found: Bearer, written: str) -> None:
        """Follow a notice from now on whose record of that day nobody kept: it is left as it is."""
        self.records.keep(item.origin, item.entry.data)
        self.tally.unchanged.append(found.id)
        if notice_text(item.draft.header(found.id), item.draft.body) != written:
            self.tally.findings.append(_unremembered(item, found))


UNTOLD = "Texte repris de la source"
"""What a change of a source is called that it does not tell itself."""


def _clash(found: Bearer, clash: Conflict, written: str) -> Finding:
    return finding(
        found.file.as_posix(),
        line_of(written.encode(), (clash.key,)) if clash.key else 0,
        ImportFault.CONFLICT,
        f"{clash.key or 'texte'} : {clash.message}.",
        "Comparer avec la source, et reprendre à la main ce qui convient.",
    )


def _illegible(item: _Item, found: Bearer) -> Finding:
    return _about(
        item,
        ImportFault.UNREADABLE,
        f"la notice {found.id} ne peut pas être lue : elle est laissée telle quelle.",
        f"Corriger {found.file.as_posix()}, puis relancer l’import.",
    )


def _unremembered(item: _Item, found: Bearer) -> Finding:
    return _about(
        item,
        ImportFault.CONFLICT,
        f"la notice {found.id} diffère de la source, et rien ne garde ce que disait celle-ci à l’import : "
        "elle est laissée telle quelle. Ce que la source changera désormais lui sera apporté.",
        "Comparer une fois les deux, à la main.",
    )


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
