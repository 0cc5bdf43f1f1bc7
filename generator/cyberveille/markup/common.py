"""What writers know from CommonMark and GitHub, asked of the library: each is one of its own parts, told more."""

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import OListProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import SubstituteTagInlineProcessor
from markdown.treeprocessors import Treeprocessor
from pymdownx.magiclink import MagiclinkPattern

# CommonMark 0.31, section 6.7.
_HARD_BREAK = r"\\\n"
# Of the addresses that GitHub makes links of, those that say how they are reached and that pages may lead to:
# the library's group for the others stays empty.
_ADDRESS = r"""(?i)(?<![^\s*_~^\[('"«’\x03])https?://(?P<www>(?!))?"""
_BREAKS, _LINKS, _BOXES = 101, 85, 15
_NUMBER = r"\d+\."
_NUMBERS = r"\d+[.)]"
_BOX = re.compile(r"\[([ xX])\][ \n]")
_SIGNS = {" ": "☐", "x": "☑"}
_ITEM, _CHILD, _INDENTED = "RE", "CHILD_RE", "INDENT_RE"
"""Where the library keeps what it takes for an item."""


class CommonExtension(Extension):
    """Struck text, bare addresses, `1)`, boxes to tick, and `\\` at the end of a line."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        if md.delimiters is not None:
            md.delimiters.add("~", "del", double=True)
            md.ESCAPED_CHARS.append("~")
        md.inlinePatterns.register(SubstituteTagInlineProcessor(_HARD_BREAK, "br"), "hard-break", _BREAKS)
        address = MagiclinkPattern(_ADDRESS, md)
        address.config = {"hide_protocol": False}
        md.inlinePatterns.register(address, "magic-link", _LINKS)
        for processor in md.parser.blockprocessors:
            if isinstance(processor, OListProcessor):
                for name in (_ITEM, _CHILD, _INDENTED):
                    expression = getattr(processor, name).pattern.replace(_NUMBER, _NUMBERS)
                    setattr(processor, name, re.compile(expression))
        md.treeprocessors.register(_Boxes(md), "task-boxes", _BOXES)


class _Boxes(Treeprocessor):
    """A box is a sign of the text: feeds and tables of contents tell it as pages do."""

    def run(self, root: Element) -> None:
        for item in root.iter("li"):
            inner = item if item.text and item.text.strip() else next(iter(item), None)
            if inner is None or inner.tag not in {"li", "p"} or not inner.text:
                continue
            if box := _BOX.match(inner.text):
                inner.text = f"{_SIGNS[box[1].lower()]} {inner.text[box.end() :]}"
