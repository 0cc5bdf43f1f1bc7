"""What two readings of one notice say differently, key by key, for people."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from enum import Enum

from msgspec import Struct

from cyberveille.importing.merging import by_name, called, short
from cyberveille.locale import date_fr, datetime_fr

_LENGTH = 100
_NOTHING = "rien"


def differences(before: Mapping[str, object], after: Mapping[str, object]) -> tuple[str, ...]:
    """A line for each value that is another, in the order of the keys of `after`; French sentences."""
    found: list[str] = []
    for key in dict.fromkeys((*before, *after)):
        was, now = before.get(key), after.get(key)
        if was != now:
            found += _of(key, was, now)
    return tuple(found)


def _of(key: str, was: object, now: object) -> Iterator[str]:
    if isinstance(was or now, tuple):
        yield from _of_lists(key, _items(was), _items(now))
    elif isinstance(was or now, Struct):
        yield from _of_fields(key, was, now)
    else:
        yield f"{key} : {_said(was)} → {_said(now)}"


def _items(value: object) -> Sequence[object]:
    return value if isinstance(value, tuple) else ()


def _of_lists(key: str, was: Sequence[object], now: Sequence[object]) -> Iterator[str]:
    before, after = by_name(was), by_name(now)
    for name, item in after.items():
        if name not in before:
            yield f"{key} : {called(item)} en plus{_told(item)}"
        elif item != before[name]:
            yield from _of_groups(key, before[name], item)
    for name, item in before.items():
        if name not in after:
            yield f"{key} : {called(item)} en moins{_told(item)}"


def _of_groups(key: str, was: object, now: object) -> Iterator[str]:
    if not isinstance(now, Struct):
        yield f"{key} : {_said(was)} → {_said(now)}"
        return
    yield from _of_fields(f"{key}, {called(now)}", was, now)


def _of_fields(named: str, was: object, now: object) -> Iterator[str]:
    """Those of a group of keys, which may be missing before or after."""
    fields = getattr(was or now, "__struct_fields__", ())
    for field in fields:
        one, other = getattr(was, field, None), getattr(now, field, None)
        if one != other:
            yield f"{named}, {field} : {_said(one)} → {_said(other)}"


def _told(item: object) -> str:
    """What a group of keys says besides its name."""
    fixed = getattr(item, "fixed", None)
    found = (
        getattr(item, "affected", None),
        f"corrigé en {fixed}" if fixed else None,
        getattr(item, "cvss", None),
        getattr(item, "cwe", None),
        "exploitée" if getattr(item, "exploited", False) else None,
    )
    said = ", ".join(one for one in found if one)
    return f" ({said})" if said else ""


def _said(value: object) -> str:
    if value in (None, "", (), False):
        return _NOTHING
    told = _told_apart(value)
    if told is not None:
        return told
    return f"« {short(value, _LENGTH)} »"


def _told_apart(value: object) -> str | None:
    """What is no text, as people write it."""
    match value:
        case datetime():
            return datetime_fr(value)
        case date():
            return date_fr(value)
        case tuple():
            return ", ".join(map(_said, value))
        case Enum():
            return str(value.value)
        case bool():
            return "oui"
    return None
