"""A notice's header changed where it must be, line by line: comments, order and spacing of the rest stay.

What YAML says is found by its nodes (positions of PyYAML); what is written is a few lines. Nothing is loaded
and written again.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from functools import cached_property

import yaml
from msgspec import Struct

from cyberveille.expressions import expression
from cyberveille.writing.notice_file import absent, entry, flow_group, group_keys, quoted, rank, scalar_text

_PARTS = expression(r"(\ufeff?---[ \t]*\n)(.*?)(^---[ \t]*(?:\n|\Z))", re.DOTALL | re.MULTILINE)
Pointer = tuple[str | int, ...]


class HeaderError(ValueError):
    """A header that cannot be changed so: there is none, or it is not a group of keys."""


@dataclass(frozen=True)
class Header:
    """The text of a notice, with Unix line ends, cut so that its header can be changed.

    Each method gives another `Header`; `text` is the whole. Raises HeaderError for a text without a header
    that YAML can read.
    """

    text: str

    @cached_property
    def _cut(self) -> tuple[str, str, str]:
        found = _PARTS.match(self.text)
        if found is None:
            raise HeaderError(self.text[:80])
        return found[1], found[2], self.text[found.end(2) :]

    @cached_property
    def _lines(self) -> list[str]:
        return self._cut[1].split("\n")[:-1]

    @cached_property
    def _root(self) -> yaml.MappingNode:
        try:
            root = yaml.compose(self._cut[1], Loader=yaml.CBaseLoader)
        except yaml.YAMLError as error:
            raise HeaderError(str(error)) from None
        if not isinstance(root, yaml.MappingNode) or root.flow_style:
            raise HeaderError(self.text[:80])
        return root

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
            return self.with_scalar((key,), scalar_text(key, value))
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

    def with_items(self, key: str, before: Sequence[object], after: Sequence[object]) -> "Header":
        """With other items in a list, of which `before` are those that are there, in their order.

        Of a list that has its items on lines of their own, those that do not change keep theirs.
        """
        pair = self._pair(key)
        node = pair and pair[1]
        if (
            not isinstance(node, yaml.SequenceNode)
            or node.flow_style
            or len(node.value) != len(before)
            or not after
            or not all(isinstance(item, Struct) for item in after)
        ):
            return self.with_value(key, tuple(after))
        found = self
        for tag, first, last, start, stop in reversed(_changes(before, after)):
            if tag != "equal":
                found = found._with_some(node, first, last, key, tuple(after[start:stop]))
        return found

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

    def _node(self, at: Pointer) -> yaml.Node | None:
        node: yaml.Node | None = self._root
        for step in at:
            if isinstance(node, yaml.MappingNode):
                node = next((value for key, value in node.value if key.value == step), None)
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
            else:
                return None
        return node

    def _pair(self, key: str) -> tuple[yaml.Node, yaml.Node] | None:
        return next((pair for pair in self._root.value if pair[0].value == key), None)

    def _span(self, pair: tuple[yaml.Node, yaml.Node]) -> tuple[int, int]:
        return pair[0].start_mark.line, max(pair[0].start_mark.line, self._last_line(pair[1]))

    def _last_line(self, node: yaml.Node) -> int:
        """The last line that holds something of a node: a block's own end lies after what follows it."""
        if isinstance(node, yaml.ScalarNode) and node.style in {"|", ">"}:
            last = node.end_mark.line - 1
            while last > node.start_mark.line and not self._lines[last].strip():
                last -= 1
            return last
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            inner = node.value[-1]
            return self._last_line(inner[1] if isinstance(inner, tuple) else inner)
        return int(node.end_mark.line)

    def _above(self, line: int, floor: int) -> int:
        """Where the comments that stand right above a line begin."""
        while line - 1 > floor and self._lines[line - 1].lstrip().startswith("#"):
            line -= 1
        return line

    def _place(self, key: str) -> int:
        """The line on which a new key goes: after the last one that comes before it in a notice."""
        before = [pair for pair in self._root.value if rank(pair[0].value) < rank(key)]
        if not before:
            return 0
        nearest = max(before, key=lambda pair: rank(pair[0].value))
        return self._span(nearest)[1] + 1

    def _after(self, node: yaml.Node, written: str) -> "Header":
        line, column = node.end_mark.line, node.end_mark.column
        text = self._lines[line]
        return self._with_lines(line, 1, [f"{text[:column]}{written}{text[column:]}"])

    def _with_lines(self, start: int, removed: int, lines: Sequence[str]) -> "Header":
        opening, _, rest = self._cut
        every = [*self._lines[:start], *lines, *self._lines[start + removed :]]
        return Header(opening + "".join(f"{line}\n" for line in every) + rest)


def _changes(before: Sequence[object], after: Sequence[object]) -> list[tuple[str, int, int, int, int]]:
    """What turns one list into the other, as `difflib` tells it."""
    numbers: dict[object, int] = {}
    one, two = ([numbers.setdefault(item, len(numbers)) for item in items] for items in (before, after))
    codes = SequenceMatcher(None, one, two, autojunk=False).get_opcodes()
    return [(tag, first, last, start, stop) for tag, first, last, start, stop in codes]
