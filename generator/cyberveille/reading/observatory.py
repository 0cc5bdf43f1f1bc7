"""Incident figures, from `content/observatoire/`."""

import csv
import io
from pathlib import Path

from cyberveille.expressions import expression
from cyberveille.model import Finding, Vocabularies
from cyberveille.observatory import COLUMNS, DataSet, IncidentTable, NationalYear, Observatory
from cyberveille.reading.faults import Fault
from cyberveille.reading.front_matter import decode_text
from cyberveille.reading.places import NATIONAL_FILE, OBSERVATORY_FOLDER, SETS_FILE
from cyberveille.reading.report import Report
from cyberveille.reading.scalars import nearest
from cyberveille.reading.yaml_files import read_entries, read_file
from cyberveille.reporting import Figure

_PERIOD = expression(r"[0-9]{4}-(0[1-9]|1[0-2])")
_FILE = expression(r"[a-z0-9][a-z0-9-]*\.csv")
_LISTS = (("structure", "structures"), ("origin", "origines"), ("impact", "impacts"))


def read_observatory(
    root: Path, vocabularies: Vocabularies, root_name: str = "."
) -> tuple[Observatory, tuple[Finding, ...]]:
    """The figures of a root; a row that cannot be read is left out, with a finding."""
    findings: list[Finding] = []
    data, report = read_file(root, NATIONAL_FILE, root_name)
    national = read_entries(NationalYear, NATIONAL_FILE, data, report) if data is not None else ()
    findings += report.findings
    data, sets = read_file(root, SETS_FILE, root_name)
    listed = read_entries(DataSet, SETS_FILE, data, sets) if data is not None else ()
    tables: list[IncidentTable] = []
    for item in listed:
        if any(other.year == item.year for other in tables):
            message = f"L’année {item.year} figure deux fois."
            sets.add(Fault.DUPLICATE_KEY, 0, message, "Réunissez les deux fichiers.")
            continue
        data, report = (
            read_file(root, f"{OBSERVATORY_FOLDER}/{item.file}", root_name)
            if _FILE.fullmatch(item.file)
            else (None, sets)
        )
        if data is None:
            message = f"Le fichier « {item.file} » n’est pas dans {OBSERVATORY_FOLDER}/."
            sets.add(Fault.UNREADABLE, 0, message, "Nommez un fichier .csv de ce dossier.")
            continue
        tables.append(IncidentTable(data_set=item, rows=_rows(item, data, report, vocabularies)))
        findings += report.findings
    findings += sets.findings
    return (
        Observatory(
            national=tuple(sorted(national, key=lambda item: item.year)),
            tables=tuple(sorted(tables, key=lambda item: item.year)),
        ),
        tuple(sorted(findings)),
    )


def _rows(item: DataSet, data: bytes, report: Report, vocabularies: Vocabularies) -> tuple[Figure, ...]:
    text = decode_text(data, report)
    reader = csv.DictReader(io.StringIO(text or ""))
    if text is not None and tuple(reader.fieldnames or ()) != COLUMNS:
        message = f"La première ligne doit être : {','.join(COLUMNS)}."
        report.add(Fault.WRONG_TYPE, 1, message, "« cyberveille incidents --figures » l’écrit ainsi.")
        return ()
    rows: dict[tuple[str, ...], Figure] = {}
    for row in reader:
        line = reader.line_num
        figure = _figure(row, line, item.year, report, vocabularies)
        if figure is None:
            continue
        key = (figure.period, figure.structure, figure.origin, figure.impact)
        if key in rows:
            report.add(Fault.DUPLICATE_KEY, line, "Cette combinaison a déjà une ligne.", "Additionnez-les.")
        else:
            rows[key] = figure
    return tuple(sorted(rows.values()))


def _figure(
    row: dict[str, str], line: int, year: int, report: Report, vocabularies: Vocabularies
) -> Figure | None:
    before = len(report.findings)
    if None in row or None in row.values():
        message = f"La ligne doit avoir {len(COLUMNS)} valeurs."
        report.add(Fault.WRONG_TYPE, line, message, "Complétez-la, ou retirez ce qui dépasse.")
        return None
    if not _PERIOD.fullmatch(row["period"]) or not row["period"].startswith(str(year)):
        message = f"« {row['period'][:20]} » n’est pas un mois de {year}."
        report.add(Fault.DATE, line, message, f"Écrivez par exemple {year}-03.")
    for column, name in _LISTS:
        term, vocabulary = row[column], getattr(vocabularies, name)
        if vocabulary.get(term) is None:
            message = f"« {term[:60]} » n’est pas dans la liste « {name} »."
            report.add(Fault.WRONG_VALUE, line, message, nearest(term[:60], vocabulary.ids))
    if not row["count"].isascii() or not row["count"].isdigit() or len(row["count"]) > 7:  # noqa: PLR2004
        message = f"« {row['count'][:20]} » n’est pas un nombre d’incidents."
        report.add(Fault.WRONG_VALUE, line, message, "Écrivez un nombre entier, sans espace.")
    if len(report.findings) > before:
        return None
    return Figure(row["period"], row["structure"], row["origin"], row["impact"], int(row["count"]))
