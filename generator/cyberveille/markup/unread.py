"""What a writer may take for Markdown, and that pages print as it is written."""

import re
from collections.abc import Iterator
from itertools import islice

from cyberveille.expressions import expression
from cyberveille.markup import half_open, other_markups, rows, unlisted
from cyberveille.markup.fences import without_code
from cyberveille.markup.mark import Mark, Place, Unread
from cyberveille.markup.outline import Fence, Outline

MOST = 20
"""Told of one body: where there are more, it was not written for this portal."""
_READERS = (unlisted, other_markups, half_open, rows)
_SPAN = expression(r"(?<![\\`])(`{1,9})(?!`)(?:[^\n]|\n(?![ \t]*\n)){1,400}?(?<!`)\1(?!`)")
_DRAWN = expression(r"mermaid|plantuml|puml|graphviz|dot|math|katex|vega|svgbob", re.IGNORECASE)
# MyST writes its boxes as code.
_BOX = expression(r"\{[a-z]{3,20}\}")
# A line that may stand too near the margin to be kept in a list.
_LOOSE = expression(r"\n[ \t>]*\n(?:>| {1,3}[^ \t\n])")
_ESCAPED = expression(r"\\([\\`*_{}\[\]()>#+\-.!~])")
# What Markdown does not take, of which a path has one at least.
_KEPT = expression(r"\\[^\n`*_{}\[\]()>#+\-.!~]|[:%A-Z]\\")
_TOKEN = expression(r"[^\s|]*\\[^\s|]*")
_PATH = expression(r"""[("'«\[]*(?:[A-Za-z]:\\|\\\\[\w.]|%\w+%\\|\$env:\w+\\|HK[A-Z_]{2,}\\)""")


def unread(markdown: str, first_line: int, *, plain: bool = False) -> tuple[Mark, ...]:
    """The marks of a body that pages print as they are, in the order of their lines; `MOST` at most.

    A `plain` body is one that says next to nothing to Markdown.
    """
    if plain and not any(module.may_hold(markdown) for module in _READERS):
        return ()
    return tuple(sorted(islice(_found(markdown, first_line), MOST), key=lambda mark: mark.line))


def _found(markdown: str, first_line: int) -> Iterator[Mark]:
    if "```" in markdown or "~~~" in markdown or _LOOSE.search(markdown):
        yield from _outlined(markdown, first_line)
    path = "\\" in markdown and _KEPT.search(markdown) is not None
    readers = [module.found for module in _READERS if module.may_hold(markdown)]
    if unlisted.may_stick(markdown):
        readers.append(unlisted.stuck)
    if not path and not readers:
        return
    text = _SPAN.sub(lambda span: "\n" * span.group().count("\n") + " ", without_code(markdown))
    line, position, end = first_line, 0, 0
    for place in sorted((place for read in readers for place in read(text)), key=_from_left):
        line, position = line + text.count("\n", position, place.start), place.start
        if place.start >= end or place.kind is Unread.STUCK:
            end = max(end, place.end)
            yield Mark(place.kind, line, place.what)
    if path:
        yield from _paths(text, first_line)


def _from_left(place: Place) -> tuple[int, bool]:
    """What is said of a line as a whole hides nothing in it."""
    return place.start, place.kind is Unread.STUCK


def _outlined(markdown: str, first_line: int) -> Iterator[Mark]:
    drawn: list[Fence] = []

    def coded(fence: Fence) -> list[str]:
        if _DRAWN.match(fence.info) or _BOX.match(fence.info):
            drawn.append(fence)
        return []

    lines = markdown.split("\n")
    outline = Outline(coded)
    outline.arranged(lines)
    for kind, found in ((Unread.FENCE, outline.unclosed), (Unread.LEFT, outline.left)):
        for number in found:
            yield Mark(kind, first_line + number, lines[number].strip())
    for fence in drawn:
        kind = Unread.ADMONITION if _BOX.match(fence.info) else Unread.DRAWING
        yield Mark(kind, first_line + fence.first, fence.info)


def _paths(text: str, first_line: int) -> Iterator[Mark]:
    for number, line in enumerate(text.split("\n")):
        if "\\" not in line:
            continue
        tokens = _TOKEN.findall(line)
        # A path goes on after the spaces in the names of its folders.
        within = any(_PATH.match(token) for token in tokens)
        for token in tokens:
            eaten = _ESCAPED.findall(token)
            kept = "\\" in _ESCAPED.sub("", token.rstrip("\\"))
            # “C:\\Windows” is how a backslash is written.
            spelt = not kept and set(eaten) == {"\\"} and not re.match(r"""[("'«\[]*\\\\(?!\\)""", token)
            further = within and len(eaten) > 1 and token[0] != "\\"
            if eaten and not spelt and (kept or further or _PATH.match(token)):
                yield Mark(Unread.PATH, first_line + number, token, _ESCAPED.sub(r"\1", token))
