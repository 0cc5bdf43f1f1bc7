"""How intricate a body may be.

Markdown's parser recurses into quotations and lists: without a limit a body could end the process. How long
it may read is counted as it reads, in `work`.
"""

import re

from cyberveille.expressions import expression
from cyberveille.markup.fences import without_code

NESTING = 12
"""Quotations and lists inside one another."""
TAGS = 2000
"""Angle brackets in one body: what is left open by one weighs on all that follows."""

_MARKS = expression(rf"^(?:[ \t]*(?:>|:[ \t]|[-*+][ \t]|\d+[.)][ \t])){{{NESTING + 1}}}", re.MULTILINE)
_RULE = expression(r"[ \t]*(?:(?:-[ \t]*)+|(?:\*[ \t]*)+)$", re.MULTILINE)
_FAR_RIGHT = expression(r"^((?: {4}|\t){12}[ \t]*)(?:>|[-*+][ \t]|\d+[.)][ \t])", re.MULTILINE)


def first_intricate(markdown: str) -> int:
    """The first line, counted from 1, of what is beyond the limits; 0 when nothing is."""
    if markdown.count("<") > TAGS:
        return _line(markdown, markdown.index("<"))
    if not (_MARKS.search(markdown) or _FAR_RIGHT.search(markdown)):
        return 0
    text = without_code(markdown)
    places = [match.start() for match in _MARKS.finditer(text) if not _RULE.match(text, match.start())]
    places += [match.start() for match in _FAR_RIGHT.finditer(text)]
    return _line(text, min(places)) if places else 0


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
