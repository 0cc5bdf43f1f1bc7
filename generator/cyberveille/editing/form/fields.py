"""The fields of the form, one a key of a header: which widget of Decap, with which words and choices."""

from datetime import date, datetime
from typing import Any

from msgspec import Struct

from cyberveille.editing.choices import Lists
from cyberveille.expressions import expression
from cyberveille.locale import french
from cyberveille.model import Product, Role, fields_of, group_of, is_list
from cyberveille.reading.keys import Key, keys_of, scalar_type
from cyberveille.writing.notice_file import rank

Field = dict[str, Any]
MOMENT, KNOWN = "moment", "known"
"""Widgets of ours: a moment in the time of Paris, a name with those that the registry knows."""
_SUGGESTED: dict[tuple[type[Struct], str], str] = {
    (Product, "vendor"): "vendors",
    (Product, "product"): "products",
}
_BY_ROLE = {Role.PROSE: "text", Role.FILE: "file"}
_VALUES = expression(r"`[^`]+`(?:,| ou) `")
_LABEL = expression(r"(?:`true` : )?(.+?)(?: ;|,| \(| :|\.?$|\. )")


def fields_in_order(struct: type[Struct], lists: Lists, without: frozenset[str] = frozenset()) -> list[Field]:
    """Those of a header, in the order of a notice file."""
    keys = sorted((key for key in keys_of(struct) if key.name not in without), key=lambda key: rank(key.name))
    return [_field(struct, key, lists, required=key.required) for key in keys]


def label_of(key: Key) -> str:
    """What a key is called: its description up to the first detail; not where that lists its values."""
    if key.label and _VALUES.match(key.description):
        return key.label
    found = _LABEL.match(key.description)
    words = (found[1] if found else key.description).strip("` ")
    return words[:1].upper() + words[1:]


def _field(struct: type[Struct], key: Key, lists: Lists, *, required: bool) -> Field:
    label = french(label_of(key))
    field: Field = {"name": key.name, "label": label, "hint": french(key.told), "required": required}
    group = group_of(key.type)
    if group is not None and is_list(key.type):
        inner = [_field(group, item, lists, required=item.required) for item in keys_of(group)]
        summary = " · ".join(f"{{{{fields.{item['name']}}}}}" for item in inner[:2])
        listed: Field = {
            "widget": "list",
            "fields": inner,
            "summary": summary,
            "collapsed": True,
            "default": [],
        }
        return field | listed | ({"min": 1} if required else {})
    if group is not None:
        # Decap asks for what is required in a group even when the group is left empty.
        inner = [_field(group, item, lists, required=required and item.required) for item in keys_of(group)]
        return field | {"widget": "object", "collapsed": not required, "fields": inner}
    choices = lists.choices(key)
    if choices is not None:
        options = [{"value": word, "label": label or word} for word, label in choices.items()]
        chosen: Field = {"widget": "select", "options": options, "multiple": is_list(key.type)}
        # A state begins with the first there is; which term of a list is for the editor to say.
        begun = required and not key.vocabulary and not is_list(key.type)
        return field | chosen | ({"default": options[0]["value"]} if begun else {})
    widget = _widget(struct, key, required=required)
    if is_list(key.type):
        return field | {"widget": "list", "field": {"name": "value", "label": field["label"], **widget}}
    return field | widget


def _widget(struct: type[Struct], key: Key, *, required: bool) -> Field:
    kind = scalar_type(key.type)
    if kind is bool:
        return {"widget": "boolean", "required": False, "default": False}
    if kind is datetime:
        return {"widget": MOMENT, "default": "{{now}}"} if required else {"widget": MOMENT}
    if kind is date:
        return {"widget": "datetime", "date_format": "YYYY-MM-DD", "time_format": False, "default": ""}
    if kind is int:
        return {"widget": "number", "value_type": "int", "min": 0}
    if (struct, key.name) in _SUGGESTED:
        return {"widget": KNOWN, "names": _SUGGESTED[struct, key.name]}
    role = next(field.holds.role for field in fields_of(struct) if field.name == key.name)
    return {"widget": _BY_ROLE.get(role, "string")}
