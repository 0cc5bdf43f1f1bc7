"""Any value of a type of the model, from the type itself: a field added tomorrow is tried too."""

import types
import typing
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from enum import Enum
from typing import Annotated, Any, Union, get_args, get_origin

import msgspec
from hypothesis import strategies as st
from msgspec import Struct

from cyberveille.model import Configuration, FileFacts, Finding, Headline, Vocabularies
from cyberveille.reading import Subject

ROOTS = (*get_args(Subject), Configuration, FileFacts, Finding, Headline, Vocabularies)
# The reader refuses other years, and gives every instant in UTC.
FIRST, LAST = datetime(1970, 1, 2), datetime(2199, 12, 30)  # noqa: DTZ001 - bounds of a strategy
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(max_size=20),
    int: st.integers(-(2**53), 2**53),
    bool: st.booleans(),
    bytes: st.binary(max_size=20),
    time: st.times().map(lambda moment: moment.replace(second=0, microsecond=0)),
    date: st.dates(FIRST.date(), LAST.date()),
    datetime: st.datetimes(FIRST, LAST, timezones=st.just(UTC)),
}


def hints_of(struct: type[Struct]) -> dict[str, Any]:
    """The type of each field."""
    hints = typing.get_type_hints(struct)
    return {field.name: hints[field.name] for field in msgspec.structs.fields(struct)}


def parts_of(hint: Any) -> Iterator[Any]:  # noqa: ANN401 - a type hint
    """The hint and whatever it is made of, down to the types themselves."""
    yield hint
    for part in get_args(hint):
        yield from parts_of(part)


def structs() -> tuple[type[Struct], ...]:
    """Every Struct of the model that a value may hold, however deep."""
    found: dict[type[Struct], None] = {}
    waiting: list[type[Struct]] = list(ROOTS)
    while waiting:
        struct = waiting.pop()
        if struct in found:
            continue
        found[struct] = None
        for hint in hints_of(struct).values():
            waiting += [
                part for part in parts_of(hint) if isinstance(part, type) and issubclass(part, Struct)
            ]
    return tuple(sorted(found, key=lambda struct: struct.__name__))


def any_value(hint: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401 - a type hint
    """A strategy for values of that type."""
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return any_value(parts[0])
    if origin in {Union, types.UnionType}:
        return st.one_of(*(st.none() if part is type(None) else any_value(part) for part in parts))
    if origin is tuple:
        return st.lists(any_value(parts[0]), max_size=2).map(tuple)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(hint)
    if isinstance(hint, type) and issubclass(hint, Struct):
        return st.builds(hint, **{name: any_value(part) for name, part in hints_of(hint).items()})
    return PLAIN[hint]
