"""The keys that a Struct of the model declares: the fields that carry a `Meta(description=…)`."""

import functools
import types
import typing
from typing import Annotated, Any, Union, get_args, get_origin

import msgspec
from msgspec import Meta, Struct

from cyberveille.model import Holds


class Key(Struct, frozen=True):
    """A header key as the model declares it: what the reference of the format prints."""

    name: str
    type: Any
    required: bool
    description: str
    example: str | None = None
    formerly: str = ""
    vocabulary: str = ""
    """The controlled list of which it holds a term."""
    label: str = ""
    """What readers call it, where the description does not begin so."""

    @property
    def told(self) -> str:
        """What it is for, with an example where there is one."""
        return f"{self.description} Exemple : {self.example}" if self.example else self.description


@functools.cache
def keys_of(struct: type[Struct]) -> tuple[Key, ...]:
    """The header keys of a Struct, in the order declared."""
    hints = typing.get_type_hints(struct, include_extras=True)
    keys: list[Key] = []
    for field in msgspec.structs.fields(struct):
        hint = hints[field.name]
        if get_origin(hint) is not Annotated:
            continue
        inner, meta, *others = get_args(hint)
        if isinstance(meta, Meta):
            example = str(meta.examples[0]) if meta.examples else None
            holds = next((item for item in others if isinstance(item, Holds)), None)
            keys.append(
                Key(
                    field.name,
                    inner,
                    field.required,
                    meta.description or "",
                    example,
                    holds.formerly if holds else "",
                    holds.vocabulary if holds else "",
                    holds.label if holds else "",
                )
            )
    return tuple(keys)


def scalar_type(hint: Any) -> Any:  # noqa: ANN401 - a type hint
    """What one value of a key is read as: its list and its lack apart."""
    origin = get_origin(hint)
    if origin in {Union, types.UnionType}:
        return scalar_type(next(part for part in get_args(hint) if part is not type(None)))
    return scalar_type(get_args(hint)[0]) if origin is tuple else hint
