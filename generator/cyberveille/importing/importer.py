"""Files of a source into a portal: a notice is found again by its source's reference."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Generic, TypeVar

from msgspec import Struct

from cyberveille.catalogue import NumbersExhaustedError, Register, place_of
from cyberveille.catalogue.earlier import place_of_text
from cyberveille.catalogue.register import Bearer
from cyberveille.importing.draft import Draft
from cyberveille.importing.editorial import erased_by_editors, notice_in
from cyberveille.importing.entries import RecordBytes, read_all
from cyberveille.importing.faults import ImportFault, RecordError, finding
from cyberveille.importing.merging import merged
from cyberveille.importing.records import Records, Shelves, canonical
from cyberveille.importing.source import Origin, Source
from cyberveille.importing.telling import (
    Item,
    about,
    clash,
    closed_in,
    discarded,
    illegible,
    newer,
    occupied,
    refused,
    rejected,
    unmarked,
    unreadable,
    unremembered,
)
from cyberveille.locale import paris_day
from cyberveille.model import Finding, Notice, Revision, Tlp
from cyberveille.system_errors import reason
from cyberveille.writing import notice_text, raw_text, with_ends_of, write_atomically

Record = TypeVar("Record")
UNTOLD = "Texte repris de la source"
"""What a change of a source is called that it does not tell itself."""


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
    doubts: tuple[tuple[str, int], ...] = ()
    """Of each notice created that an editor has to finish, how many things it lists to look at."""

    @property
    def refused(self) -> int:
        """How many things could not be imported."""
        return sum(item.refuses for item in self.findings)


class _Tally:
    def __init__(self) -> None:
        self.created: list[str] = []
        self.changed: list[str] = []
        self.unchanged: list[str] = []
        self.findings: list[Finding] = []
        self.unmapped: Counter[str] = Counter()
        self.written: list[Path] = []
        self.doubts: list[tuple[str, int]] = []

    def report(self) -> ImportReport:
        return ImportReport(
            created=tuple(self.created),
            changed=tuple(self.changed),
            unchanged=tuple(self.unchanged),
            findings=tuple(sorted(self.findings)),
            written=tuple(self.written),
            doubts=tuple(self.doubts),
            unmapped_risks=tuple(sorted(self.unmapped.items(), key=lambda item: (-item[1], item[0]))),
        )


def import_records(
    source: Source[Record],
    files: Sequence[Path],
    into: Path,
    register: Register,
    progress: Callable[[int], None] | None = None,
    now: datetime | None = None,
    root_for: Callable[[Tlp], Path | None] | None = None,
) -> ImportReport:
    """Import a source's records (JSON, a list, JSON lines, gzip or not) under the root `into`.

    New notices take the source's own number where nobody ever had it, else one after those that `register`
    knows of any root. A notice that bears a record's reference as alias keeps its identifier and its place,
    in whichever root it lies: what the source changed since the last import is merged into what editors made
    of it, and what cannot be is said. One that editors wrote themselves is left alone, and so is one that
    they erased. A record that cannot be used is a finding and the rest goes on; nothing is imported beside a
    notice that cannot be read. `progress` is called with the number of records handled since its last call;
    with `now`, a change that the source does not tell gets a minor revision of that date. `root_for` gives
    the root that takes a marking; what none takes is a finding, and nothing of it is written. Without it,
    `into` takes what is public.

    A notice that an editor has to finish is a draft; what its source changes later is brought to it while it
    is one, and waits for an editor afterwards.
    """
    tally = _Tally()
    if register.unreadable:
        tally.findings.extend(map(unreadable, register.unreadable))
        return tally.report()
    work = _Work(source, into, register, tally, Shelves(type(source).__name__.lower()), now, root_for)
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
            tally.findings.append(refused(entry, error))
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


class _Work(Struct, Generic[Record], frozen=True):
    """An import under way."""

    source: Source[Record]
    into: Path
    register: Register
    tally: _Tally
    shelves: Shelves
    now: datetime | None
    root_for: Callable[[Tlp], Path | None] | None

    def take(self, entry: RecordBytes, origin: Origin) -> None:
        """Write the notice of a record if that changes anything."""
        try:
            draft = self._draft(entry.data, origin)
        except RecordError as error:
            self.tally.findings.append(refused(entry, error, origin.reference))
            return
        credit = self.source.attribution(origin)
        item = Item(entry, origin, credit.url if credit else None, draft)
        try:
            self._write(item)
        except NumbersExhaustedError:
            self.tally.findings.append(
                about(
                    item,
                    ImportFault.NUMBER,
                    f"plus aucun numéro libre pour {origin.year}.",
                    "Une année compte 9 999 numéros au plus, ou ceux de la plage du dossier.",
                )
            )
        except OSError as error:
            self.tally.findings.append(
                about(
                    item,
                    ImportFault.WRITING,
                    f"écriture impossible ({reason(error)}).",
                    "Vérifier les droits et la place sur le disque, puis relancer l’import.",
                )
            )

    def save(self, files: Sequence[Path]) -> None:
        try:
            self.shelves.save()
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

    def _write(self, item: Item) -> None:
        root = self._root(item.draft.tlp)
        found = self.register.find(item.origin.reference)
        if root is None:
            self.tally.findings.append(unmarked(item))
        elif found is None and self._is_discarded(item, root):
            self.tally.findings.append(discarded(item))
        elif found is None:
            self._create(item, root)
        else:
            self._follow(item, found, self.shelves.of(root))
        self.tally.unmapped.update(item.draft.unmapped_risks)
        self.tally.findings.extend(rejected(item))

    def _is_discarded(self, item: Item, root: Path) -> bool:
        """Whether a draft was made of this very record, and is here no more."""
        then = self.shelves.of(root).then(item.origin)
        return item.draft.unfinished and then == canonical(item.entry.data)

    def _root(self, tlp: Tlp) -> Path | None:
        if self.root_for is None:
            return self.into if tlp is Tlp.CLEAR else None
        return self.root_for(tlp) if tlp.may_enter_git else None

    def _create(self, item: Item, root: Path) -> None:
        draft, origin = item.draft, item.origin
        year = paris_day(draft.published).year if draft.unfinished else origin.year
        notice_id = self.register.allot(draft.kind, year, root, origin.order[0])
        place = place_of(draft.kind, notice_id)
        write_atomically(root / place, notice_text(draft.header(notice_id), draft.body))
        self.shelves.of(root).keep(origin, item.entry.data)
        self.tally.created.append(notice_id)
        self.tally.written.append(root / place)
        if draft.unfinished:
            self.tally.doubts.append((notice_id, len(draft.doubts)))

    def _follow(self, item: Item, found: Bearer, records: Records) -> None:
        """Bring to the notice what the source changed since it was last imported."""
        tally, origin = self.tally, item.origin
        written = found.file.read_text(encoding="utf-8", errors="replace")
        if erased_by_editors(written, found.path):
            records.forget(origin)
            tally.unchanged.append(found.id)
            return
        then = records.then(origin)
        unchanged = then == canonical(item.entry.data)
        notice = None if unchanged else notice_in(written, found.path)
        if unchanged and (item.credit is None or item.credit in written):
            tally.unchanged.append(found.id)
        elif item.draft.unfinished and notice and not item.draft.tlp.within(notice.tlp):
            tally.findings.append(closed_in(item, found, notice.tlp))
            tally.unchanged.append(found.id)
        elif then is None if item.credit is None else item.credit not in written:
            tally.findings.append(occupied(item, found.id))
            tally.unchanged.append(found.id)
        elif notice is None:
            tally.findings.append(illegible(item, found))
            tally.unchanged.append(found.id)
        elif then is None:
            self._adopt(item, found, written, records)
        elif item.draft.unfinished and not notice.draft:
            records.hold(origin, item.entry.data)
            tally.findings.append(newer(item, found))
            tally.unchanged.append(found.id)
        else:
            self._merge(item, found, written, notice, self._draft(then, origin))
            records.keep(origin, item.entry.data)

    def _merge(self, item: Item, found: Bearer, written: str, notice: Notice, then: Draft) -> None:
        tally = self.tally
        dated = None if item.draft.unfinished else self.now
        told = Revision(date=dated, change=UNTOLD, minor=True) if dated else None
        done = merged(then, item.draft, notice, written, told)
        tally.findings.extend(clash(found, conflict, written) for conflict in done.conflicts)
        if done.text == written:
            tally.unchanged.append(found.id)
        else:
            self._keep(found, notice, written, done.text)
            write_atomically(found.file, with_ends_of(raw_text(found.file), done.text))
            tally.changed.append(found.id)
            tally.written.append(found.file)

    def _keep(self, found: Bearer, notice: Notice, written: str, text: str) -> None:
        """What the notice said before the source gave it another revision."""
        number, now = len(notice.revisions), notice_in(text, found.path)
        place = found.root / place_of_text(found.id, number)
        if now is not None and number in now.unkept(()) and not notice.draft and not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(place, written)
            self.tally.written.append(place)

    def _adopt(self, item: Item, found: Bearer, written: str, records: Records) -> None:
        """Follow a notice from now on whose record of that day nobody kept: it is left as it is."""
        records.keep(item.origin, item.entry.data)
        self.tally.unchanged.append(found.id)
        if notice_text(item.draft.header(found.id), item.draft.body) != written:
            self.tally.findings.append(unremembered(item, found))
