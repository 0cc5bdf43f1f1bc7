"""Markdown as sources publish it (Pandoc's, mixed with HTML) to the Markdown of our notices.

What renders as text stays text: a `<name>` that is not markup becomes code, a link that leads
nowhere becomes its words, an image becomes a link. Code is left as it is.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from cyberveille.expressions import expression
from cyberveille.importing.from_html import html_to_markdown
from cyberveille.importing.inline import clean_inline
from cyberveille.importing.plain_text import clean, code_block
from cyberveille.markup.fences import fenced

_INDENT = 4
_RAW_SEPARATOR = expression(r"^ *```\s*\{=html\}\n.*?\n *```$", re.MULTILINE | re.DOTALL)
_WRAPPER = expression(r"^ *</?(?:div|center|section|article)\b[^<>]*>[ \t]*$", re.MULTILINE | re.IGNORECASE)
_HTML_BLOCK = expression(
    r"^( *)<(table|dl|ul|ol|p|pre|blockquote)\b[^<>]*>.*?</\2>[ \t]*$",
    re.MULTILINE | re.DOTALL | re.IGNORECASE,
)
_MARKER = expression(r"( *)([-*+:]|\d{1,9}[.)])( +)\S")
_URL_LINE = expression(r"https?://[^\s<>\"\\^`{|}\[\]()]+")
_HEADERLESS_TABLE = expression(r"^( *)(\|[ |]*\|)\n( *\|[ :|-]*-[ :|-]*\|)\n( *\|.*\|)$", re.MULTILINE)
_LIST_END = "\ue004"
"""Stands where Pandoc put an empty comment: what follows is no longer in the list above."""
_FINISHED = expression("\ue002(\\d+)\ue003")
_BLANK_LINES = expression(r"\n{3,}")


class _Block(Struct):
    code: bool
    lines: list[str]
    in_list: bool = False


def clean_markdown(text: str | None, base: str) -> str:
    """Our Markdown for a text that was published at `base`; empty when there is none."""
    if not text or not text.strip():
        return ""
    text = clean(text)
    finished: list[str] = []
    if "`" in text:
        text = _RAW_SEPARATOR.sub(f"\n{_LIST_END}\n", text)
    position = 0
    runs: list[str] = []
    for start, end in fenced(text):
        runs += (_outside_code(text[position:start], base, finished), _fence(text[start:end], finished))
        position = end
    text = "".join((*runs, _outside_code(text[position:], base, finished)))
    pieces = [
        _code(block) if block.code else clean_inline("\n".join(block.lines), base) for block in _blocks(text)
    ]
    whole = _FINISHED.sub(lambda found: finished[int(found[1])], "\n".join(pieces))
    return _BLANK_LINES.sub("\n\n", whole).strip(" \n")


def _outside_code(text: str, base: str, finished: list[str]) -> str:
    if "<" in text:
        text = _WRAPPER.sub("", text)
        text = _HTML_BLOCK.sub(lambda found: _set_aside(found, base, finished), text)
    return _HEADERLESS_TABLE.sub(r"\1\4\n\3", text) if "|" in text else text


def _fence(block: str, finished: list[str]) -> str:
    """A mark in place of a block of fenced code, fences included, which is put in `finished`."""
    finished.append(code_block("\n".join(block.split("\n")[1:-1])))
    return f"\ue002{len(finished) - 1}\ue003"


def _set_aside(found: re.Match[str], base: str, finished: list[str]) -> str:
    """A mark on its own line in place of a block of HTML, whose Markdown is put in `finished`."""
    indent = found[1]
    lines = html_to_markdown(found.group(), base).split("\n")
    finished.append("\n".join([lines[0], *(f"{indent}{line}" if line else "" for line in lines[1:])]))
    return f"\n{indent}\ue002{len(finished) - 1}\ue003\n"


def _blocks(text: str) -> Iterator[_Block]:
    """Runs of text and of indented code (CommonMark 4.4), lists taken into account."""
    current = _Block(False, [])
    containers: list[int] = []
    after_blank = True
    for line in text.split("\n"):
        if line == _LIST_END:
            containers.clear()
            line = ""  # noqa: PLW2901 - the mark itself is not text
        if not line.strip():
            current.lines.append("")
            after_blank = True
            continue
        indent = len(line) - len(line.lstrip(" "))
        if after_blank:
            while containers and indent < containers[-1]:
                containers.pop()
        floor = containers[-1] if containers else 0
        code = indent >= floor + _INDENT and (after_blank or current.code)
        if code is not current.code:
            yield current
            current = _Block(code, [], bool(containers))
        current.lines.append(line.rstrip() if code else line)
        if not code and (after_blank or containers) and (marker := _MARKER.match(line)):
            while containers and containers[-1] > indent:
                containers.pop()
            containers.append(indent + max(_INDENT, len(marker[2]) + len(marker[3])))
        after_blank = False
    yield current


def _code(block: _Block) -> str:
    """Indented code; fenced outside of lists, and as links when it holds only addresses."""
    lines = block.lines
    while lines and not lines[-1]:
        lines = lines[:-1]
    indent = min(len(line) - len(line.lstrip(" ")) for line in lines if line)
    written = [line.strip() for line in lines if line]
    if all(_URL_LINE.fullmatch(line) for line in written):
        outer = " " * (indent - indent % _INDENT - _INDENT if block.in_list else 0)
        return "\n".join(f"{outer}<{line}>\n" for line in written)
    if block.in_list:
        return "\n".join((*lines, ""))
    return code_block("\n".join(line[indent:] for line in lines)) + "\n"
