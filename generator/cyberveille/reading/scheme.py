"""What `content/signalement/` says: questions, criteria, recipients, guidance, grades."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from cyberveille.model import Finding
from cyberveille.reading.faults import Fault
from cyberveille.reading.lists import read_entries
from cyberveille.reading.report import Report
from cyberveille.reporting.scheme import Criterion, Grade, Guidance, Question, Recipient, Scheme
from cyberveille.system_errors import reason

SCHEME_FOLDER = "content/signalement"
_ENTRIES: Mapping[str, type[Struct]] = {
    "questions": Question,
    "criteria": Criterion,
    "recipients": Recipient,
    "guidance": Guidance,
    "grades": Grade,
}


def read_scheme(root: Path, root_name: str = ".") -> tuple[Scheme, tuple[Finding, ...]]:
    """The scheme of a root; a list that has no file is empty, an entry that cannot be read left out."""
    findings: list[Finding] = []
    lists: dict[str, Any] = {}
    for name, file_name in Scheme.files.items():
        path = f"{SCHEME_FOLDER}/{file_name}.yml"
        file = root / path
        if not file.is_file():
            continue
        report = Report(path if root_name == "." else f"{root_name}/{path}")
        try:
            lists[name] = read_entries(_ENTRIES[name], path, file.read_bytes(), report)
        except OSError as error:
            message = f"La liste ne peut pas être lue : {reason(error)}."
            report.add(Fault.UNREADABLE, 0, message, "Vérifiez ses droits d’accès.")
        findings += report.sorted()
    return Scheme(**lists), tuple(findings)
