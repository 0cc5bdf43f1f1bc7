"""What writers know from CommonMark and GitHub, asked of the library: each is one of its own parts."""

import re
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import OListProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import SubstituteTagInlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import INLINE_PLACEHOLDER_PREFIX
from pymdownx.magiclink import MagiclinkPattern

from cyberveille.expressions import expression

# CommonMark 0.31, section 6.7.
_HARD_BREAK = r"\\\n"
# Of the addresses that GitHub makes links of, those that say how they are reached and that pages may lead to:
# the library's group for the others stays empty.
_ADDRESS = r"""(?i)(?<![^\s*_~^\[('"«’\x03])https?://(?P<www>(?!))?"""
_BARE = expression(_ADDRESS)
_BREAKS, _LINKS, _BOXES = 101, 85, 15
_NUMBER = r"\d+\."
_NUMBERS = r"\d+[.)]"
_BOX = expression(r"\[([ xX])\][ \n]")
_SIGNS = {" ": "☐", "x": "☑"}
_ITEM, _CHILD, _INDENTED = "RE", "CHILD_RE", "INDENT_RE"
"""Where the library keeps what it takes for an item."""


def may_hold(markdown: str) -> bool:
    """Whether any of the inline marks may be there: most texts are read without looking for them."""
    return (
        "~" in markdown
        or "\\\n" in markdown
        or "[ ]" in markdown
        or "[x]" in markdown
        or "[X]" in markdown
        or ("://" in markdown and _BARE.search(markdown) is not None)
    )


class CommonExtension(Extension):
    r"""Struck text, bare addresses, `1)`, boxes to tick, and `\` at the end of a line."""

    def __init__(self, *, inline: bool) -> None:
        super().__init__()
        self._inline = inline

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        for processor in md.parser.blockprocessors:
            if isinstance(processor, OListProcessor):
                for name in (_ITEM, _CHILD, _INDENTED):
                    bounded = getattr(processor, name).pattern.replace(_NUMBER, _NUMBERS)
                    setattr(processor, name, re.compile(bounded))
        if not self._inline:
            return
        if md.delimiters is not None:
            md.delimiters.add("~", "del", double=True)
            md.ESCAPED_CHARS.append("~")
        md.inlinePatterns.register(SubstituteTagInlineProcessor(_HARD_BREAK, "br"), "hard-break", _BREAKS)
        address = _Address(_ADDRESS, md)
        address.config = {"hide_protocol": False}
        md.inlinePatterns.register(address, "magic-link", _LINKS)
        md.treeprocessors.register(_Boxes(md), "task-boxes", _BOXES)


class _Address(MagiclinkPattern):  # type: ignore[misc]
    """An address ends where code or HTML begins, of which the library keeps the place."""

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # noqa: ANN401, N802 - the library's
        end = data.find(INLINE_PLACEHOLDER_PREFIX, m.end())
        return super().handleMatch(m, data if end < 0 else data[:end])


class _Boxes(Treeprocessor):
    """A box is a sign of the text: feeds and tables of contents tell it as pages do."""

    def run(self, root: Element) -> None:
        for item in root.iter("li"):
            inner = item if item.text and item.text.strip() else next(iter(item), None)
            if inner is None or inner.tag not in {"li", "p"} or not inner.text:
                continue
            if box := _BOX.match(inner.text):
                inner.text = f"{_SIGNS[box[1].lower()]} {inner.text[box.end() :]}"
