"""What `content/signalement/` says: questions, criteria, recipients, guidance, grades."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from cyberveille.model import Finding
from cyberveille.reading.places import SCHEME_FOLDER
from cyberveille.reading.yaml_files import read_entries, read_file
from cyberveille.reporting.scheme import Criterion, Grade, Guidance, Question, Recipient, Scheme

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
        data, report = read_file(root, path, root_name)
        if data is not None:
            lists[name] = read_entries(_ENTRIES[name], path, data, report)
        findings += report.sorted()
    return Scheme(**lists), tuple(findings)
