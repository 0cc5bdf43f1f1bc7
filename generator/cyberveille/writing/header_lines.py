"""A notice's header changed where it must be, line by line: comments, order and spacing of the rest stay.

What YAML says is found by its nodes (positions of PyYAML); what is written is a few lines. Nothing is loaded
and written again.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from difflib import SequenceMatcher
from enum import Enum
from functools import cached_property

import yaml
from msgspec import Struct

from cyberveille.writing.header_text import HeaderError, HeaderText, Pointer
from cyberveille.writing.notice_file import absent, entry, flow_group, group_keys, quoted, rank, scalar_text


class Header(HeaderText, frozen=True, dict=True):
    """The text of a notice, with Unix line ends, cut so that its header can be changed.

    Each method gives another `Header`; `text` is the whole. Raises HeaderError for a text without a header
    that YAML can read.
    """

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """In the order written."""
        return tuple(key.value for key, _ in self._root.value)

    def value(self, *at: str | int) -> str | None:
        """The scalar to which a pointer leads, as text; None when there is none."""
        node = self._node(at)
        return node.value if isinstance(node, yaml.ScalarNode) else None

    def count(self, key: str) -> int:
        """How many items a list has."""
        node = self._node((key,))
        return len(node.value) if isinstance(node, yaml.SequenceNode) else 0

    def with_value(self, key: str, value: object) -> "Header":
        """With another value for a key at the left margin, the comment at the end of its line kept.

        A value that is absent (None, empty, false) takes its key away.
        """
        if absent(value):
            return self.without(key)
        pair = self._pair(key)
        if pair is None:
            return self._with_lines(self._place(key), 0, entry(key, value).splitlines())
        node = pair[1]
        if isinstance(node, yaml.ScalarNode) and isinstance(value, datetime):
            return self.with_moment((key,), value)
        if isinstance(node, yaml.ScalarNode) and not isinstance(value, Struct | tuple):
            return self.with_scalar((key,), self.in_quotes_of((key,), value))
        first, last = self._span(pair)
        return self._with_lines(first, last - first + 1, entry(key, value).splitlines())

    def with_scalar(self, at: Pointer, written: str) -> "Header":
        """With other signs for a scalar that is there, as they are to stand."""
        node = self._node(at)
        if not isinstance(node, yaml.ScalarNode):
            raise HeaderError(str(at))
        start, end = node.start_mark, node.end_mark
        lines = self._lines
        last = self._last_line(node)
        tail = lines[end.line][end.column :] if last == end.line else ""
        head = lines[start.line][: start.column]
        if head.endswith(":"):
            head += " "
        return self._with_lines(start.line, last - start.line + 1, [f"{head}{written}{tail}"])

    def with_moment(self, at: Pointer, moment: datetime) -> "Header":
        """With another moment for a scalar that is there, in the time of Paris, in the quotes it had."""
        node = self._node(at)
        quote = node.style if isinstance(node, yaml.ScalarNode) and node.style in {"'", '"'} else ""
        return self.with_scalar(at, f"{quote}{scalar_text(str(at[-1]), moment)}{quote}")

    def with_text(self, at: Pointer, text: str) -> "Header":
        """With another text for a scalar that is there."""
        return self.with_scalar(at, quoted(text))

    def without(self, key: str) -> "Header":
        """Without a key and its value; comments above it stay."""
        pair = self._pair(key)
        if pair is None:
            return self
        first, last = self._span(pair)
        return self._with_lines(first, last - first + 1, [])

    def with_item(self, key: str, item: Struct | str) -> "Header":
        """With one more item at the end of a list, laid out like the last one.

        An item is a group of keys, or a text that YAML takes as it stands.
        """
        pair = self._pair(key)
        if pair is None or not isinstance(pair[1], yaml.SequenceNode) or not pair[1].value:
            return self._with_only(key, item)
        node = pair[1]
        last = node.value[-1]
        flow = item if isinstance(item, str) else flow_group(item)
        if node.flow_style:
            return self._after(last, f", {flow}")
        dash = self._lines[last.start_mark.line].rindex("-", 0, last.start_mark.column)
        margin = self._lines[last.start_mark.line][:dash]
        end = self._last_line(last)
        if isinstance(item, str) or getattr(last, "flow_style", True):
            return self._with_lines(end + 1, 0, [f"{margin}- {flow}"])
        inner = " " * (last.start_mark.column - dash - 1)
        written = group_keys(item)
        lines = [f"{margin}-{inner}{written[0]}", *(f"{margin} {inner}{pair}" for pair in written[1:])]
        return self._with_lines(end + 1, 0, lines)

    def _with_only(self, key: str, item: Struct | str) -> "Header":
        if isinstance(item, Struct):
            return self.with_value(key, (item,))
        first, last = (self._place(key), -1) if (pair := self._pair(key)) is None else self._span(pair)
        return self._with_lines(first, max(0, last - first + 1), [f"{key}: [{item}]"])

    def with_items(
        self, key: str, before: Mapping[object, object], after: Mapping[object, object]
    ) -> "Header":
        """With other items in a list; `before` are those that are there, in their order, by name.

        Of a list that has its items on lines of their own, those that do not change keep theirs; of one that
        goes on under its name, only the values that are others are written.
        """
        pair = self._pair(key)
        node = pair and pair[1]
        if (
            not isinstance(node, yaml.SequenceNode)
            or node.flow_style
            or len(node.value) != len(before)
            or not after
            or not all(isinstance(item, Struct) for item in after.values())
        ):
            return self.with_value(key, tuple(after.values()))
        was, now = [*before.values()], [*after.values()]
        found = self
        for tag, first, last, start, stop in reversed(_changes([*before], [*after])):
            if tag != "equal":
                found = found._with_some(node, first, last, key, tuple(now[start:stop]))
                continue
            for place in reversed(range(first, last)):
                one, other = was[place], now[place - first + start]
                changed = _values(one, other)
                if changed is None or not _takes(node.value[place], changed):
                    found = Header._with_some(found, node, place, place + 1, key, (other,))
                else:
                    found = found.with_values((key, place), changed)
        return found

    def with_values(self, at: Pointer, changed: Mapping[str, object]) -> "Header":
        """With other values of the keys of a group, which are scalars; the other lines of it stay."""
        found = self
        for name, value in changed.items():
            if absent(value):
                found = found.without_inner(at, name)
            elif found.value(*at, name) is None:
                found = found.with_inner(at, f"{name}: {scalar_text(name, value)}")
            else:
                found = found.with_scalar((*at, name), found.in_quotes_of((*at, name), value))
        return found

    def with_inner(self, at: Pointer, written: str) -> "Header":
        """With one more key, and its value, at the end of a group."""
        item = self._node(at)
        if not isinstance(item, yaml.MappingNode):
            raise HeaderError(str(at))
        name, value = item.value[-1]
        if item.flow_style:
            return self._after(value, f", {written}")
        margin = " " * name.start_mark.column
        return self._with_lines(self._last_line(value) + 1, 0, [f"{margin}{written}"])

    def without_inner(self, at: Pointer, name: str) -> "Header":
        """Without a key of a group of several that has them on lines; the dash of an item stays."""
        item = self._node(at)
        if not isinstance(item, yaml.MappingNode):
            raise HeaderError(str(at))
        place = next((number for number, (one, _) in enumerate(item.value) if one.value == name), None)
        if place is None:
            return self
        first, last = self._span(item.value[place])
        if place > 0:
            return self._with_lines(first, last - first + 1, [])
        following = item.value[1][0].start_mark
        lines = self._lines
        head = lines[first][: item.value[0][0].start_mark.column]
        kept = [*lines[last + 1 : following.line], f"{head}{lines[following.line][following.column :]}"]
        return self._with_lines(first, following.line - first + 1, kept)

    def in_quotes_of(self, at: Pointer, value: object) -> str:
        """A value as it may stand in the place of the scalar at a pointer, in the quotes of that one."""
        node = self._node(at)
        style = node.style if isinstance(node, yaml.ScalarNode) else None
        if style not in {"'", '"'} or not isinstance(value, str | Enum):
            return scalar_text(str(at[-1]), value)
        text = str(value.value) if isinstance(value, Enum) else value
        if style == "'" and text.isprintable():
            doubled = text.replace("'", "''")
            return f"'{doubled}'"
        return quoted(text)

    def _with_some(
        self, node: yaml.SequenceNode, first: int, last: int, key: str, items: tuple[object, ...]
    ) -> "Header":
        """With `items` in the place of those from `first` to `last`; lines before these are as they were."""
        dash = self._lines[node.value[0].start_mark.line].index("-")
        written = [line[2:] for line in entry(key, items).splitlines()[1:]] if items else []
        lines = [f"{' ' * dash}{line}" for line in written]
        if first == last:
            above = node.value[first - 1] if first else None
            place = node.value[0].start_mark.line if above is None else self._last_line(above) + 1
            return self._with_lines(place, 0, lines)
        begin = node.value[first].start_mark.line
        end = self._last_line(node.value[last - 1])
        return self._with_lines(begin, end - begin + 1, lines)

    def in_order(self, key: str, order: Sequence[int]) -> "Header":
        """With the items of a block list in another order, each with the comments above it."""
        pair = self._pair(key)
        if pair is None or not isinstance(pair[1], yaml.SequenceNode) or pair[1].flow_style:
            return self
        starts = [item.start_mark.line for item in pair[1].value]
        end = self._last_line(pair[1].value[-1]) + 1
        begins = [self._above(start, pair[0].start_mark.line) for start in starts]
        pieces = [self._lines[begin:stop] for begin, stop in zip(begins, [*begins[1:], end], strict=True)]
        lines = [line for position in order for line in pieces[position]]
        return self._with_lines(begins[0], end - begins[0], lines)

    def sorted(self) -> "Header":
        """With its keys in the order of a notice, each with the comments above it."""
        pairs = self._root.value
        starts = [key.start_mark.line for key, _ in pairs]
        begins = [self._above(start, -1) for start in starts]
        pieces = [self._lines[begin:stop] for begin, stop in zip(begins, [*begins[1:], None], strict=True)]
        ranked = sorted(range(len(pairs)), key=lambda position: rank(pairs[position][0].value))
        if ranked == list(range(len(pairs))):
            return self
        lines = self._lines[: begins[0]] + [line for position in ranked for line in pieces[position]]
        return self._with_lines(0, len(self._lines), lines)


def _changes(before: Sequence[object], after: Sequence[object]) -> list[tuple[str, int, int, int, int]]:
    """What turns one list into the other, as `difflib` tells it."""
    numbers: dict[object, int] = {}
    one, two = ([numbers.setdefault(item, len(numbers)) for item in items] for items in (before, after))
    codes = SequenceMatcher(None, one, two, autojunk=False).get_opcodes()
    return [(tag, first, last, start, stop) for tag, first, last, start, stop in codes]


def _takes(item: yaml.Node, changed: Mapping[str, object]) -> bool:
    """Whether an item of a list can be given these values where it stands."""
    if not isinstance(item, yaml.MappingNode):
        return False
    gone = sum(absent(value) for value in changed.values())
    return gone < len(item.value) and not (gone and item.flow_style)


def _values(was: object, now: object) -> dict[str, object] | None:
    """The values of a group of keys that are others; None when one of them is more than a scalar."""
    if not isinstance(was, Struct) or not isinstance(now, Struct):
        return None
    pairs = {name: (getattr(was, name), getattr(now, name)) for name in now.__struct_fields__}
    changed = {name: both for name, both in pairs.items() if both[0] != both[1]}
    if any(isinstance(value, Struct | tuple) and value for both in changed.values() for value in both):
        return None
    return {name: new for name, (_, new) in changed.items()}
