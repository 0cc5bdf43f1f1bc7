"""What is left of a notice that should never have been published: that it stood here, since when, and why."""

import functools
import types
import typing
from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import Enum
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

import msgspec
from msgspec import Struct

from cyberveille.model.body import Body
from cyberveille.model.holding import fields_of
from cyberveille.model.notice import Notice
from cyberveille.model.written import Written

KEPT_KEYS = ("id", "tlp", "pap", "draft", "published", "redirect_from", "withdrawn")
"""The header keys that an erased notice still shows; its source needs the required ones alone."""

_TITLE = "Notice effacée"
_EMPTY: Mapping[Any, Any] = {
    str: "",
    bool: False,
    int: 0,
    date: date.min,
    datetime: datetime.min.replace(tzinfo=UTC),
}
AnyRecord = TypeVar("AnyRecord", bound=Written)


@functools.cache
def neutral_values(kind: type[Notice]) -> dict[str, Any]:
    """What stands for the required keys that an erased notice of a kind no longer gives."""
    return _nothing_in(kind) | {"title": _TITLE}


def _nothing_in(struct: type[Struct]) -> dict[str, Any]:
    hints = typing.get_type_hints(struct)
    declared = {field.name for field in fields_of(struct)}
    return {
        field.name: _nothing(hints[field.name])
        for field in msgspec.structs.fields(struct)
        if field.required and field.name in declared and field.name not in KEPT_KEYS
    }


def _nothing(hint: Any) -> Any:  # noqa: ANN401 - a type hint, a value of that type
    """The least that a key of some type can hold; of a state, the last one."""
    origin = get_origin(hint)
    if origin is Annotated:
        return _nothing(get_args(hint)[0])
    if origin in {Union, types.UnionType}:
        return None if type(None) in get_args(hint) else _nothing(get_args(hint)[0])
    if origin is tuple:
        return ()
    if issubclass(hint, Enum):
        return list(hint)[-1]
    return hint(**_nothing_in(hint)) if issubclass(hint, Struct) else _EMPTY[hint]


def erased(record: AnyRecord) -> AnyRecord:
    """A notice as any edition may know it: one to be erased is stripped of all that it says.

    Made anew from what may stay, so that a field added to a kind later is left out as well. The title names
    the notice by its identifier: it is what lists, feeds and links print. A page is never erased.
    """
    if not record.erased:
        return record
    kept = {name: getattr(record, name) for name in (*KEPT_KEYS, "source")}
    kind: Any = type(record)
    made: AnyRecord = kind(
        **neutral_values(kind) | kept | {"title": f"{_TITLE} ({kept['id']})", "body": Body()}
    )
    return made
