"""Marks of Markdown that lack the other one of their pair: both would be printed."""

import re
from collections.abc import Iterator

from cyberveille.expressions import expression
from cyberveille.markup.mark import Place, Unread

_STRONG = expression(r"(?<![\\*])\*\*(?![*/])")
_LINK = expression(
    r"(?P<whole>(?<!\\)\[[^\[\]\n]{1,200}\]\((?:https?:|mailto:|/)[^)\n]{0,300}$)"
    r"|(?P<inner>(?<![\\\]])\[[^\[\]()\n]{1,80}\((?:https?:|mailto:)[^()\s]{1,300}\)(?![^\[\n]*\]))",
    re.MULTILINE,
)
_TICK = expression(r"(?<![\\`])`{1,2}(?!`)[^\n`]{0,30}")
# What ends a paragraph by “\” meant a line of its own; a folder may end so too.
_BREAK = expression(r"(?<![\\:])\b[^\s\\:/]{0,40}\\(?=[ \t]*(?:\n[ \t]*(?:\n|\Z)|\Z))")
_BLANK = expression(r"\n[ \t]*\n")
_MAY = expression(
    r"\*\*\s|\*\*(?<=\s\*\*)|\]\([^)\n]{0,400}$|\((?<=[^\]]\()[a-z]+:[^()\s]*\)"
    r"|\\[ \t]*(?:\n[ \t]*\n|\n?\Z)",
    re.MULTILINE,
)
_SHOWN = 40


def may_hold(markdown: str) -> bool:
    """Told in little time of most texts."""
    return markdown.count("`") % 2 == 1 or markdown.count("**") % 2 == 1 or _MAY.search(markdown) is not None


def found(text: str) -> Iterator[Place]:
    """`text` is a body without its code."""
    start = 0
    for block in _BLANK.split(text):
        place = text.index(block, start)
        start = place + len(block)
        if "**" in block and (at := min(_strong(block), default=-1)) >= 0:
            # Each other one of the paragraph may go with it.
            yield Place(Unread.HALF, place + at, place + at + 2, _from(block, at))
    for link in _LINK.finditer(text):
        yield Place(Unread.LINK, *link.span(), link.group()[:_SHOWN].strip())
    for tick in _TICK.finditer(text):
        yield Place(Unread.HALF, *tick.span(), tick.group().strip())
    for ending in _BREAK.finditer(text):
        yield Place(Unread.HALF, *ending.span(), ending.group())


def _strong(block: str) -> Iterator[int]:
    """Where a « ** » stands that opens nothing that is closed (CommonMark 0.31, section 6.2)."""
    marks = [*_STRONG.finditer(block)]
    opened: list[int] = []
    for match in marks:
        before = block[match.start() - 1 : match.start()]
        after = block[match.end() : match.end() + 1]
        if opened and before.strip():
            opened.pop()
        elif after.strip():
            opened.append(match.start())
        elif before.strip() or len(marks) > 1:
            yield match.start()  # a lone one between two spaces is a sign of arithmetic
    yield from opened


def _from(block: str, at: int) -> str:
    return block[at : at + _SHOWN].partition("\n")[0].strip()
