"""Lists and blocks of code laid out as Python-Markdown wants them, wherever CommonMark lets them stand.

CommonMark puts what an item contains under the item's own text (0.31, section 5.2) and lets a fence be
indented, annotated, or closed by a longer one (section 4.5). Python-Markdown wants four spaces a level, and
fences at the margin. Lines are moved, never rewritten; a text that keeps to the library's ways stays so.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from msgspec import Struct

from cyberveille.expressions import expression

LEVEL = 4
"""Spaces of one level, as Python-Markdown counts them."""
_QUOTED_WITHIN = 12
_MARKER = expression(r"(?P<sign>[-*+]|(?P<number>\d{1,9})[.)])(?:(?P<gap> +)|$)")
_RULE = expression(r"(?:(?:- *){3,}|(?:\* *){3,}|(?:_ *){3,})$")
_FENCE = expression(r"(?P<fence>`{3,}+(?=[^`]*$)|~{3,}+)(?P<info>.*)$")
_CLOSING = expression(r" *(?P<fence>`{3,}+|~{3,}+) *$")
_HEADING = expression(r"#{1,6}(?: |$)")
# Within these, blanks count (CommonMark 0.31, section 4.6, kinds 1 and 2).
_VERBATIM = expression(r"<(?:(?P<tag>pre|script|style|textarea)(?=[\s>]|$)|(?P<comment>!--))", re.IGNORECASE)
# Lines that only go on with the one above stay where they are.
_INDENTED = expression(r"\n(?:[ \t]*\n[ \t]+\S|[ \t]+(?:[-*+]|\d{1,9}[.)]|#{1,6})[ \t]|[ \t]*>)")


class Fence(NamedTuple):
    """A block of fenced code: its lines in the text, counted from 0, and what stands in it, at the margin."""

    first: int
    last: int
    fence: str
    info: str
    code: list[str]


Coded = Callable[[Fence], list[str]]
"""The lines that stand for a block of code."""


class _New(NamedTuple):
    """What begins an item: whether by a number, and by 1."""

    numbered: bool
    first: bool

    @classmethod
    def of(cls, marker: re.Match[str]) -> "_New":
        return cls(marker["number"] is not None, marker["number"] == "1")


class _Item(Struct):
    marker: int
    content: int
    base: int
    numbered: bool
    column: int | None = None
    """Where what it contains was first written."""

    def reach(self, new: "_New | None" = None) -> int:
        """The least indentation of what belongs to it: a list that begins, or a text."""
        least = min(self.content, self.base + LEVEL)
        # Two spaces under “1.”: no other reading of another kind of list, or of one that begins, makes sense.
        return min(least, self.marker + 2) if new and (new.numbered != self.numbered or new.first) else least

    def column_for(self, indent: int, *, code: bool) -> int:
        if self.column is None:
            wide = self.base + LEVEL
            if code and wide > self.content and self.content + LEVEL <= indent < wide + LEVEL:
                return self.content
            self.column = min(indent, wide)
        return min(self.column, indent)


class Outline:
    """One reading of a text.

    `unclosed` and `left` are lines of the text, counted from 0: those of fences that nothing closes, and of
    paragraphs whose indentation does not keep them in the list above. `depth` is that of the deepest list.
    """

    def __init__(self, coded: Coded, first: int = 0, quoted: int = 0) -> None:
        self.unclosed: list[int] = []
        self.left: list[int] = []
        self.depth = 0
        self._coded = coded
        self._first = first
        self._quoted = quoted
        self._items: list[_Item] = []
        self._paragraph = False
        self._own_words = False
        """Whether the paragraph is what an item's own line began."""
        self._block = 0
        """At which level the lines since the last blank one began."""
        self._endless: dict[str, int] = {}

    def arranged(self, lines: Sequence[str]) -> list[str]:
        """The lines with every list at four spaces a level and every block of code given to `coded`."""
        out: list[str] = []
        position = 0
        while position < len(lines):
            line = lines[position]
            text = line.lstrip(" \t")
            if not text:
                self._paragraph = False
                out.append(line)
                position += 1
                continue
            indent = _width(line, text)
            taken = self._fence(lines, position, indent, text, out) or self._verbatim(
                lines, position, indent, text, out
            )
            taken = taken or self._quotation(lines, position, indent, text, out)
            if not taken:
                self._line(position, line, indent, text, out)
                taken = 1
            position += taken
        return out

    def _line(self, position: int, line: str, indent: int, text: str, out: list[str]) -> None:
        marker = _MARKER.match(text)
        if marker and self._begins_item(marker, indent, text):
            tight, own_words = self._paragraph, self._own_words
            moved = self._item(marker, line, indent, text)
            level = len(self._items) - 1
            if tight and (not own_words or level < self._block):
                # The library looks for items among the lines of an item, not of a paragraph, and takes those
                # that follow an indented line for its equals.
                out.append("")
                tight = False
            if not tight:
                self._block = level
            out.append(moved)
            return
        heading = _HEADING.match(text) is not None and indent < LEVEL
        if self._paragraph and not (heading and (indent == 0 or not self._items)):
            out.append(line)
            return
        tight = self._paragraph
        enclosed = bool(self._items)
        depth = self._keep(indent)
        if heading and not depth:
            line, indent = text, 0  # up to three spaces (CommonMark 0.31, section 4.2)
        if enclosed and not depth and 0 < indent < LEVEL and not tight:
            self.left.append(self._first + position)
        self._paragraph = not (_HEADING.match(text) or (not depth and indent >= LEVEL))
        self._own_words = False
        self._block = depth
        out.append(self._moved(line, indent, text, code=True))

    def _begins_item(self, marker: re.Match[str], indent: int, text: str) -> bool:
        if not marker["gap"] or _RULE.match(text):
            return False
        new = _New.of(marker)
        within = next((item for item in reversed(self._items) if indent >= item.reach(new)), None)
        if not self._paragraph:
            return indent - (self._column(within, indent) if within else 0) < LEVEL
        if not self._items:
            return False
        deepest = self._items[-1]
        if within is deepest:
            # Only a list that begins with 1 may interrupt a paragraph.
            return not new.numbered or int(marker["number"]) == 1 or indent >= deepest.base + LEVEL
        sibling = (
            next(item for item in self._items if item.base == within.column) if within else self._items[0]
        )
        return sibling.numbered == new.numbered

    @staticmethod
    def _column(item: _Item, indent: int) -> int:
        column = item.column
        return column if column is not None else min(indent, item.base + LEVEL)

    def _item(self, marker: re.Match[str], line: str, indent: int, text: str) -> str:
        new = _New.of(marker)
        depth = self._keep(indent, new)
        moved = self._moved(line, indent, text, code=False)
        gap = len(marker["gap"] or " ")
        content = indent + len(marker["sign"]) + (gap if gap <= LEVEL else 1)
        base = (self._items[depth - 1].column or 0) if depth else 0
        self._items.append(_Item(indent, content, base, new.numbered))
        self.depth = max(self.depth, len(self._items))
        self._paragraph = self._own_words = True
        return moved

    def _keep(self, indent: int, new: _New | None = None) -> int:
        """Leave the items that do not reach to `indent`; how many are left."""
        while self._items and indent < self._items[-1].reach(new):
            left = self._items.pop()
            if new and left.numbered == new.numbered and left.marker == indent:
                break  # the next one of its list
        return len(self._items)

    def _moved(self, line: str, indent: int, text: str, *, code: bool) -> str:
        """The line under its item; as it is, where it stands already."""
        if not self._items:
            return line
        column = self._items[-1].column_for(indent, code=code)
        wanted = LEVEL * len(self._items) + indent - column
        return line if wanted == indent else " " * wanted + text

    def _enclosing(self, indent: int) -> list[_Item]:
        kept = list(self._items)
        while kept and indent < kept[-1].reach():
            kept.pop()
        return kept

    def _fence(self, lines: Sequence[str], position: int, indent: int, text: str, out: list[str]) -> int:
        """How many lines a block of code takes that begins here."""
        opening = _FENCE.match(text) if text[0] in "`~" else None
        if opening is None:
            return 0
        kept = self._enclosing(indent)
        margin = self._column(kept[-1], indent) if kept else 0
        if indent - margin >= LEVEL:
            return 0
        last = self._closing(lines, position, margin, opening["fence"])
        if not last:
            self.unclosed.append(self._first + position)
            return 0
        self._items = kept
        if kept:
            kept[-1].column_for(indent, code=False)
        code = [_dedented(line, indent) for line in lines[position + 1 : last]]
        found = Fence(
            self._first + position, self._first + last, opening["fence"], opening["info"].strip(), code
        )
        before = " " * (LEVEL * len(kept))
        out += (before + line if line else line for line in self._coded(found))
        self._paragraph = False
        return last - position + 1

    def _closing(self, lines: Sequence[str], position: int, margin: int, fence: str) -> int:
        """The line that closes a fence; 0 when none does."""
        sign, length = fence[0], len(fence)
        key = f"{sign}{margin}"
        if length >= self._endless.get(key, length + 1):
            return 0
        for last in range(position + 1, len(lines)):
            if sign not in lines[last]:
                continue
            closing = _CLOSING.match(lines[last].expandtabs(LEVEL))
            if (
                closing
                and closing["fence"][0] == sign
                and len(closing["fence"]) >= length
                and closing.start("fence") < margin + LEVEL
            ):
                return last
        self._endless[key] = length
        return 0

    def _verbatim(self, lines: Sequence[str], position: int, indent: int, text: str, out: list[str]) -> int:
        """How many lines a passage of HTML takes in which blanks count."""
        opening = _VERBATIM.match(text) if text[0] == "<" and indent < LEVEL and not self._items else None
        if opening is None:
            return 0
        end = f"</{opening['tag']}>".casefold() if opening["tag"] else "-->"
        if end in self._endless:
            return 0
        for last in range(position, len(lines)):
            if end in lines[last].casefold():
                out += lines[position : last + 1]
                self._paragraph = False
                return last - position + 1
        self._endless[end] = 0
        return 0

    def _quotation(self, lines: Sequence[str], position: int, indent: int, text: str, out: list[str]) -> int:
        """How many lines a quotation takes; what it holds is laid out on its own."""
        if text[0] != ">" or self._quoted >= _QUOTED_WITHIN:
            return 0
        kept = self._enclosing(indent)
        if indent - (self._column(kept[-1], indent) if kept else 0) >= LEVEL:
            return 0
        end = position
        while end < len(lines) and lines[end].lstrip(" \t").startswith(">"):
            end += 1
        quoted = [line.lstrip(" \t")[1:].removeprefix(" ") for line in lines[position:end]]
        inner = Outline(self._coded, self._first + position, self._quoted + 1)
        arranged = inner.arranged(quoted)
        if arranged and not arranged[-1] and quoted[-1]:
            arranged.pop()
        self.unclosed += inner.unclosed
        self.left += inner.left
        self.depth = max(self.depth, inner.depth)
        self._items = kept
        if kept:
            kept[-1].column_for(indent, code=False)
        before = " " * (LEVEL * len(kept))
        if kept and self._paragraph:
            # The library sees a quotation under an item's own words only where it stands.
            out += lines[position:end]
        elif arranged == quoted and not kept:
            out += lines[position:end]
        else:
            out += (f"{before}> {line}" if line else f"{before}>" for line in arranged)
        self._paragraph = inner._paragraph
        self._own_words = False
        return end - position


def may_change(text: str) -> bool:
    """Whether anything in `text` may have to be laid out: most texts hold nothing of the kind."""
    return "```" in text or "~~~" in text or _INDENTED.search("\n" + text) is not None


def _width(line: str, text: str) -> int:
    blanks = line[: len(line) - len(text)]
    return len(blanks.expandtabs(LEVEL)) if "\t" in blanks else len(blanks)


def _dedented(line: str, indent: int) -> str:
    if not indent:
        return line
    line = line.expandtabs(LEVEL) if "\t" in line[:indent] else line
    return line[min(indent, len(line) - len(line.lstrip(" "))) :]
