"""What a message may print: text, lists, quotes, code, tables, links; no heading, picture or form."""

import nh3

from cyberveille.expressions import expression

_TAGS = {
    "a", "blockquote", "br", "code", "del", "em", "hr", "li", "ol", "p", "pre", "s", "strong", "table",
    "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_HEADING = expression(r"<(/?)h[1-6]>")
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes={"a": {"href"}},
    url_schemes={"https", "http", "mailto"},
    link_rel="nofollow noopener external",
    strip_comments=True,
)


def message_html(html: str) -> str:
    """`html` as Isso's Markdown gives it; a heading becomes a paragraph, for the page has its own."""
    return _CLEANER.clean(_HEADING.sub(lambda tag: "</strong></p>" if tag[1] else "<p><strong>", html))


def message_text(html: str) -> str:
    """What a reader would see of a message, without its markup."""
    return nh3.clean(html, tags=set()).strip()
