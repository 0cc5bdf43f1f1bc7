"""The published shape of each record: what version 1 declares of it, completed by what its fields add."""

import typing
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from enum import Enum
from functools import cache, reduce
from operator import or_
from typing import Annotated, Any, Literal, get_args

import msgspec
from msgspec import Meta, Struct

from cyberveille import model
from cyberveille.model import RECORDS, Field, Notice, Role, Shown, fields_of, group_of, unsaid
from cyberveille.publishing.exports import notice_format as fmt

DECLARED: Mapping[type[Notice], type[fmt.NoticeFormat]] = {
    Notice: fmt.NoticeFormat,
    model.Bulletin: fmt.BulletinFormat,
    model.Alert: fmt.AlertFormat,
    model.Paper: fmt.PaperFormat,
    model.Document: fmt.DocumentFormat,
    model.Rex: fmt.RexFormat,
    model.MinistryAction: fmt.ActionFormat,
}
"""What version 1 promises of a record, and of those that are made from it."""
_KEYS: Mapping[tuple[type[Struct], str], str] = {(model.Withdrawal, "erase"): "erased"}
"""The keys of version 1 that are not called as their fields are."""
_ALWAYS = frozenset({"title", "summary"})
"""The keys of version 1 that are texts, empty or not, in an erased notice too."""


_MOMENTS: Mapping[type, Any] = {datetime: fmt.Time, date: fmt.Day}


class _Group(Struct, frozen=True):
    """A group of keys of which version 1 says nothing."""


def shape_of(record: type[Notice]) -> type[Struct]:
    """The shape of a kind's JSON, with every key that its fields add to what is declared."""
    return _completed(record, declared_for(record), str(record.__struct_config__.tag))


def declared_for(record: type[Notice]) -> type[fmt.NoticeFormat]:
    return next(DECLARED[base] for base in record.__mro__ if base in DECLARED)


def every_shape() -> Any:  # noqa: ANN401 - a union of types
    return reduce(or_, map(shape_of, RECORDS.values()))


def told_by(struct: type[Struct]) -> dict[str, Field]:
    """The fields that JSON tells, by key."""
    return {
        key_of(struct, field.name): field for field in fields_of(struct) if Shown.JSON in field.holds.where
    }


def key_of(struct: type[Struct], name: str) -> str:
    return next((_KEYS[base, name] for base in struct.__mro__ if (base, name) in _KEYS), name)


def encoded(shape: type[Struct]) -> dict[str, Any]:
    """The keys of a shape in their order, each with its type."""
    hints = typing.get_type_hints(shape, include_extras=True)
    return {field.encode_name: hints[field.name] for field in msgspec.structs.fields(shape)}


def group_in(shape: type[Struct], key: str, group: type[Struct]) -> type[Struct]:
    """What version 1 declares of the groups that a key holds."""
    return group_of(encoded(shape).get(key)) or _declared_groups().get(group, _Group)


@cache
def _declared_groups() -> Mapping[type[Struct], type[Struct]]:
    """What version 1 declares of each group, wherever it stands."""
    waiting: list[tuple[type[Struct], type[Struct]]] = list(DECLARED.items())
    found: dict[type[Struct], type[Struct]] = {}
    for struct, shape in waiting:
        known = encoded(shape)
        for key, field in told_by(struct).items():
            inner = group_of(known.get(key))
            if field.group and inner and field.group not in found:
                found[field.group] = inner
                waiting.append((field.group, inner))
    return found


@cache
def nulls_of(record: type[Notice]) -> frozenset[str]:
    """The keys that are null in an erased notice, and in no other."""
    empty = {name for name, value in unsaid(record).items() if value != ()}
    return frozenset(key_of(record, name) for name in empty - _ALWAYS)


@cache
def _completed(struct: type[Struct], shape: type[Struct], tag: str = "") -> type[Struct]:
    known = encoded(shape)
    hints = typing.get_type_hints(struct, include_extras=True)
    added: list[tuple[str, Any]] = []
    for key, field in told_by(struct).items():
        if key not in known:
            added.append((key, _described(_type(struct, field, hints[field.name]), hints[field.name])))
        elif field.group and (inner := group_of(known[key])):
            done = _completed(field.group, inner)
            added += [(key, _replaced(known[key], inner, done))] if done is not inner else []
    if not added and tag in {"", shape.__struct_config__.tag}:
        return shape
    return msgspec.defstruct(
        f"{struct.__name__}Format" if tag else struct.__name__,
        added,
        bases=(shape,),
        module=struct.__module__,
        frozen=True,
        kw_only=True,
        tag=tag or None,
    )


def _type(struct: type[Struct], field: Field, hint: Any) -> Any:  # noqa: ANN401 - type hints
    """What a field that version 1 does not know is in JSON."""
    one: Any = _one(field, hint)
    if field.many:
        return tuple[one, ...]
    spared = issubclass(struct, Notice) and field.name in nulls_of(struct)
    return one | None if spared or type(None) in get_args(get_args(hint)[0]) else one


def _one(field: Field, hint: Any) -> Any:  # noqa: ANN401 - type hints
    if field.group is not None:
        return _completed(field.group, _declared_groups().get(field.group, _Group))
    if field.holds.role is Role.TERM:
        return fmt.NamedTerm
    if field.holds.role is Role.NOTICE:
        return fmt.Related
    kind = next(item for item in _types(hint) if item is not type(None))
    if issubclass(kind, Enum):
        return Literal[tuple(member.value for member in kind)]
    return _MOMENTS.get(kind, kind)


def _types(hint: Any) -> Iterator[type]:  # noqa: ANN401 - a type hint
    if parts := get_args(hint):
        for part in parts:
            if isinstance(part, type) or get_args(part):
                yield from _types(part)
    else:
        yield hint


def _described(made: Any, hint: Any) -> Any:  # noqa: ANN401 - type hints
    """With what the field says of itself."""
    words = next(extra.description for extra in hint.__metadata__ if isinstance(extra, Meta))
    return Annotated[made, Meta(description=words)]


def _replaced(hint: Any, old: type[Struct], new: type[Struct]) -> Any:  # noqa: ANN401 - type hints
    if hint is old:
        return new
    if metadata := getattr(hint, "__metadata__", ()):
        return Annotated[(_replaced(get_args(hint)[0], old, new), *metadata)]
    parts = tuple(_replaced(part, old, new) for part in get_args(hint))
    if typing.get_origin(hint) is tuple:
        return tuple.__class_getitem__(parts)
    return reduce(or_, parts) if parts else hint
