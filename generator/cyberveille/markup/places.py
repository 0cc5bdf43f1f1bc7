"""Where, in the file, the things of a body were written."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from cyberveille.markup.fences import without_code

_HEADING = re.compile(
    r"^(?P<marks>#{1,2})(?!#)(?P<title>.*?)#*[ \t]*$"
    r"|^(?P<over>[^\n]+)\n(?P<under>=+|-+)[ ]*$",
    re.MULTILINE,
)
_NOT_A_WORD = re.compile(r"[\W_]+")


class Places:
    """Answers in lines of the file, `first_line` being that of the body's first line."""

    def __init__(self, markdown: str, first_line: int) -> None:
        self.markdown = markdown
        self.first_line = first_line
        self._folded: list[str] | None = None
        self._asked: dict[str, int] = {}

    def headings(self, titles: Iterable[str]) -> Iterator[int]:
        """The line of each level-2 heading, from the titles that rendering found, in their order."""
        written = [(line, _words(title)) for level, line, title in self._headings() if level == 2]  # noqa: PLR2004
        position = 0
        for title in titles:
            words = _words(title)
            same = (at for at in range(position, len(written)) if written[at][1] == words)
            found = next(same, position)
            yield written[found][0] if found < len(written) else self.first_line
            position = found + 1

    def link(self, target: str, fallback: int) -> int:
        """The first line that holds `target`, whatever its case."""
        return self._first(target.casefold(), 0, fallback)

    def removed(self, what: str) -> int:
        """The line of the next thing that sanitising removes, asked in the order of the text."""
        if what == "<h1>":
            found = [line for level, line, _ in self._headings() if level == 1]
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
        if self._folded is None:
            self._folded = [line.casefold() for line in self.markdown.split("\n")]
        for position in range(start, len(self._folded)):
            if needle in self._folded[position]:
                return self.first_line + position
        return fallback

    def _headings(self) -> Iterator[tuple[int, int, str]]:
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
