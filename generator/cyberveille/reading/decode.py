"""Nodes to typed values, driven by the model's own annotations; every fault found, not only the first.

The fields of a Struct that carry a `Meta(description=…)` are its keys; the others are filled by the
caller. A field without default is required. An empty value (`key:`, `key: ""`, `key: []`) is absent,
as content editors such as Decap write it; so is a group whose keys are all empty. Braces where no group of
keys is expected are never absence: `draft: {true}` is a mapping whose key has no value.
"""

import difflib
import functools
import types
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from datetime import date, datetime, time
from enum import Enum
from typing import Annotated, Any, Union, get_args, get_origin

from msgspec import Struct

from cyberveille.model import Gravity, group_of, is_list
from cyberveille.reading.faults import Fault
from cyberveille.reading.keys import Key, keys_of
from cyberveille.reading.nodes import Mapping, Node, Scalar, Sequence
from cyberveille.reading.report import Report
from cyberveille.reading.scalars import (
    Problem,
    doubtful_offset,
    nearest,
    read_boolean,
    read_day,
    read_enum,
    read_integer,
    read_moment,
    read_time,
    told,
)


class Refused(Exception):  # noqa: N818 - a signal between readers, always with a finding
    """The value cannot be had; the report says why."""


_ALIKE = 0.75

Reader = Callable[[Node, str, Report], Any]
"""(node, the key that leads to it, report) to value; raises Refused."""


def decode(
    struct: type[Struct],
    node: Node | None,
    report: Report,
    line: int,
    spared: AbstractSet[str] = frozenset(),
) -> dict[str, Any]:
    """The values of the keys present, for `struct`; check `report.refused` before building it.

    `spared` are required keys that may be missing here.
    """
    if node is None:
        node = Mapping({}, {}, line)
    if not isinstance(node, Mapping):
        report.add(
            Fault.WRONG_TYPE,
            node.line,
            "Des lignes « clé: valeur » sont attendues.",
            "Écrivez une clé par ligne, par exemple « title: … ».",
        )
        return {}
    return _fields(struct, node, report, line, "", spared)


def _fields(
    struct: type[Struct],
    node: Mapping,
    report: Report,
    line: int,
    inside: str,
    spared: AbstractSet[str] = frozenset(),
) -> dict[str, Any]:
    readers = _readers(struct)
    where = f" dans « {inside} »" if inside else ""
    values: dict[str, Any] = {}
    for name, value in node.entries.items():
        reader = readers.get(name)
        if reader is None:
            continue
        # Most values: told at once.
        if not value.text.strip() if isinstance(value, Scalar) else _key_absent(struct, name, value):
            continue
        try:
            values[name] = reader(value, name, report)
        except Refused:
            continue
    if not node.key_lines.keys() <= readers.keys():
        _refuse_unknown(struct, node, report, where)
        spared = spared | _meant(struct, node)
    if not values.keys() >= _required(struct) or len(values) < len(node.key_lines):
        _refuse_empty(struct, node, report, line, where, spared)
    return values


def _refuse_empty(
    struct: type[Struct], node: Mapping, report: Report, line: int, where: str, spared: AbstractSet[str]
) -> None:
    """Report the keys without a value that need one, and what stands in a group without any."""
    for key in keys_of(struct):
        value = node.entries.get(key.name)
        if value is not None and not _key_absent(struct, key.name, value):
            continue
        if isinstance(value, Mapping) and (group := group_of(key.type)):
            _refuse_unknown(group, value, report, f" dans « {key.name} »")
        # A key that is there without a value is one that was refused already.
        required = key.required and key.name not in spared
        if required and (value is not None or key.name not in node.key_lines):
            state = "manque" if value is None else "est vide"
            report.add(
                Fault.MISSING_KEY,
                node.key_lines.get(key.name, line),
                f"La clé « {key.name} » {state}{where}.",
                _how_to_write(key),
            )


def _meant(struct: type[Struct], node: Mapping) -> AbstractSet[str]:
    """The required keys that stand there misspelt: to say that they are missing too would say it twice."""
    missing = _required(struct) - node.key_lines.keys()
    return {
        near
        for name in node.key_lines.keys() - _readers(struct).keys()
        for near in difflib.get_close_matches(_first_word(name), missing, n=1, cutoff=_ALIKE)
    }


def _first_word(key: str) -> str:
    """What was meant as the key: the colon after it may be what is missing."""
    return (key[:60].casefold().split() or [""])[0]


def _refuse_unknown(struct: type[Struct], node: Mapping, report: Report, where: str) -> None:
    known = _readers(struct)
    for name, line in node.key_lines.items():
        if name not in known:
            report.add(
                Fault.UNKNOWN_KEY,
                line,
                f"Clé inconnue{where} : « {name[:60]} ».",
                nearest(name[:60], known),
            )


def _how_to_write(key: Key) -> str:
    example = f" Exemple : {key.name}: {key.example}" if key.example else ""
    return f"{key.description}{example}"


def _key_absent(struct: type[Struct], name: str, node: Node) -> bool:
    """Whether what a key holds counts as if the key were not there."""
    if isinstance(node, Mapping) and not node.key_lines and name in _required(struct):
        return True
    return _absent(node, _groups(struct).get(name))


def _absent(node: Node, group: type[Struct] | None) -> bool:
    """Whether a value is empty; `group` is what is expected there when it is a group of keys."""
    if isinstance(node, Scalar):
        return not node.text.strip()
    if isinstance(node, Sequence):
        return not node.items
    if group is None or len(node.entries) < len(node.key_lines):
        return False
    inner = _groups(group)
    for name, value in node.entries.items():
        if value.text.strip() if isinstance(value, Scalar) else not _absent(value, inner.get(name)):
            return False
    return True


@functools.cache
def _groups(struct: type[Struct]) -> dict[str, type[Struct]]:
    """The keys of a Struct that hold a group of keys, and which."""
    found = {key.name: _own_group(key.type) for key in keys_of(struct)}
    return {name: group for name, group in found.items() if group is not None}


def _own_group(hint: Any) -> type[Struct] | None:  # noqa: ANN401 - a type hint
    """The Struct that a key holds; None for a scalar and for a list."""
    return None if is_list(hint) else group_of(hint)


@functools.cache
def _required(struct: type[Struct]) -> frozenset[str]:
    return frozenset(key.name for key in keys_of(struct) if key.required)


@functools.cache
def _readers(struct: type[Struct]) -> dict[str, Reader]:
    return {key.name: _reader(key.type) for key in keys_of(struct)}


_SCALARS: dict[Any, Callable[[str], Any]] = {
    bool: read_boolean,
    int: read_integer,
    date: read_day,
    time: read_time,
}


def _reader(hint: Any) -> Reader:  # noqa: ANN401, PLR0911 - a type hint; one line a type
    origin = get_origin(hint)
    if origin is Annotated:
        return _reader(get_args(hint)[0])
    if origin in {Union, types.UnionType}:
        return _reader(next(part for part in get_args(hint) if part is not type(None)))
    if origin is tuple:
        item = get_args(hint)[0]
        return _list_of(_reader(item), _own_group(item))
    if hint is str:
        return _text
    if hint is datetime:
        return _moment
    if hint in _SCALARS:
        return _scalar(_SCALARS[hint])
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _scalar(functools.partial(read_enum, kind=hint))
    if isinstance(hint, type) and issubclass(hint, Struct):
        return _group(hint)
    raise TypeError(f"no reader for {hint}")


def _text(node: Node, key: str, report: Report) -> str:
    if not isinstance(node, Scalar):
        report.add(
            Fault.WRONG_TYPE,
            node.line,
            f"« {key} » attend un texte.",
            "S’il contient des crochets ou des accolades, mettez-le entre guillemets.",
        )
        raise Refused
    return node.text.strip()


def _scalar(read: Callable[[str], Any]) -> Reader:
    def reader(node: Node, key: str, report: Report) -> Any:  # noqa: ANN401
        value = read(_text(node, key, report))
        if isinstance(value, tuple):
            problem: Problem = value
            text = node.text if isinstance(node, Scalar) else ""
            report.add(problem[0], node.line, *told(key, text, problem))
            raise Refused
        return value

    return reader


_read_moment = _scalar(read_moment)


def _moment(node: Node, key: str, report: Report) -> Any:  # noqa: ANN401
    value = _read_moment(node, key, report)
    doubt = doubtful_offset(_text(node, key, report))
    if doubt is not None:
        report.add(Fault.OFFSET, node.line, f"{key} : {doubt[0]}", doubt[1], Gravity.WARNING)
    return value


def _list_of(read: Reader, group: type[Struct] | None) -> Reader:
    def reader(node: Node, key: str, report: Report) -> tuple[Any, ...]:
        if not isinstance(node, Sequence):
            report.add(
                Fault.WRONG_TYPE,
                node.line,
                f"« {key} » attend une liste.",
                f"Écrivez {key}: [un, deux], ou un tiret « - » par ligne.",
            )
            raise Refused
        values: list[Any] = []
        for item in node.items:
            if not item.text.strip() if isinstance(item, Scalar) else _absent(item, group):
                report.add(
                    Fault.WRONG_TYPE,
                    item.line,
                    f"Élément vide dans « {key} ».",
                    "Complétez-le ou retirez-le.",
                )
                continue
            try:
                values.append(read(item, key, report))
            except Refused:
                continue
        return tuple(values)

    return reader


def _first(struct: type[Struct]) -> str:
    """The key to begin with: one that is required, if there is any."""
    return min(keys_of(struct), key=lambda key: not key.required).name


def _group(struct: type[Struct]) -> Reader:
    def reader(node: Node, key: str, report: Report) -> Struct:
        if not isinstance(node, Mapping):
            names = ", ".join(item.name for item in keys_of(struct))
            report.add(
                Fault.WRONG_TYPE,
                node.line,
                f"« {key} » attend un groupe de clés : {names}.",
                f"Écrivez par exemple {{{_first(struct)}: …}}.",
            )
            raise Refused
        values = _fields(struct, node, report, node.line, key)
        if not values.keys() >= _required(struct):
            raise Refused
        return struct(**values)

    return reader
