"""Bodies that say little to Markdown, headings, paragraphs and tight lists: most of them, converted at once.

Python-Markdown takes half a millisecond for a body, whatever stands in it. Here the same HTML is written for
the bodies in which no other sign has a meaning; every other one goes to Python-Markdown.
"""

import re
from typing import NamedTuple
from unicodedata import normalize

from cyberveille.expressions import expression

# Signs that neither Markdown nor HTML reads: no mark of emphasis, link, table or entity. An underscore
# within a word is text; so is what stands in a code span, and “#” where no heading begins or ends.
# A no-break space is one where nothing blank stands beside it.
_WORDS = r"(?:[^\W_]++|[ .,;:!?'’\"«»()/%=+$°–—…-]++|(?<=[^\W_])_(?=[^\W_])|(?<=\S)[\u00a0\u202f](?=\S))"
_CODE = r"(?<!`)`[A-Za-z0-9.:/_~?=%+-]++(?: [A-Za-z0-9.:/_~?=%+-]++)*+`(?!`)"
_ADDRESS = r"<(https?://[A-Za-z0-9.:/_~?=%+#-]++)>"


def _plain(code: str) -> re.Pattern[str]:
    """A body in which nothing but words, and what `code` matches, stands in the lines."""
    # No line of text begins as an item of a list, a definition or a heading does.
    line = rf"(?!\d+[.)] )(?:[^\W_]|[«»()\"'’.,;/…]|{code})(?:{_WORDS}|[#@~]|{code})*+"
    item = rf"- {{1,4}}{line}(?:\n {{0,7}}{line})*+"
    block = rf"(?:## [^\W_]{_WORDS}*+|{line}(?:\n{line})*+|{item}(?:\n{item})*+)"
    return expression(rf"\n*+{block}(?:\n\n++{block})*+\n*+")


_PLAIN = _plain(_CODE)
_LINKED = _plain(f"(?:{_CODE}|{_ADDRESS.replace('(', '(?:')})")
# Two spaces break a line of a paragraph or of an item; others at an end are left to Python-Markdown.
_ODD_SPACES = expression(r"(?<! ) \n|   \n|  \n(?:[\n-]| +`|$)")
_ITEMS = expression(r"^- +", re.MULTILINE)
_SPAN = expression("`([^`]+)`")
_LINK = expression(_ADDRESS)
_APART = expression(f"{_SPAN.pattern}|{_ADDRESS}")


class Part(NamedTuple):
    """A section: its title, empty before the first heading, its HTML, and its line counted from zero."""

    title: str
    html: str
    line: int


def plain_parts(markdown: str, *, linked: bool = False) -> list[Part] | None:
    """The sections that Python-Markdown makes of `markdown`; None when they may differ.

    Nothing in them needs sanitising, and there is no link but, with `linked`, addresses between « < » and
    « > ».
    """
    links = "<" in markdown
    if (links and not linked) or not _is_plain(markdown, _LINKED if links else _PLAIN):
        return None
    parts: list[Part] = []
    title, title_line, line = "", 0, 0
    blocks: list[str] = []
    listed = False
    for gap in markdown.split("\n\n"):
        block = gap.strip("\n")
        if block.startswith("## "):
            if title or blocks:
                parts.append(Part(title, "\n".join(blocks), title_line))
            title = normalize("NFC", " ".join(block[3:].split()))
            title_line, blocks = line + gap.index("#"), []
        elif block.startswith("- "):
            if listed:
                return None  # A list whose items stand apart: each is a paragraph.
            blocks.append(_list(block))
        elif block:
            blocks.append(f"<p>{_inline(block)}</p>")
        if block:
            listed = block.startswith("- ")
        line += gap.count("\n") + 2
    parts.append(Part(title, "\n".join(blocks), title_line))
    return parts


def _is_plain(markdown: str, known: re.Pattern[str]) -> bool:
    # Most of those that are not have one of these signs, and often near the end.
    if any(sign in markdown for sign in ("*", "[", "|", "~~")) or markdown.endswith(" "):
        return False
    if not known.fullmatch(markdown):
        return False
    if "://" in markdown and "://" in _APART.sub("", markdown):
        return False
    return not (" \n" in markdown and _ODD_SPACES.search(markdown))


def _list(block: str) -> str:
    texts = (item.rstrip("\n") for item in _ITEMS.split(block)[1:])
    items = (f"<li>{_inline(text)}</li>" for text in texts)
    return "\n".join(("<ul>", *items, "</ul>"))


def _inline(text: str) -> str:
    if "  \n" in text:
        text = text.replace("  \n", "<br>\n")
    if "`" in text:
        text = _SPAN.sub(r"<code>\1</code>", text)
    if "<http" in text:
        text = _LINK.sub(r'<a href="\1">\1</a>', text)
    return text.replace("\u00a0", "&nbsp;") if "\u00a0" in text else text
