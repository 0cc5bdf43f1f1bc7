"""Where, in the file, the things of a body were written."""

import html
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice

from cyberveille.expressions import expression
from cyberveille.markup.fences import fenced, without_code

_HEADING = expression(
    r"^ {0,3}(?P<marks>#{1,2})(?!#)(?P<title>.*+)$"
    r"|^(?P<over>[^\n]++)\n(?P<under>=++|-++)[ ]*+$",
    re.MULTILINE,
)
SEARCHES = 4000
"""Links and removals of one body whose line is looked for; beyond, the line of their section is told."""
# Bounded: a line of backticks would be read again at each of them.
_TEXT = expression(
    r"(?<![\\`])(?P<ticks>`{1,9})(?!`)(?:[^\n]|\n(?![ \t]*\n)){1,400}?(?<!`)(?P=ticks)(?!`)"
    r"|\\\[[^\[\]\n]{0,200}\]"
)
_SIGN = expression(r"[^\n]")
# Bounded, as above; what is longer is found by a plain search.
_ADDRESS = expression(
    r"\]\(\s{0,3}(?:<(?P<angled>[^<>\n]{0,2000})>|(?P<bare>(?:[^()\s<>]|\([^()\s]{0,200}\)){0,2000}+))"
    r"|\]:\s{0,3}<?(?P<defined>[^\s<>]{1,2000})"
    r"|<(?P<auto>[^\s<>]{1,2000})>"
    r"|\b(?:href|src)\s?=\s?(?:\"(?P<double>[^\"\n]{0,2000})\"|'(?P<single>[^'\n]{0,2000})'|(?P<naked>[^\s>\"']{1,2000}))"
)
_SHOWN = expression(r"https?://[^\s<>]{0,2000}[^\s<>?!.,:*_~^'\");]")
_ESCAPED = expression(r"\\([^a-z0-9\s])")
_NOT_A_WORD = expression(r"[\W_]+")


class Positions:
    """Answers in lines of the file, `first_line` being that of the body's first line."""

    def __init__(self, markdown: str, first_line: int) -> None:
        self.markdown = markdown
        self.first_line = first_line
        self._asked: dict[str, int] = {}
        self._linked: dict[str, int] = {}
        """How many links to an address were asked for."""
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
        """The line on which the next link to `target` gives its address, asked in the order of the text.

        What only begins like it, or stands in code or among the words, is not it. Of links that share a
        definition, it is the definition's line.
        """
        key = target.casefold()
        if lines := self._addresses.get(key) or self._shown.get(key):
            rank = self._linked.get(key, 0)
            self._linked[key] = rank + 1
            return lines[min(rank, len(lines) - 1)]
        return self._first(key, 0, fallback) if target else fallback

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
        return fallback if position < 0 else self._line_at(position)

    def _line_at(self, position: int) -> int:
        """The file's line of a place in the folded body."""
        return self.first_line + bisect_right(self._starts, position) - 1

    @cached_property
    def _folded(self) -> str:
        return self.markdown.casefold()

    @cached_property
    def _addresses(self) -> dict[str, list[int]]:
        """The lines of each address that a link, a definition or an attribute gives, folded."""
        found: dict[str, list[int]] = {}
        for match in islice(_ADDRESS.finditer(self._without_code), SEARCHES):
            group = match.lastgroup or ""
            address = _ESCAPED.sub(r"\1", html.unescape(match[group])).strip()
            line = self._line_at(match.start(group))
            found.setdefault(address, []).append(line)
            if "@" in address and match.group().startswith("<"):
                found.setdefault(f"mailto:{address}", []).append(line)
        return found

    @cached_property
    def _shown(self) -> dict[str, list[int]]:
        """The lines of each address that stands in the text by itself, folded."""
        found: dict[str, list[int]] = {}
        for match in islice(_SHOWN.finditer(self._without_code), SEARCHES):
            found.setdefault(match[0], []).append(self._line_at(match.start()))
        return found

    @cached_property
    def _without_code(self) -> str:
        """The folded body with blanks in the place of code and escaped brackets: places in it stay true."""
        pieces: list[str] = []
        position = 0
        for start, end in fenced(self._folded):
            pieces += (self._folded[position:start], _blank(self._folded[start:end]))
            position = end
        whole = "".join((*pieces, self._folded[position:]))
        return _TEXT.sub(lambda code: _blank(code.group()), whole)

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


def _blank(code: str) -> str:
    return _SIGN.sub(" ", code)


def _words(title: str) -> str:
    return _NOT_A_WORD.sub("", unicodedata.normalize("NFC", title)).casefold()
