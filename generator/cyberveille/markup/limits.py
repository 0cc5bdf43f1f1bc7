"""How intricate a body may be.

Markdown's parser recurses into quotations and lists, and goes through the rest of a text again at each
bracket: without limits a body could end the process or keep it busy for hours.
"""

import re

from cyberveille.markup.fences import without_code

NESTING = 12
"""Quotations and lists inside one another."""
BRACKETS = 1500
"""Opening brackets in one paragraph or list: the time to read them grows with the square of it."""
TAGS = 2000
"""Angle brackets in one body, for the same reason."""

SPLITS = 400
"""Lines of one paragraph that end it, rules and headings, for the same reason."""

_MARKS = re.compile(rf"^(?:[ \t]*(?:>|:[ \t]|[-*+][ \t]|\d+\.[ \t])){{{NESTING + 1}}}", re.MULTILINE)
_RULE = re.compile(r"[ \t]*(?:(?:-[ \t]*)+|(?:\*[ \t]*)+)$", re.MULTILINE)
_SPLIT = re.compile(r"^(?: {0,3}(?:[-*_][ \t]*){3,}$|#{1,6})", re.MULTILINE)
_FAR_RIGHT = re.compile(r"^((?: {4}|\t){12}[ \t]*)(?:>|[-*+][ \t]|\d+\.[ \t])", re.MULTILINE)


def first_intricate(markdown: str) -> int:
    """The first line, counted from 1, of what is beyond the limits; 0 when nothing is."""
    if markdown.count("<") > TAGS:
        return _line(markdown, markdown.index("<"))
    if markdown.count("[") > BRACKETS:
        start = 0
        for block in markdown.split("\n\n"):
            if block.count("[") > BRACKETS:
                return _line(markdown, start + block.index("["))
            start += len(block) + 2
    if split := _first_split_too_often(markdown):
        return split
    if not (_MARKS.search(markdown) or _FAR_RIGHT.search(markdown)):
        return 0
    text = without_code(markdown)
    places = [match.start() for match in _MARKS.finditer(text) if not _RULE.match(text, match.start())]
    places += [match.start() for match in _FAR_RIGHT.finditer(text)]
    return _line(text, min(places)) if places else 0


def _first_split_too_often(markdown: str) -> int:
    if sum(1 for _ in _SPLIT.finditer(markdown)) <= SPLITS:
        return 0
    text, start = without_code(markdown), 0
    for block in text.split("\n\n"):
        if sum(1 for _ in _SPLIT.finditer(block)) > SPLITS:
            return _line(text, start)
        start += len(block) + 2
    return 0


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
