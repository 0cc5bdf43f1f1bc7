"""Declarations of incidents, from what people saved (JSON) or from an export (CSV)."""

import csv
import io
import json
import re
from typing import Any

import msgspec
from msgspec import Struct

from cyberveille.expressions import expression
from cyberveille.model import Finding, Vocabularies
from cyberveille.reading.decode import decode
from cyberveille.reading.faults import Fault
from cyberveille.reading.front_matter import decode_text
from cyberveille.reading.nodes import Mapping, Node, Scalar, Sequence
from cyberveille.reading.report import Report
from cyberveille.reading.scalars import nearest
from cyberveille.reporting import Declaration, Field, Form

SIZE_LIMIT = 8 * 1024 * 1024
_SEPARATORS = expression(r"[;,|]\s*")
_YES = {"oui": "true", "vrai": "true", "1": "true", "non": "false", "faux": "false", "0": "false"}
_FLAGS = {field.value for field in Field if field.form is Form.YES_NO}
_LISTS = {field.value for field in Field if field.form is Form.MANY} | {"unknown"}
_KEYS = Declaration.__struct_fields__
_JSON_HINT = "Enregistrez-le de nouveau depuis la page de signalement, ou corrigez-le à cette ligne."


class DeclarationsRead(Struct, frozen=True):
    """The declarations that could be read, and what was found in the others."""

    declarations: tuple[Declaration, ...]
    findings: tuple[Finding, ...]


def read_declarations(path: str, data: bytes, vocabularies: Vocabularies) -> DeclarationsRead:
    """A JSON file holds one declaration or a list of them, a CSV file one a row.

    One that does not fit the published schema is a finding, and the others go on.
    """
    report = Report(path)
    if len(data) > SIZE_LIMIT:
        report.add(Fault.BODY_SIZE, 0, "Le fichier dépasse 8 Mio.", "Partagez-le en plusieurs fichiers.")
        return DeclarationsRead((), tuple(report.findings))
    text = decode_text(data, report, theirs=True)
    if text is None:
        return DeclarationsRead((), tuple(report.findings))
    rows = _rows(text, report) if path.lower().endswith(".csv") else _objects(text, report)
    found = (_declaration(values, line, lines, report, vocabularies) for values, line, lines in rows)
    return DeclarationsRead(tuple(item for item in found if item is not None), tuple(report.sorted()))


_Raw = tuple[dict[str, Any], int, dict[str, int]]
"""Values by key, the line on which they begin, the line of each key."""


def _objects(text: str, report: Report) -> list[_Raw]:
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 1
        report.add(Fault.YAML, line, "Le fichier n’est pas du JSON valide.", _JSON_HINT)
        return []
    single = isinstance(content, dict)
    found: list[_Raw] = []
    for item in [content] if single else content if isinstance(content, list) else [None]:
        if not isinstance(item, dict):
            report.add(Fault.WRONG_TYPE, 1, "Une déclaration est attendue : un objet JSON.", _JSON_HINT)
            continue
        lines = {key: _line_of(text, key) for key in item} if single else {}
        found.append((item, 1, lines))
    return found


def _line_of(text: str, key: str) -> int:
    match = re.search(re.escape(json.dumps(key, ensure_ascii=False)) + r"\s*:", text)
    return text.count("\n", 0, match.start()) + 1 if match else 1


def _rows(text: str, report: Report) -> list[_Raw]:
    header = text.partition("\n")[0]
    reader = csv.DictReader(
        io.StringIO(text), delimiter=";" if header.count(";") > header.count(",") else ","
    )
    unknown = [name for name in reader.fieldnames or () if name not in _KEYS]
    for name in unknown:
        report.add(Fault.UNKNOWN_KEY, 1, f"Colonne inconnue : « {name[:60]} ».", nearest(name[:60], _KEYS))
    if unknown:
        return []
    found: list[_Raw] = []
    try:
        for row in reader:
            if None in row:
                message = "La ligne a plus de valeurs que l’en-tête."
                report.add(Fault.WRONG_TYPE, reader.line_num, message, "Protégez par des guillemets.")
                continue
            values = {name: _cell(name, value) for name, value in row.items() if value and value.strip()}
            found.append((values, reader.line_num, {}))
    except csv.Error:
        report.add(Fault.WRONG_TYPE, reader.line_num, "La ligne n’est pas du CSV valide.", "Corrigez-la.")
    return found


def _cell(name: str, value: str) -> Any:  # noqa: ANN401 - a value of JSON
    if name in _LISTS:
        return [part for part in _SEPARATORS.split(value.strip()) if part]
    return _YES.get(value.strip().lower(), value) if name in _FLAGS else value


def _declaration(
    values: dict[str, Any], line: int, lines: dict[str, int], report: Report, vocabularies: Vocabularies
) -> Declaration | None:
    own = Report(report.path)
    nodes = {key: _node(value, lines.get(key, line)) for key, value in values.items() if value is not None}
    mapping = Mapping(nodes, {key: node.line for key, node in nodes.items()}, line)
    if not _is_text(values):
        own.add(Fault.ENCODING, line, "Un texte contient la moitié d’un signe (U+D800 à U+DFFF).", _JSON_HINT)
    read = decode(Declaration, mapping, own, line)
    declaration = None if own.refused else _valid(read, line, lines, own, vocabularies)
    report.findings += own.findings
    return declaration


def _node(value: Any, line: int) -> Node:  # noqa: ANN401 - a value of JSON
    """A value as the header of a notice would say it; what is in it has its line."""
    if isinstance(value, dict):
        entries = {key: _node(item, line) for key, item in value.items()}
        return Mapping(entries, dict.fromkeys(entries, line), line)
    if isinstance(value, list):
        return Sequence(tuple(_node(item, line) for item in value), line)
    if isinstance(value, str):
        return Scalar(value, line)
    return Scalar("" if value is None else json.dumps(value), line)


def _is_text(values: dict[str, Any]) -> bool:
    """Whether UTF-8 can write all of it: JSON's escapes can name half a sign."""
    try:
        json.dumps(values, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _valid(
    read: dict[str, Any], line: int, lines: dict[str, int], report: Report, vocabularies: Vocabularies
) -> Declaration | None:
    """The declaration, once it fits the constraints of the schema that types do not tell."""
    try:
        declaration = msgspec.convert(msgspec.to_builtins(Declaration(**read)), Declaration)
    except msgspec.ValidationError as error:
        key = str(error).rpartition("$.")[2].strip("`")
        message = f"La valeur de « {key} » ne convient pas au schéma."
        report.findings.append(
            Finding(report.path, lines.get(key, line), Fault.WRONG_VALUE.value, message, _JSON_HINT)
        )
        return None
    for field in Field:
        if field.vocabulary is None:
            continue
        vocabulary = getattr(vocabularies, field.vocabulary)
        for term in declaration.terms(field):
            if vocabulary.get(term) is None:
                message = f"« {term[:60]} » n’est pas dans la liste « {field.vocabulary} »."
                report.add(
                    Fault.WRONG_VALUE,
                    lines.get(field.value, line),
                    message,
                    nearest(term[:60], vocabulary.ids),
                )
    return None if report.refused else declaration
