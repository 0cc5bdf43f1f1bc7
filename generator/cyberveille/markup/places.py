"""Where, in the file, the things of a body were written."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property

from cyberveille.markup.fences import without_code

_HEADING = re.compile(
    r"^(?P<marks>#{1,2})(?!#)(?P<title>.*+)$"
    r"|^(?P<over>[^\n]++)\n(?P<under>=++|-++)[ ]*+$",
    re.MULTILINE,
)
SEARCHES = 4000
"""Links and removals of one body whose line is looked for; beyond, the line of their section is told."""
_NOT_A_WORD = re.compile(r"[\W_]+")


class Places:
    """Answers in lines of the file, `first_line` being that of the body's first line."""

    def __init__(self, markdown: str, first_line: int) -> None:
        self.markdown = markdown
        self.first_line = first_line
        self._asked: dict[str, int] = {}
        self._searches = 0

    def headings(self, titles: Iterable[str]) -> Iterator[int]:
        """The line of each level-2 heading, from the titles that rendering found, in their order."""
        lines: list[int] = []
        by_words: dict[str, list[int]] = {}
        for level, line, title in self._headings:
            if level == 2:  # noqa: PLR2004
                by_words.setdefault(_words(title), []).append(len(lines))
                lines.append(line)
        position = 0
        for title in titles:
            same = by_words.get(_words(title), [])
            rank = bisect_left(same, position)
            found = same[rank] if rank < len(same) else position
            yield lines[found] if found < len(lines) else self.first_line
            position = found + 1

    def link(self, target: str, fallback: int) -> int:
        """The first line that holds `target`, whatever its case."""
        return self._first(target.casefold(), 0, fallback)

    def removed(self, what: str) -> int:
        """The line of the next thing that sanitising removes, asked in the order of the text."""
        if what == "<h1>":
            found = self._top_headings
            count = self._asked.get(what, 0)
            self._asked[what] = count + 1
            if count < len(found):
                return found[count]
        needle = what.rstrip(">").casefold()
        start = self._asked.get(needle, 0)
        line = self._first(needle, start, 0) or self._first(needle, 0, self.first_line)
        self._asked[needle] = line - self.first_line + 1
        return line

    def _first(self, needle: str, start: int, fallback: int) -> int:
        """The first line at or after the body's line `start` that holds `needle`, a part of one line."""
        self._searches += 1
        if start >= len(self._starts) or self._searches > SEARCHES:
            return fallback
        position = self._folded.find(needle, self._starts[start])
        return fallback if position < 0 else self.first_line + bisect_right(self._starts, position) - 1

    @cached_property
    def _folded(self) -> str:
        return self.markdown.casefold()

    @cached_property
    def _starts(self) -> list[int]:
        """Where each line of the folded body begins."""
        return [0, *(match.end() for match in re.finditer("\n", self._folded))]

    @cached_property
    def _top_headings(self) -> list[int]:
        return [line for level, line, _ in self._headings if level == 1]

    @cached_property
    def _headings(self) -> list[tuple[int, int, str]]:
        """(level, line, title) of each heading of level 1 or 2."""
        return list(self._found_headings())

    def _found_headings(self) -> Iterator[tuple[int, int, str]]:
        text = without_code(self.markdown)
        line, position = self.first_line, 0
        for match in _HEADING.finditer(text):
            line += text.count("\n", position, match.start())
            position = match.start()
            if match["marks"]:
                yield len(match["marks"]), line, match["title"]
            else:
                yield 1 if match["under"][0] == "=" else 2, line, match["over"]


def _words(title: str) -> str:
    return _NOT_A_WORD.sub("", unicodedata.normalize("NFC", title)).casefold()
