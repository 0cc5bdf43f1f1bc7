"""What HTML the portal prints, and the finding of what it would drop."""

import functools
import html
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

from msgspec import Struct

from cyberveille.expressions import expression

ATTRIBUTES: dict[str, set[str]] = {
    "a": {"href", "title", "hreflang"},
    "abbr": {"title"},
    "code": {"class"},
    "img": {"src", "alt", "title", "width", "height"},
    "ol": {"start"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
    "span": set(),
}
TAGS: set[str] = {
    "a", "abbr", "b", "blockquote", "br", "cite", "code", "dd", "del", "dfn", "dl", "dt", "em", "h3",
    "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "ol", "p", "pre", "q", "s", "samp", "small",
    "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul", "var",
}  # fmt: skip
LANGUAGE_TAGGED = {"span", "em", "i", "p", "q", "blockquote", "abbr", "cite"}
SCHEMES = {"https", "http", "mailto", "tel"}
_DROPPED_WITH_CONTENT = {"script", "style", "iframe", "object", "embed", "template", "noscript"}
_NUMBER = expression(r"[0-9]{1,4}")
_FORMS = {
    "align": expression("left|center|right"),
    "class": expression(r"language-[\w+#.-]+"),
    "colspan": _NUMBER,
    "height": _NUMBER,
    "hreflang": expression(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*"),
    "lang": expression(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*"),
    "rowspan": _NUMBER,
    "scope": expression("col|row|colgroup|rowgroup"),
    "start": _NUMBER,
    "width": _NUMBER,
}
"""What an attribute's value must be for the page to stay valid HTML; others are free text or addresses."""
_SCHEME = expression(r"\s*([a-zA-Z][a-zA-Z0-9+.\-\s]*):")
# Browsers drop these from an address before they look for its scheme (WHATWG URL, 4.4).
_IGNORED_IN_URL = expression(r"[\x00-\x20]")


class Removal(Struct, frozen=True):
    """A piece of the written text that the published page would not carry."""

    what: str
    line: int


def _keep_attribute(_tag: str, attribute: str, value: str) -> str | None:
    form = _FORMS.get(attribute)
    return value if form is None or form.fullmatch(value) else None


@functools.cache
def _clean() -> Callable[[str], str]:
    # Loaded by the first text that needs it: most commands read none.
    import nh3  # noqa: PLC0415

    return nh3.Cleaner(
        tags=TAGS,
        clean_content_tags=_DROPPED_WITH_CONTENT,
        attributes=ATTRIBUTES | {tag: ATTRIBUTES.get(tag, set()) | {"lang"} for tag in LANGUAGE_TAGGED},
        attribute_filter=_keep_attribute,
        url_schemes=SCHEMES,
        link_rel=None,
        strip_comments=True,
    ).clean


def sanitise(unsafe: str) -> str:
    """HTML with nothing in it that runs, loads, submits or takes the name of a page's element."""
    return _clean()(unsafe)


def scheme_of(address: str) -> str | None:
    """The scheme a browser would see in `address`, lower case; None for a relative one."""
    match = _SCHEME.match(_IGNORED_IN_URL.sub("", address))
    return match.group(1).lower() if match else None


class _Auditor(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.removed: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.removed.append(f"<{tag}>")
            return
        allowed = ATTRIBUTES.get(tag, set()) | ({"lang"} if tag in LANGUAGE_TAGGED else set())
        for name, value in attrs:
            if name not in allowed or _keep_attribute(tag, name, value or "") is None:
                self.removed.append(f"{name}=")
            elif name in {"href", "src"}:
                scheme = scheme_of(value or "")
                if scheme is not None and scheme not in SCHEMES:
                    self.removed.append(f"{scheme}:")

    def handle_comment(self, data: str) -> None:
        self.removed.append(f"<!--{data[:20]}")

    def handle_decl(self, decl: str) -> None:
        self.removed.append(f"<!{decl[:20]}")

    def handle_pi(self, data: str) -> None:
        self.removed.append(f"<?{data[:20]}")


def audit(unsafe: str) -> tuple[str, ...]:
    """What sanitising would drop: `<script>`, `onclick=`, `javascript:`… in order, each as written."""
    auditor = _Auditor()
    auditor.feed(unsafe)
    auditor.close()
    return tuple(auditor.removed)


_ANCHOR_OR_IMAGE = expression(r"<(a|img)\b([^>]*)>")
_ATTRIBUTE = expression(r'\b(href|src|alt)="([^"]*)"')


def links_of(safe: str) -> Iterator[tuple[str, str, bool]]:
    """(target, alternative text, is it an image) of each link of sanitised HTML."""
    for match in _ANCHOR_OR_IMAGE.finditer(safe):
        found = {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(match.group(2))}
        image = match.group(1) == "img"
        target = found.get("src" if image else "href")
        if target is not None:
            yield target, found.get("alt", ""), image
