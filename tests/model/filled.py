"""Records with every field filled, and the same ones with one field changed: from the fields themselves."""

import typing
from collections.abc import Iterator
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from cyberveille.model import (
    AlertStatus,
    Body,
    HeaderField,
    Holds,
    IndicatorType,
    Pap,
    Role,
    SourceLocation,
    Tlp,
    fields_of,
)

PLACE = "CV-2026-{code}-{number:04d}"
NOTICES = ("CV-2026-DOC-0801", "CV-2026-DOC-0802")
"""What a record may name: to be shown beside it."""
_TEXTS = (
    "Quelques mots premiers qui ne sont que dans ce champ",
    "Quelques mots seconds qui ne sont que dans ce champ",
)
_BY_ROLE: dict[Role, tuple[str, str]] = {
    Role.NAME: ("/ancien/2026-1/", "/ancien/2026-2/"),
    Role.TRACE: ("relais-1.example.net", "relais-2.example.net"),
    Role.FILE: ("premiere-fiche.txt", "seconde-fiche.txt"),
    Role.CONTACT: ("+33 1 99 00 12 34", "+33 1 99 00 56 78"),
    Role.ADDRESS: ("https://example.org/avis/1", "https://example.org/avis/2"),
    Role.QUOTED_NAME: ("CVE-2026-11111", "CVE-2026-22222"),
    Role.TERM: ("premier-terme", "second-terme"),
    Role.NOTICE: NOTICES,
    Role.CODE: ("1.1", "2.2"),
}
_CODES = {
    "cvss": ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "CVSS:3.1/AV:L/AC:L/PR:N/UI:N/S:U/C:L/I:N/A:N"),
    "cwe": ("CWE-79", "CWE-787"),
    "period": ("2025", "2026-S1"),
    "language": ("fr", "en"),
}
_FLAGS = (False, True)
_CHOICES: dict[type[Enum], tuple[Enum, Enum]] = {
    AlertStatus: (AlertStatus.CLOSED, AlertStatus.ACTIVE),
    Tlp: (Tlp.GREEN, Tlp.AMBER),
    Pap: (Pap.GREEN, Pap.AMBER),
    IndicatorType: (IndicatorType.DOMAIN, IndicatorType.URL),
}


class Leaf(NamedTuple):
    """A value of a kind: the keys that lead to it, and what it holds."""

    keys: tuple[str, ...]
    holds: Holds


def leaves(struct: type[Struct], above: tuple[str, ...] = ()) -> Iterator[Leaf]:
    for field in fields_of(struct):
        if field.group is None:
            yield Leaf((*above, field.name), field.holds)
        else:
            for leaf in leaves(field.group, (*above, field.name)):
                where = leaf.holds.where & field.holds.where
                yield leaf._replace(holds=replace(leaf.holds, shown=where))


def filled(struct: type[Struct], changed: tuple[str, ...] = ()) -> Any:  # noqa: ANN401 - any kind
    """A record with all its fields; the one that `changed` leads to has another value.

    What withdraws a notice hides all else: it is there only when the change is in it.
    """
    hints = typing.get_type_hints(struct)
    values = {
        field.name: _value(field, hints[field.name], changed)
        for field in fields_of(struct)
        if field.name != "withdrawn" or changed[:1] == ("withdrawn",)
    }
    if "body" in hints:
        values |= {"body": Body(), "source": SourceLocation(".", "content/pages/essai.md", "empreinte")}
    return struct(**values)


def _value(field: HeaderField, hint: Any, changed: tuple[str, ...]) -> Any:  # noqa: ANN401 - a type hint, a value
    here = changed[:1] == (field.name,)
    if field.group is None:
        value = _leaf(field, hint)[here]
    else:
        value = filled(field.group, changed[1:] if here else ())
    if field.name == "revisions":
        return (filled(field.group), value) if field.group else ()
    return (value,) if field.many else value


def _leaf(field: HeaderField, hint: Any) -> tuple[Any, Any]:  # noqa: ANN401
    kinds = [part for part in _types(hint) if part is not type(None)]
    [kind] = kinds
    if issubclass(kind, Enum):
        first, second = _CHOICES.get(kind) or list(kind)[:2]
        return first, second
    if kind is bool:
        return _FLAGS
    if kind is datetime:
        return datetime(2026, 3, 1, 9, tzinfo=UTC), datetime(2026, 4, 2, 10, tzinfo=UTC)
    if kind is date:
        return date(2026, 5, 3), date(2027, 6, 4)
    return _CODES.get(field.name) or _BY_ROLE.get(field.holds.role, _TEXTS)


def _types(hint: Any) -> Iterator[type]:  # noqa: ANN401
    if parts := typing.get_args(hint):
        for part in parts:
            if part is not ...:
                yield from _types(part)
    else:
        yield hint


def named(record: Any, number: int) -> Any:  # noqa: ANN401 - any kind of notice
    """The notice under an identifier of its own."""
    return replace(record, id=PLACE.format(code=record.kind.code, number=number))
