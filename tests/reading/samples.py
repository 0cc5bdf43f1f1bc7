"""A notice that reads well, and what the reader says of its variations."""

from collections.abc import Iterable

from cyberveille.model import Bulletin, Finding
from cyberveille.reading import Record, read_source

PATH = "bulletins/2026/CV-2026-BUL-0001.md"
NOTICE = """---
id: CV-2026-BUL-0001
title: Passerelle DICOM exposée
tlp: CLEAR
published: 2026-10-05T10:00:00+02:00
severity: elevee
technologies: [imagerie]
products:
  - {vendor: Exemple, product: Passerelle, affected: "< 4.10", fixed: "4.10"}
vulnerabilities:
  - {cve: CVE-2026-12345, exploited: true}
action: {deadline: 2026-10-30}
references:
  - {title: Avis, url: "https://example.org/avis"}
revisions:
  - {date: 2026-10-05T10:00:00+02:00, change: Version initiale}
---
## Résumé

Un défaut dans une passerelle.

## Mesures

1. Mettre à jour.
"""
TITLE = "title: Passerelle DICOM exposée"
TITLE_LINE = 3
PUBLISHED_LINE = 5
BODY_LINE = 18


def read(text: str | bytes, path: str = PATH) -> Record:
    return read_source(path, text.encode() if isinstance(text, str) else text)


def with_title(line: str) -> str:
    """The notice with `line`, or several lines, in the place of its title."""
    return NOTICE.replace(TITLE, line)


def with_line(start: str, line: str) -> str:
    """The notice with `line` in the place of the header line that starts with `start`."""
    before, _, rest = NOTICE.partition(f"\n{start}")
    return f"{before}\n{line}\n{rest.partition(chr(10))[2]}"


def found(record: Record) -> list[tuple[int, str]]:
    """(line, rule) of each finding, in their order."""
    return [(finding.line, finding.rule) for finding in record.findings]


def only(findings: Iterable[Finding]) -> Finding:
    (finding,) = findings
    return finding


def bulletin(record: Record) -> Bulletin:
    assert isinstance(record.subject, Bulletin), record.findings
    return record.subject
