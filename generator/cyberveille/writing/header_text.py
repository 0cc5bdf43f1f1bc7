"""Where the keys, values and lines of a notice's header lie, as PyYAML tells it."""

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Self

import yaml
from msgspec import Struct
from msgspec.structs import replace

from cyberveille.expressions import expression
from cyberveille.writing.notice_file import rank

_PARTS = expression(r"(\ufeff?---[ \t]*\n)(.*?)(^---[ \t]*(?:\n|\Z))", re.DOTALL | re.MULTILINE)
Pointer = tuple[str | int, ...]


class HeaderError(ValueError):
    """A header that cannot be changed so: there is none, or it is not a group of keys."""


class HeaderText(Struct, frozen=True, dict=True):
    """The text of a notice, with Unix line ends, cut where its header begins and ends.

    Lines are counted from the first one of the header. Raises HeaderError for a text without a header that
    YAML can read.
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

    def _after(self, node: yaml.Node, written: str) -> Self:
        line, column = node.end_mark.line, node.end_mark.column
        text = self._lines[line]
        return self._with_lines(line, 1, [f"{text[:column]}{written}{text[column:]}"])

    def _with_lines(self, start: int, removed: int, lines: Sequence[str]) -> Self:
        opening, _, rest = self._cut
        every = [*self._lines[:start], *lines, *self._lines[start + removed :]]
        return replace(self, text=opening + "".join(f"{line}\n" for line in every) + rest)
