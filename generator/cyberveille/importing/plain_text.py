"""Plain text from sources: clean characters, no markup, and its way into Markdown."""

import html
import re
import unicodedata

from cyberveille.expressions import expression
from cyberveille.reading.mojibake import mended
from cyberveille.reading.unseen import as_it_looks
from cyberveille.signs import SPACE, without_unseen

HTML_TAGS = (
    "a|abbr|address|article|b|big|blockquote|br|caption|center|cite|code|col|colgroup|dd|del|dfn|div|dl|dt"
    "|em|font|h[1-6]|hr|i|img|ins|kbd|li|ol|p|pre|q|s|samp|section|small|span|strike|strong|sub|sup|table"
    "|tbody|td|tfoot|th|thead|tr|tt|u|ul|var"
)
"""The elements that are markup when they stand in a source's text; any other `<x>` is its words."""

_TAG = expression(rf"</?(?:{HTML_TAGS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_BREAK = expression(r"<(?:br|/p|/li|/tr|/td|/div)\b[^<>]*>", re.IGNORECASE)
_SPACES = expression(r"[ \t\n\f\r]+")
_LINE_ENDS = expression("\r\n|[\r\u0085\u2028\u2029]")
_SPECIAL = expression(r"[\\`*]|(?<!\w)_|_(?!\w)")
_ENTITY = expression(r"&(?=#?\w+;)")
_TAG_START = expression(r"<(?=[A-Za-z/!?])")
_BRACKET = expression(r"[\[\]]")
_LINK = expression(r"\][(\[:]")
_FENCES = expression(r"^[ ]*(`{3,})", re.MULTILINE)
_LINE_START = expression(r"^([#>+-]|={1,}|\d+(?=[.)]))", re.MULTILINE)


def clean(text: str) -> str:
    """`text` in NFC with Unix line ends, spaces for tabs, and no sign that the reader would refuse.

    A word that was read in another coding than its own is read again as it was written.
    """
    text = mended(_LINE_ENDS.sub("\n", text))
    return unicodedata.normalize("NFC", as_it_looks(without_unseen(text)).replace("\t", "    "))


def plain(text: str | None) -> str:
    """One line of text without HTML; empty when there is none."""
    if not text:
        return ""
    text = clean(text)
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub(" ", text))
    if "&" in text:
        text = clean(html.unescape(text))
    return mended(_SPACES.sub(" ", text).strip())


def escape(text: str) -> str:
    """Markdown that renders as exactly `text`."""
    text = _SPECIAL.sub(r"\\\g<0>", text)
    text = _ENTITY.sub("&amp;", text)
    text = _TAG_START.sub("&lt;", text)
    if _LINK.search(text):
        text = _BRACKET.sub(r"\\\g<0>", text)
    return _LINE_START.sub(_escape_line_start, text)


def code_span(text: str) -> str:
    """`text` as an inline code of Markdown, on one line."""
    text = " ".join(SPACE.sub(" ", text).split())
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    padding = " " if longest else ""
    return f"{fence}{padding}{text}{padding}{fence}"


def code_block(text: str, *, indented: bool = False) -> str:
    """`text` as a block of code: between fences, or by its indent, as inside a list."""
    lines = SPACE.sub(" ", text).strip("\n").split("\n")
    if indented:
        return "\n".join(f"    {line}".rstrip() for line in lines)
    longest = max((len(run) for run in _FENCES.findall(text)), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join((fence, *lines, fence))


def _escape_line_start(match: re.Match[str]) -> str:
    found = match.group()
    if found.isdigit():
        return f"{found}\\"
    return f"&#61;{found[1:]}" if found[0] == "=" else f"\\{found}"
