"""What `content/signalement/` says: questions, criteria, recipients, guidance, grades."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from cyberveille.model import Finding
from cyberveille.model.country import is_abroad
from cyberveille.reading.places import SCHEME_FOLDER
from cyberveille.reading.report import Report
from cyberveille.reading.supplied_nodes import SCHEME, supplied_file, supplied_nodes
from cyberveille.reading.yaml_files import read_entries, read_file
from cyberveille.reporting.scheme import Criterion, Grade, Guidance, Question, Recipient, Scheme

_ENTRIES: Mapping[str, type[Struct]] = {
    "questions": Question,
    "criteria": Criterion,
    "recipients": Recipient,
    "guidance": Guidance,
    "grades": Grade,
}


def read_scheme(
    root: Path, root_name: str = ".", *, over: bool = False
) -> tuple[Scheme, tuple[Finding, ...]]:
    """The scheme of a root; a list that has no file is empty, an entry that cannot be read left out.

    With `over`, it is laid over that of the program: an entry says only what differs from its own.
    """
    return scheme_of(lambda name: read_file(root, f"{SCHEME_FOLDER}/{name}.yml", root_name), over=over)


def scheme_of(
    read: Callable[[str], tuple[bytes | None, Report]], *, over: bool = False
) -> tuple[Scheme, tuple[Finding, ...]]:
    """The scheme that files make, each read by its name without ending."""
    findings: list[Finding] = []
    lists: dict[str, Any] = {}
    for name, file_name in Scheme.files.items():
        data, report = read(file_name)
        if data is not None:
            # Lines of the rule of gravity have no identifier of their own: a portal's replace them all.
            supplied = supplied_nodes(SCHEME, file_name) if over and name in Scheme.by_id else {}
            path = f"{SCHEME_FOLDER}/{file_name}.yml"
            lists[name] = read_entries(_ENTRIES[name], path, data, report, supplied)
        findings += report.sorted()
    return Scheme(**lists), tuple(findings)


@cache
def supplied_scheme() -> Scheme:
    """The questions, criteria, recipients, guidance and grades that the program brings."""
    return scheme_of(lambda name: (supplied_file(SCHEME, name), Report(name)))[0]


NATIONAL = ("cellule", "fssi", "ars", "corruss", "ansm", "anssi", "cnil", "police")
"""The recipients of the program's scheme that are institutions of France, or reached through one."""


def foreign_recipients(country: str, own: Scheme) -> tuple[str, ...]:
    """Those of the program's scheme that a portal under the rules of `country` still names, by identifier.

    `own` is what its files say: an entry of theirs takes the place of the program's, or takes it away.
    """
    said = {recipient.id for recipient in own.recipients}
    return tuple(name for name in NATIONAL if name not in said) if is_abroad(country) else ()
