"""A section's text once it has left its page: in a feed, in an export."""

import re
from functools import lru_cache, partial
from html import escape, unescape
from urllib.parse import urljoin

from cyberveille.expressions import expression

_TARGET = expression(r"""(<(?:a|img)(?:\s+[\w-]+(?:="[^"]*")?)*?\s+(?:href|src)=")([^"]*)""")
_BREAKS = (
    (expression(r"<li\b[^>]*>\s*(?:<p>)?"), "\n- "),
    (expression(r"</t[dh]>\s*<t[dh]\b[^>]*>"), " | "),
    (expression(r"<br\b[^>]*>|</(?:tr|thead|dt|dd)>"), "\n"),
    (expression(r"</(?:p|h[1-6]|ul|ol|dl|pre|table|blockquote)>"), "\n\n"),
    (expression(r"""<img\b[^>]*?\balt="([^"]*)"[^>]*>"""), r"\1"),
    (expression(r"<[^>]*>"), ""),
)
# Most sections: nothing in them is to be changed but the tags themselves.
_PARAGRAPHS = expression(r"(?:<p>(?![-\s])(?:[^<&\s]++|[ \t\n](?![ \t\n]))*+</p>\n?+)+")
_TRAILING = expression(r"[ \t]+\n")
_BLANKS = expression(r"\n{3,}")
_BETWEEN_ITEMS = expression(r"\n+(?=\n- )")
_NOT_XML = expression("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def absolute_links(html: str, *, page: str, root: str) -> str:
    """`html` with every link and image made absolute.

    `html` is as the sanitiser writes it. `page` is the URL of the page it comes from, against which
    `#anchor` and relative targets are resolved; `root` is the URL of the portal, ending with a
    slash, under which root-absolute addresses such as `/bulletins/…/` stand.
    """
    if "<a " not in html and "<img " not in html:
        return html
    return _TARGET.sub(partial(_absolute, page=page, root=root), html)


def _absolute(match: re.Match[str], *, page: str, root: str) -> str:
    before, target = match[1], unescape(match[2])
    if target.startswith("/") and not target.startswith("//"):
        return before + escape(root + target[1:])
    return before + escape(urljoin(page, target))


@lru_cache(maxsize=1024)
def plain_text(html: str) -> str:
    """The words of sanitised HTML: paragraphs apart by a blank line, list items after a dash."""
    if _PARAGRAPHS.fullmatch(html):
        return "\n\n".join(text for part in html.split("</p>") if (text := part.lstrip()[3:].strip()))
    text = html
    for pattern, replacement in _BREAKS:
        text = pattern.sub(replacement, text)
    text = _TRAILING.sub("\n", unescape(text))
    return _BETWEEN_ITEMS.sub("", _BLANKS.sub("\n\n", text)).strip()


def xml_text(text: str) -> str:
    """`text` without the characters that XML 1.0 (section 2.2) cannot carry."""
    return _NOT_XML.sub("", text)
