"""Headers in the form that the tools and most editors write, read at once.

A key or an item a line, indented by two spaces, and values in which YAML has nothing to decide: words without
its signs, text between double quotes without a backslash, and these in `[…]` or in `{…}`. Every other header
goes to libyaml.
"""

import re

from cyberveille.expressions import expression
from cyberveille.reading.nodes import Mapping, Node, Scalar, Sequence

_KEY = "[A-Za-z][A-Za-z0-9_-]{0,40}+"
_QUOTED = r'[^"\\\t\n]++'
# A colon is text when what follows it is neither a space nor a sign of YAML's.
_WORD = r"[\w.’'()/%+=«»°–…;!-]*+(?::[\w./+-]++)*+"
_BARE = rf"[^\W_]{_WORD}(?: [\w(«]{_WORD})*+"
_SCALAR = f'(?:"{_QUOTED}"|{_BARE})'
_FOUND = f'(?:"({_QUOTED})"|({_BARE}))'
_LINE = expression(
    rf"^(  - |    |  |)(?:({_KEY}):(?: (?!$)|$))?+"
    rf"(?:{_FOUND}"
    rf"|\[({_SCALAR}(?:, {_SCALAR})*+)\]"
    rf"|\{{({_KEY}: {_SCALAR}(?:, {_KEY}: {_SCALAR})*+)\}})?+$",
    re.MULTILINE,
)
_ITEM = expression(_FOUND)
_PAIR = expression(f"({_KEY}): {_FOUND}")

_Row = tuple[str, str, Node | None]
"""What a line says: its indent and dash, its key, its value."""


class _NotPlain(Exception):  # noqa: N818 - not a fault: libyaml is asked instead
    pass


def plain_header(header: str, first_line: int) -> Mapping | None:
    """What libyaml makes of `header`; None when it may differ, and when there is something to report.

    `header` holds no control sign: `decode_text` has replaced them. `first_line` is the file's line of the
    header's first line.
    """
    text = header.removesuffix("\n")
    if "null" in text or "Null" in text or "NULL" in text:
        return None
    found: list[tuple[str, str, str, str, str, str]] = _LINE.findall(text)
    if len(found) != text.count("\n") + 1:
        return None
    try:
        rows = [_row(*groups, line) for line, groups in enumerate(found, first_line)]
        return _mapping_of(rows, first_line)
    except _NotPlain:
        return None


def _row(lead: str, key: str, quoted: str, bare: str, items: str, pairs: str, line: int) -> _Row:
    if pairs:
        found = _PAIR.findall(pairs)
        entries: dict[str, Node] = {name: Scalar(text or word, line) for name, text, word in found}
        if len(entries) < len(found):
            raise _NotPlain
        return lead, key, Mapping(entries, dict.fromkeys(entries, line), line)
    if items:
        return (
            lead,
            key,
            Sequence(tuple(Scalar(text or word, line) for text, word in _ITEM.findall(items)), line),
        )
    text = quoted or bare
    return lead, key, Scalar(text, line) if text else None


def _mapping_of(rows: list[_Row], first_line: int) -> Mapping:
    entries: dict[str, Node] = {}
    key_lines: dict[str, int] = {}
    position = 0
    while position < len(rows):
        lead, key, value = rows[position]
        if lead or not key or key in entries:
            raise _NotPlain
        key_lines[key] = first_line + position
        position += 1
        if value is None:
            value, position = _below(rows, position, first_line)
        entries[key] = value
    return Mapping(entries, key_lines, first_line)


def _below(rows: list[_Row], start: int, first_line: int) -> tuple[Node, int]:
    """The list or the group of keys that begins at row `start`, and the row after it."""
    if start == len(rows) or rows[start][0] not in {"  - ", "  "}:
        raise _NotPlain
    if rows[start][0] == "  ":
        return _group(rows, start, "  ", first_line)
    items: list[Node] = []
    position = start
    while position < len(rows) and rows[position][0] == "  - ":
        _, key, value = rows[position]
        if key:
            value, position = _group(rows, position, "    ", first_line)
        elif value is None:
            raise _NotPlain
        else:
            position += 1
        items.append(value)
    return Sequence(tuple(items), first_line + start), position


def _group(rows: list[_Row], start: int, lead: str, first_line: int) -> tuple[Mapping, int]:
    """The keys at row `start` and at those after it that begin by `lead`, and the row after them."""
    entries: dict[str, Node] = {}
    key_lines: dict[str, int] = {}
    position = start
    while position == start or (position < len(rows) and rows[position][0] == lead):
        _, key, value = rows[position]
        if not key or value is None or key in entries:
            raise _NotPlain
        key_lines[key] = first_line + position
        entries[key] = value
        position += 1
    return Mapping(entries, key_lines, first_line + start), position
