"""CERT-FR files into a portal's root: a notice is found again by its reference."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct

from cyberveille.importing.certfr import convert, parse_reference
from cyberveille.importing.certfr_record import FieldError, decode_record, decode_reference
from cyberveille.importing.certfr_references import attribution
from cyberveille.importing.draft import Draft
from cyberveille.importing.editorial import editorial_lines, erased_by_editors, with_judgements
from cyberveille.importing.entries import Entry, read_all
from cyberveille.importing.faults import ImportFault, finding
from cyberveille.importing.numbering import NumbersExhaustedError, Register
from cyberveille.importing.risks import RiskIndex
from cyberveille.importing.writing import notice_text, write_atomically
from cyberveille.model import Finding, Vocabulary
from cyberveille.system_errors import reason

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


def import_certfr(
    files: Sequence[Path],
    into: Path,
    prefix: str,
    risks: Vocabulary,
    progress: Callable[[int], None] | None = None,
) -> ImportReport:
    """Import CERT-FR records (JSON, a list, JSON lines, gzip or not) under the root `into`.

    New notices are numbered by year in the order of the source's reference, after the numbers that
    the root already uses. A notice that bears a record's reference as alias keeps its identifier
    and the keys that editors add; its other keys and its text follow the source. One that editors
    wrote themselves is left alone, and so is one that they erased. A record that cannot be used is
    a finding and the rest goes on.
    `progress` is called with the number of records handled since its last call.
    """
    tally = _Tally()
    index = RiskIndex(risks)
    entries = _identified(files, tally)
    register = Register(into, prefix)
    for entry, reference in entries:
        try:
            draft = convert(decode_record(entry.data), index)
        except FieldError as error:
            tally.findings.append(_refused(entry, error, reference))
        else:
            _keep(draft, entry, register, tally)
        if progress:
            progress(1)
    return tally.report()


def _identified(files: Sequence[Path], tally: _Tally) -> list[tuple[Entry, str]]:
    """Records with their references, in the order of numbering; the later of two wins."""
    entries, findings = read_all(files)
    tally.findings.extend(findings)
    chosen: dict[str, Entry] = {}
    for entry in entries:
        try:
            reference = decode_reference(entry.data)
            parse_reference(reference)
        except FieldError as error:
            tally.findings.append(_refused(entry, error))
            continue
        if earlier := chosen.get(reference):
            tally.findings.append(
                finding(
                    earlier.path,
                    earlier.line,
                    ImportFault.DUPLICATE,
                    f"La référence {reference} revient : {entry.path}, ligne {entry.line}.",
                    "Le dernier enregistrement l’emporte.",
                )
            )
        chosen[reference] = entry
    ordered = sorted(chosen, key=lambda reference: (parse_reference(reference)[1:], reference))
    return [(chosen[reference], reference) for reference in ordered]


def _refused(entry: Entry, error: FieldError, reference: str = "") -> Finding:
    text = str(error)
    fault = ImportFault.FIELD
    if "JSON" in text:
        fault = ImportFault.JSON
    elif "référence" in text or "« reference »" in text:
        fault = ImportFault.REFERENCE
    elif "« revisions »" in text:
        fault = ImportFault.REVISIONS
    return finding(entry.path, entry.line, fault, f"{reference} : {text}" if reference else text, _BAD_RECORD)


def _keep(draft: Draft, entry: Entry, register: Register, tally: _Tally) -> None:
    """Write the draft's file if that changes anything."""
    try:
        _write(draft, entry, register, tally)
    except NumbersExhaustedError:
        tally.findings.append(
            finding(
                entry.path,
                entry.line,
                ImportFault.NUMBER,
                f"{draft.aliases[0]} : plus aucun numéro libre pour {draft.year}.",
                "Une année compte 9 999 numéros au plus.",
            )
        )
    except OSError as error:
        tally.findings.append(
            finding(
                entry.path,
                entry.line,
                ImportFault.WRITING,
                f"{draft.aliases[0]} : écriture impossible ({reason(error)}).",
                "Vérifier les droits et la place sur le disque, puis relancer l’import.",
            )
        )


def _write(draft: Draft, entry: Entry, register: Register, tally: _Tally) -> None:
    found = register.find(draft.aliases[0])
    if found is None:
        notice_id = register.allot(draft.kind, draft.year)
        text = notice_text(draft.header(notice_id), draft.body)
        write_atomically(register.path_of(draft.kind, notice_id), text)
        tally.created.append(notice_id)
    else:
        written = found.path.read_text(encoding="utf-8", errors="replace")
        if erased_by_editors(written, register.inside(found.path)):
            tally.unchanged.append(found.id)
            return
        if attribution(draft.kind, draft.aliases[0]).url not in written:
            tally.findings.append(_occupied(draft, entry, found.id))
            tally.unchanged.append(found.id)
            return
        kept = editorial_lines(written)
        draft = with_judgements(draft, written, register.inside(found.path))
        text = notice_text(draft.header(found.id), draft.body, kept)
        if text == written:
            tally.unchanged.append(found.id)
        else:
            write_atomically(found.path, text)
            tally.changed.append(found.id)
    tally.unmapped.update(draft.unmapped_risks)
    tally.findings.extend(_rejected(draft, entry))


def _occupied(draft: Draft, entry: Entry, notice_id: str) -> Finding:
    return finding(
        entry.path,
        entry.line,
        ImportFault.OCCUPIED,
        f"{draft.aliases[0]} : la notice {notice_id}, écrite ici, porte cet alias ; "
        "elle est laissée telle quelle.",
        "Retirer l’alias de cette notice pour importer aussi celle de la source.",
    )


def _rejected(draft: Draft, entry: Entry) -> list[Finding]:
    return [
        finding(
            entry.path,
            entry.line,
            ImportFault.VULNERABILITY,
            f"{draft.aliases[0]} : « {name[:60]} » n’est pas un identifiant CVE.",
            "Il est gardé dans le texte de la notice.",
        )
        for name in draft.rejected_vulnerabilities
    ]
