"""JSON Schemas (2020-12) of headers and YAML files, from the declarations that `check` reads.

Values are taken as YAML 1.2 types them, and every form that the reader takes is taken: a version may be a
number, `draft: "true"` is true, an optional key may be empty. What only a rule can tell is left to `check`.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any

from msgspec import Struct

from cyberveille.editing.choices import Lists
from cyberveille.editing.patterns import DAY, MOMENT, TIME
from cyberveille.locale import french
from cyberveille.model import Kind, Notice, Term, group_of, is_list, neutral_values
from cyberveille.reading.described import Described
from cyberveille.reading.keys import Key, keys_of, scalar_type

SCHEMA_ENDING = ".schema.json"
Schema = dict[str, Any]
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_NOTHING: tuple[Any, ...] = (None, "")
_EMPTY: Schema = {"enum": [None, "", [], {}]}
_OR_NOTHING = {kind: {"type": [kind, "null", "string"], "maxLength": 0} for kind in ("array", "object")}
_TEXT = ["string", "number", "boolean"]
_DATED = {
    datetime: (MOMENT, "Une date, une heure et leur fuseau : 2026-11-23T09:30:00+01:00."),
    date: (DAY, "Un jour qui existe : 2026-11-30."),
    time: (TIME, "Une heure : 09:00."),
}
"""Patterns, and what an editor is told where one is not met."""
_YES, _NO = (True, "true"), (False, "false")


def schema_of(described: Described, lists: Lists) -> Schema:
    """The schema of one sort of file."""
    record = described.record
    told = _group(record, lists)
    del told["required"]
    if described.kind is not None:
        named = french(f"Un identifiant comme {lists.prefix}-2026-{described.kind.code}-0042.")
        pattern = id_pattern(described.kind, lists.prefix)
        told["properties"]["id"] |= {"pattern": pattern, "patternErrorMessage": named}
    told |= _needed(record, lists)
    if described.listed:
        told = {"type": "array", "items": told}
    return {"$schema": _DIALECT, "title": described.title, **told}


def id_pattern(kind: Kind, prefix: str) -> str:
    """The form of the identifiers of a kind, as the rule `id-form` has it."""
    return f"^{prefix}-[12][0-9]{{3}}-{kind.code}-[0-9]{{4}}$"


def _needed(record: type[Struct], lists: Lists) -> Schema:
    """The keys that must be there."""
    required = _required(record)
    if issubclass(record, Notice):
        return _unless_erased(record)
    if record is Term and lists.completed:
        supplied = {"required": ["id"], "properties": {"id": {"enum": lists.completed}}}
        return {"if": supplied, "then": {"required": ["id"]}, "else": {"required": required}}
    return {"required": required}


def _unless_erased(record: type[Notice]) -> Schema:
    """What an erased notice need not give, every other one must."""
    required = _required(record)
    spared = neutral_values(record).keys()
    erased = {"type": "object", "required": ["erase"], "properties": {"erase": {"enum": [*_YES]}}}
    return {
        "if": {"required": ["withdrawn"], "properties": {"withdrawn": erased}},
        "then": {"required": [key for key in required if key not in spared]},
        "else": {"required": required},
    }


def _required(struct: type[Struct]) -> list[str]:
    return [key.name for key in keys_of(struct) if key.required]


def _group(struct: type[Struct], lists: Lists) -> Schema:
    """A group of keys of which the required ones are there."""
    keys = keys_of(struct)
    properties = {key.name: _property(key, lists, required=key.required) for key in keys}
    both = []
    for key in keys:
        if key.formerly:
            hint = french(f"Cette clé s’appelle maintenant « {key.name} ».")
            old = {"deprecated": True, "deprecationMessage": hint}
            properties[key.formerly] = properties[key.name] | old
            both.append({"required": [key.formerly, key.name]})
    told: Schema = {
        "type": "object",
        "additionalProperties": False,
        "required": _required(struct),
        "properties": properties,
    }
    return told | ({"not": {"anyOf": both}} if both else {})


def _property(key: Key, lists: Lists, *, required: bool) -> Schema:
    told: Schema = {"description": french(key.told)}
    group = group_of(key.type)
    if is_list(key.type):
        item = _group(group, lists) if group else _scalar(key, lists, required=True)
        told |= {"type": "array", "minItems": 1} if required else _OR_NOTHING["array"]
        told["items"] = item
    elif group is not None:
        told |= _group(group, lists) if required else _optional(group, lists)
    else:
        told |= _scalar(key, lists, required=required)
    return told


def _optional(struct: type[Struct], lists: Lists) -> Schema:
    """A group that counts as absent while all its keys are empty, as forms in browsers leave it."""
    told = _group(struct, lists)
    required = told.pop("required")
    for key in keys_of(struct):
        if key.required:
            told["properties"][key.name] = _property(key, lists, required=False)
    told |= _OR_NOTHING["object"]
    if required:
        filled = {"required": required, "properties": {name: {"not": _EMPTY} for name in required}}
        told |= {"if": {"additionalProperties": _EMPTY}, "else": filled}
    return told


def _scalar(key: Key, lists: Lists, *, required: bool) -> Schema:
    choices = lists.choices(key)
    if choices is not None:
        return _choice(choices, required=required)
    hint = scalar_type(key.type)
    return _SCALARS.get(hint, _text)(hint, required)


def _text(_hint: object, required: bool) -> Schema:
    return {"type": _TEXT, "minLength": 1} if required else {"type": [*_TEXT, "null"]}


def _flag(_hint: object, required: bool) -> Schema:
    return {"enum": [*_YES, *_NO, *(() if required else _NOTHING)]}


def _number(_hint: object, required: bool) -> Schema:
    digits = "^[0-9]+$" if required else "^[0-9]*$"
    return {"type": ["integer", "string", *(() if required else ("null",))], "minimum": 0, "pattern": digits}


def _dated(hint: Any, required: bool) -> Schema:  # noqa: ANN401 - a type hint
    form, told = _DATED[hint]
    pattern = f"^{form}$" if required else f"^(?:{form})?$"
    kind = "string" if required else ["string", "null"]
    return {"type": kind, "pattern": pattern, "patternErrorMessage": french(told)}


_SCALARS: Mapping[Any, Callable[[Any, bool], Schema]] = {
    bool: _flag,
    int: _number,
    **dict.fromkeys(_DATED, _dated),
}


def _choice(choices: Mapping[str, str], *, required: bool) -> Schema:
    """One of several words, each with its label."""
    told: Schema = {"enum": [*choices, *(() if required else _NOTHING)]}
    return told | {"enumDescriptions": list(choices.values())} if any(choices.values()) else told
