"""What a writer may take for Markdown, and that pages print as it is written."""

import re
from collections.abc import Iterator
from enum import StrEnum
from itertools import islice

from msgspec import Struct

from cyberveille.markup.fences import without_code
from cyberveille.markup.outline import Fence, Outline

MOST = 20
"""Told of one body: where there are more, it was not written for this portal."""


class Unread(StrEnum):
    """Kinds of marks, by what is printed in their stead."""

    FENCE = "fence"
    """A fence that nothing closes."""
    LEFT = "left"
    """A paragraph that its indentation does not keep in the list above."""
    DRAWING = "drawing"
    """Code that other programs draw."""
    BULLET = "bullet"
    LETTERS = "letters"
    """A list numbered with letters."""
    PATH = "path"
    """A path, or a pattern, of which backslashes are taken for Markdown's own."""
    FOOTNOTE = "footnote"
    ADMONITION = "admonition"
    REFERENCE = "reference"
    """A link whose definition is nowhere."""
    LINK = "link"
    """A link written otherwise."""
    DIALECT = "dialect"
    """What other dialects read."""


class Mark(Struct, frozen=True):
    """A mark as written, its line in the file, and what is printed when that is another text."""

    kind: Unread
    line: int
    what: str
    printed: str = ""


_SPAN = re.compile(r"(?<![\\`])(`{1,9})(?!`)(?:[^\n]|\n(?![ \t]*\n)){1,400}?(?<!`)\1(?!`)")
_DRAWN = re.compile(r"mermaid|plantuml|puml|graphviz|dot|math|katex|vega|svgbob", re.IGNORECASE)
_BULLETS = "•●▪■◦·‣⁃∙○▸►➢➤✓✔❖◆♦"
_LINES = re.compile(
    rf"^[ \t>]*(?P<bullet>[{_BULLETS}\ue000-\uf8ff](?=\s|\w)|[–—](?=\s)|o\t)"
    r"|^[ \t>]*(?P<glued>[-*+][^\W_][^\n]*\n[ \t>]*[-*+][^\W_])"
    r"|^[ \t>]*(?P<letters>\(?[aA][.)][ \t][^\n]*\n(?:[^\n]*\n){0,3}?[ \t>]*\(?[bB][.)][ \t])"
    r"|^[ \t]{0,3}(?P<admonition>(?:!!!|\?\?\?\+?)[ \t]+\w|>[ \t]*\[![A-Za-z]+\]|:::+)[^\n]*"
    r"|^[ \t]{0,3}(?P<abbreviation>\*\[[^\[\]\n]{1,60}\]:)"
    r"|^[ \t]{0,3}(?P<contents>\[TOC\]|\[toc\]|\[\[_TOC_\]\])[ \t]*$",
    re.MULTILINE,
)
_WORDS = re.compile(
    r"(?P<footnote>\[\^[^\[\]\s]{1,60}\](?:(?=:)[^\n]{1,40})?|\^\[[^\[\]\n]{1,200}\])"
    r"|(?P<wiki>\[\[[^\[\]\n]{1,100}\]\])"
    r"|(?P<spaced>(?<![\w\]])\[[^\[\]\n]{1,200}\][ \t]+\((?:https?:|mailto:|/|#)[^()\s]{0,200}\))"
    r"|(?P<turned>\([^()\n]{1,100}\)\[(?:https?:|mailto:|/)[^\[\]\s]{1,200}\])"
    r"|(?P<mark>(?<![\w=])==(?=[^\s=])[^=\n]{1,200}(?<!\s)==(?![\w=]))"
    r"|(?P<script>(?<=\w)~[^\s~]{1,20}~(?!~)|(?<=\w)\^[^\s^]{1,20}\^)"
    r"|(?P<emoji>(?<![\w:/.]):[a-z][a-z_]{2,30}:(?![\w:/]))"
    r"|(?P<attributes>\{(?::[ \t]|[:#.][A-Za-z])[^{}\n]{1,100}\})"
    r"|(?P<formula>\$\$[^$\n]{1,200}\$\$)"
    r"|(?P<cited>(?<![\w\]\\])\[(?P<text>[^\[\]\n^!]{1,200})\]\[(?P<key>[^\[\]\n^]{0,200})\])"
)
_KINDS = {
    "bullet": Unread.BULLET, "glued": Unread.BULLET, "letters": Unread.LETTERS,
    "admonition": Unread.ADMONITION, "footnote": Unread.FOOTNOTE, "spaced": Unread.LINK,
    "turned": Unread.LINK, "cited": Unread.REFERENCE,
}  # fmt: skip
_DEFINED = re.compile(r"^[ ]{0,3}\[([^\[\]\n]{1,200})\]:", re.MULTILINE)
# A glance, since most bodies hold nothing of the kind: no line is told without one of these.
_BRACKETS = re.compile(r"\[[\^\[!Tt]|\][\[ \t]|\)\[|\*\[|\^\[")
# A line that may stand too near the margin to be kept in a list.
_LOOSE = re.compile(r"\n[ \t>]*\n(?:>| {1,3}[^ \t\n])")
_BRACES = re.compile(r"\{[:.#]")
_STARTS = re.compile(
    rf"\n[ \t>]*(?:[{_BULLETS}\ue000-\uf8ff]|[–—]\s|o\t|[-*+][^\W_]|\(?[aA][.)][ \t]|!!!|\?\?\?|:::)"
)
_EMOJI = re.compile(r":[a-z][a-z_]{2,30}:")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()>#+\-.!~])")
# What Markdown does not take, of which a path has one at least.
_KEPT = re.compile(r"\\[^\n`*_{}\[\]()>#+\-.!~]|[:%A-Z]\\")
_TOKEN = re.compile(r"[^\s|]*\\[^\s|]*")
_PATH = re.compile(r"""[("'«\[]*(?:[A-Za-z]:\\|\\\\[\w.]|%\w+%\\|\$env:\w+\\|HK[A-Z_]{2,}\\)""")


def unread(markdown: str, first_line: int, *, plain: bool = False) -> tuple[Mark, ...]:
    """The marks of a body that pages print as they are, in the order of their lines; `MOST` at most.

    A `plain` body is one that says next to nothing to Markdown.
    """
    if plain and not _may_hold_beside(markdown):
        return ()
    return tuple(sorted(islice(_found(markdown, first_line), MOST), key=lambda mark: mark.line))


def _found(markdown: str, first_line: int) -> Iterator[Mark]:
    if "```" in markdown or "~~~" in markdown or _LOOSE.search(markdown):
        yield from _outlined(markdown, first_line)
    path = "\\" in markdown and _KEPT.search(markdown) is not None
    if not path and not _may_hold(markdown):
        return
    text = _SPAN.sub(lambda span: "\n" * span.group().count("\n") + " ", without_code(markdown))
    line, position, end = first_line, 0, 0
    defined: set[str] | None = None
    for match in sorted((*_LINES.finditer(text), *_WORDS.finditer(text)), key=lambda found: found.start()):
        if match.start() < end:
            continue
        end = match.end()
        group = next(name for name, value in match.groupdict().items() if value is not None)
        start = match.start(group)
        line, position = line + text.count("\n", position, start), start
        what = match[group].split("\n")[0].strip()
        if group == "cited":
            defined = _definitions(text) if defined is None else defined
            if _key(match["key"] or match["text"]) in defined:
                continue
        yield Mark(_KINDS.get(group, Unread.DIALECT), line, what)
    if path:
        yield from _paths(text, first_line)


def _may_hold(markdown: str) -> bool:
    return (
        "^" in markdown
        or ("[" in markdown and _BRACKETS.search(markdown) is not None)
        or ("{" in markdown and _BRACES.search(markdown) is not None)
        or _may_hold_beside(markdown)
    )


def _may_hold_beside(markdown: str) -> bool:
    """Whether there may be a mark made of signs that are text elsewhere."""
    return (
        "~" in markdown
        or ("=" in markdown and "==" in markdown)
        or ("$" in markdown and "$$" in markdown)
        or _EMOJI.search(markdown) is not None
        or _STARTS.search("\n" + markdown) is not None
    )


def _outlined(markdown: str, first_line: int) -> Iterator[Mark]:
    drawn: list[Fence] = []

    def coded(fence: Fence) -> list[str]:
        if _DRAWN.match(fence.info):
            drawn.append(fence)
        return []

    lines = markdown.split("\n")
    outline = Outline(coded)
    outline.arranged(lines)
    for kind, found in ((Unread.FENCE, outline.unclosed), (Unread.LEFT, outline.left)):
        for number in found:
            yield Mark(kind, first_line + number, lines[number].strip())
    for fence in drawn:
        yield Mark(Unread.DRAWING, first_line + fence.first, fence.info)


def _paths(text: str, first_line: int) -> Iterator[Mark]:
    for number, line in enumerate(text.split("\n")):
        if "\\" not in line:
            continue
        for token in _TOKEN.findall(line):
            eaten = _ESCAPED.findall(token)
            kept = "\\" in _ESCAPED.sub("", token.rstrip("\\"))
            # “C:\\Windows” is how a backslash is written.
            spelt = not kept and set(eaten) == {"\\"} and not re.match(r"""[("'«\[]*\\\\(?!\\)""", token)
            if eaten and not spelt and (kept or _PATH.match(token)):
                yield Mark(Unread.PATH, first_line + number, token, _ESCAPED.sub(r"\1", token))


def _definitions(text: str) -> set[str]:
    return {_key(name) for name in _DEFINED.findall(text)}


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()
