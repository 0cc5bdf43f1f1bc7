"""Header keys that have another name now: still read, each with a warning that says the new one."""

import functools
from typing import TypeVar

from msgspec import Struct

from cyberveille.model import Gravity
from cyberveille.reading.faults import Fault
from cyberveille.reading.keys import keys_of
from cyberveille.reading.nodes import Mapping, Node
from cyberveille.reading.report import Report

_Said = TypeVar("_Said")


@functools.cache
def present_names(struct: type[Struct]) -> dict[str, str]:
    """The present name of each key that had another one, by the former; as the fields declare."""
    return {key.formerly: key.name for key in keys_of(struct) if key.formerly}


def with_present_keys(struct: type[Struct], header: Node | None, report: Report) -> Node | None:
    """The header under the names that the model knows, each value on its own line.

    A notice that has both names has said the same thing twice: an error, and the present name is read.
    """
    renamed = present_names(struct)
    if not isinstance(header, Mapping) or header.key_lines.keys().isdisjoint(renamed):
        return header
    both = {former for former in renamed if {former, renamed[former]} <= header.key_lines.keys()}
    for former in renamed.keys() & header.key_lines.keys():
        _tell(former, renamed[former], header, report)

    def named(by_key: dict[str, _Said]) -> dict[str, _Said]:
        return {renamed.get(key, key): value for key, value in by_key.items() if key not in both}

    return Mapping(named(header.entries), named(header.key_lines), header.line)


def _tell(former: str, present: str, header: Mapping, report: Report) -> None:
    line = header.key_lines[former]
    if present in header.key_lines:
        report.add(
            Fault.DUPLICATE_KEY,
            line,
            f"« {former} » est l’ancien nom de « {present} », qui figure ligne {header.key_lines[present]}.",
            f"Réunissez les deux sous « {present} ».",
        )
    else:
        report.add(
            Fault.FORMER_KEY,
            line,
            f"La clé « {former} » s’appelle maintenant « {present} ».",
            f"Écrivez « {present} » à la place de « {former} » ; la valeur ne change pas.",
            Gravity.WARNING,
        )
