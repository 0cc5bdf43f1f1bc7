"""The values of a record by what they hold: one way through the header, whoever asks."""

import functools
import types
import typing
from collections.abc import Iterator
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

import msgspec
from msgspec import Meta, Struct

from cyberveille.expressions import expression
from cyberveille.model.roles import APART, EVERY, Holds, Reading, Role, Shown

Pointer = tuple[str | int, ...]
"""The way to a value of the header: `("vulnerabilities", 2, "cve")`."""


class Held(NamedTuple):
    """A value that is there; `text` leads to the text that it is part of, itself when it stands alone."""

    at: Pointer
    value: Any
    holds: Holds
    group: Struct
    """The record or the group of keys that has it."""
    text: Pointer

    @property
    def key(self) -> str:
        return next(part for part in reversed(self.at) if isinstance(part, str))

    @property
    def forms(self) -> tuple[str, ...]:
        """The value, and the way pages write it when that is another."""
        shown = getattr(self.group, self.holds.form) if self.holds.form else self.value
        return tuple(dict.fromkeys((self.value, shown)))


class HeaderField(NamedTuple):
    """A key as the model declares it: `group` is the type of the keys within, `many` tells a list."""

    name: str
    holds: Holds
    group: type[Struct] | None
    many: bool
    required: bool = False
    description: str = ""

    @property
    def label(self) -> str:
        """What readers are told that it is: its own words for them, or how its description begins."""
        found = _BEGINNING.match(self.description)
        return self.holds.label or (found[0] if found else self.name)


class _Step(NamedTuple):
    """A field to look at; `flat` are the fields of its group, when each of these holds one value."""

    name: str
    holds: Holds
    many: bool
    within: tuple["_Step", ...]
    flat: tuple[tuple[str, Holds], ...]


_BEGINNING = expression(r"[^,;.(:]*(?<! )")
_NOTHING = (None, "", ())


def held(
    record: Struct,
    roles: frozenset[Role] = EVERY,
    *,
    vocabulary: str = "",
    shown: Shown = Shown.NOWHERE,
) -> Iterator[Held]:
    """Each value of the record with one of the roles, in the order declared; absent and empty ones are not.

    Of a list, each item. With `vocabulary`, only the terms of that controlled list; with `shown`, only what
    an edition tells there. Raises TypeError for a field that does not say what it holds.
    """
    return _walk(record, _plan(type(record), roles, vocabulary, shown), (), None)


@functools.cache
def fields_of(struct: type[Struct]) -> tuple[HeaderField, ...]:
    """The header keys of a Struct, in the order declared. Raises TypeError for one without a role."""
    hints = typing.get_type_hints(struct, include_extras=True)
    return tuple(
        _field(struct, field.name, hints[field.name], required=field.required)
        for field in msgspec.structs.fields(struct)
        if any(isinstance(extra, Meta) for extra in getattr(hints[field.name], "__metadata__", ()))
    )


def group_of(hint: Any) -> type[Struct] | None:  # noqa: ANN401 - a type hint
    """The Struct that a key holds, or a list of which it holds; None for a scalar."""
    if get_origin(hint) in {Annotated, tuple}:
        return group_of(get_args(hint)[0])
    if get_origin(hint) in {Union, types.UnionType}:
        return next((found for part in get_args(hint) if (found := group_of(part))), None)
    return hint if isinstance(hint, type) and issubclass(hint, Struct) else None


def is_list(hint: Any) -> bool:  # noqa: ANN401 - a type hint
    """Whether a key holds a list."""
    if get_origin(hint) in {Annotated, Union, types.UnionType}:
        return any(map(is_list, get_args(hint)))
    return get_origin(hint) is tuple


def _field(struct: type[Struct], name: str, hint: Any, *, required: bool) -> HeaderField:  # noqa: ANN401
    group = group_of(hint)
    holds = next((extra for extra in hint.__metadata__ if isinstance(extra, Holds)), APART if group else None)
    if holds is None:
        raise TypeError(f"{struct.__name__}.{name} does not say what it holds: add Holds(Role.…)")
    if (holds.role is Role.GROUP) != (group is not None):
        raise TypeError(f"{struct.__name__}.{name}: the role of a group belongs to a group of keys alone")
    description = next(
        (extra.description or "" for extra in hint.__metadata__ if isinstance(extra, Meta)), ""
    )
    return HeaderField(name, holds, group, is_list(hint), required, description)


@functools.cache
def _plan(struct: type[Struct], roles: frozenset[Role], vocabulary: str, shown: Shown) -> tuple[_Step, ...]:
    """The fields to look at, without those that cannot hold what is asked."""
    steps = []
    for name, holds, group, many, *_ in fields_of(struct):
        if group is not None:
            if shown in holds.where and (within := _plan(group, roles, vocabulary, shown)):
                simple = not any(step.many or step.within for step in within)
                flat = tuple((step.name, step.holds) for step in within) if simple else ()
                steps.append(_Step(name, holds, many, within, flat))
        elif holds.role in roles and vocabulary in {"", holds.vocabulary} and shown in holds.where:
            steps.append(_Step(name, holds, many, (), ()))
    return tuple(steps)


def _walk(record: Struct, plan: tuple[_Step, ...], start: Pointer, text: Pointer | None) -> Iterator[Held]:
    for name, holds, many, within, flat in plan:
        value = getattr(record, name)
        if not value and value in _NOTHING:
            continue
        at = (*start, name)
        whole = at if holds.reading is Reading.WHOLE else text
        for number, item in enumerate(value if many else (value,)):
            if flat:
                # Most of a header: written out, since the notices of an archive hold hundreds of groups.
                for key, inner in flat:
                    found = getattr(item, key)
                    if found or found not in _NOTHING:
                        place = (*at, number) if many else at
                        line = place if holds.reading is Reading.ITEM else whole
                        yield Held((*place, key), found, inner, item, line or (*place, key))
            else:
                place = (*at, number) if many else at
                if within:
                    line = place if holds.reading is Reading.ITEM else whole
                    yield from _walk(item, within, place, line)
                else:
                    yield Held(place, item, holds, record, whole or place)
