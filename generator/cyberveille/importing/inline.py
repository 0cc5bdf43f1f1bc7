"""The inline part of a source's Markdown: HTML, links, escapes and special characters."""

import html
import re

from cyberveille.expressions import expression
from cyberveille.importing.addresses import link_target
from cyberveille.importing.marks import image_as_text, markdown_target, struck
from cyberveille.importing.plain_text import HTML_TAGS, clean, code_span, plain

_CODE = expression(r"\\[\\`]|(`+)(?:((?:(?!\n[ \t]*\n).)+?)(?<!`)\1(?!`))?", re.DOTALL)
_AUTOLINK = expression(r"<((?:https?|ftp|mailto):[^<>\s]+|/[^<>\s]*/[^<>\s]*)>", re.IGNORECASE)
_MAIL = expression(r"<([\w.+-]+@[\w-]+(?:\.[\w-]+)+)>")
_ESCAPED_PLACEHOLDER = expression(r"\\<([^<>`]{1,80}?)\\>")
_CODE_TAG = expression(r"<(code|tt|kbd|samp|pre)\b[^<>]*>(.*?)</\1\s*>", re.DOTALL | re.IGNORECASE)
_STRONG = expression(r"<(strong|b)\b[^<>]*>(\s*)(.*?)(\s*)</\1\s*>", re.DOTALL | re.IGNORECASE)
_EMPHASIS = expression(r"<(em|i)\b[^<>]*>(\s*)(.*?)(\s*)</\1\s*>", re.DOTALL | re.IGNORECASE)
_STRUCK = expression(r"<(s|del|strike)\b[^<>]*>(.*?)</\1\s*>", re.DOTALL | re.IGNORECASE)
_ANCHOR = expression(r"<a\b([^<>]*)>(.*?)</a\s*>", re.DOTALL | re.IGNORECASE)
_IMAGE_TAG = expression(r"<img\b([^<>]*)>", re.IGNORECASE)
_ATTRIBUTE = expression(r"\b(href|src|alt)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_BREAK = expression(r"<br\b[^<>]*>[ \t]*\n?", re.IGNORECASE)
_TAG = expression(rf"</?(?:{HTML_TAGS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_COMMENT = expression(r"<!--.*?-->", re.DOTALL)
_PLACEHOLDER = expression(r"<[A-Za-z/!?][^<>\n`]{0,80}>")
_TAG_START = expression(r"<(?=[A-Za-z/!?])")
_ENTITY = expression(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_FOOTNOTE = expression(r"\[\^([^\]^\n]{1,20})\^\]\(#[^)\s]*\)")
_LINK = expression(
    r"(!?)\[((?:[^\[\]\\]|\\.|\[[^\[\]]*\]){0,2000})\]"
    r"\(\s*<?((?:[^()\s<>\\]|\\.|\([^()\s]*\)){0,2000})>?(?:\s+\"[^\"]*\")?\s*\)",
    re.DOTALL,
)
_DEFINITION = expression(r"^( *)\[([^\]\n]+)\]:(?=\s)", re.MULTILINE)
_SUPERSCRIPT = expression(r"(?<!\\)\^([^\s^\\]{1,10})\^")
_ESCAPE = expression(r"\\([^\w])")
_KNOWN_ESCAPES = set("\\`*_{}[]()>#+-.!|")
_HASH = expression(r"^((?:[ \t>]|(?:[-*+:]|\d{1,9}[.)])[ \t])*)(#{1,6})([^\n]*)$", re.MULTILINE)
_UNDERLINE = expression(r"(?<=[^\n])\n([ \t]*(?:=+|-+)[ \t]*)$", re.MULTILINE)
_TRAILING = expression(r"[ \t]+$", re.MULTILINE)
_OPEN = "\\("
_MASKED = expression("\ue000(\\d+)\ue001")


class _Masks:
    """Pieces that are finished, put aside under private characters that no source carries."""

    def __init__(self) -> None:
        self._pieces: list[str] = []

    def put(self, piece: str) -> str:
        self._pieces.append(piece)
        return f"\ue000{len(self._pieces) - 1}\ue001"

    def restore(self, text: str) -> str:
        while _MASKED.search(text):
            text = _MASKED.sub(lambda found: self._pieces[int(found[1])], text)
        return text


def clean_inline(text: str, base: str) -> str:
    """`text`, which holds no code block and no private character, in our Markdown."""
    masks = _Masks()
    if "`" in text:
        text = _CODE.sub(lambda found: _ticks(found, masks), text)
    if "<" in text:
        text = _html(text, base, masks)
    if "&" in text:
        text = _ENTITY.sub(lambda found: _entity(found, masks), text)
    if "](" in text:
        text = _FOOTNOTE.sub(lambda found: masks.put(f" ({found[1]})"), text)
        text = _links(text, base, masks)
        # What is left begins no link, and must not look like one to those who read Markdown otherwise.
        text = text.replace("](", f"]{masks.put(_OPEN)}")
    if "]:" in text:
        text = _DEFINITION.sub(r"\1\\[\2\\]:", text)
    if "^" in text:
        text = _SUPERSCRIPT.sub(r"\1", text)
    if "\\" in text:
        text = _ESCAPE.sub(lambda found: _unescape(found, masks), text)
    if "#" in text:
        text = _HASH.sub(_hash, text)
    text = _UNDERLINE.sub(r"\n\n\1", text)
    return _TRAILING.sub(_trailing, masks.restore(text))


def _html(text: str, base: str, masks: _Masks) -> str:
    text = _AUTOLINK.sub(lambda found: _autolink(found[1], base, masks), text)
    text = _MAIL.sub(lambda found: masks.put(f"<{found[1]}>"), text)
    text = _ESCAPED_PLACEHOLDER.sub(lambda found: _code(f"<{_bare(found[1])}>", masks), text)
    text = text.replace("\\<", "&lt;")
    text = _COMMENT.sub("", text)
    text = _CODE_TAG.sub(lambda found: _code(plain(found[2]), masks), text)
    text = _STRONG.sub(lambda found: _emphasised(found, "**"), text)
    text = _EMPHASIS.sub(lambda found: _emphasised(found, "*"), text)
    text = _STRUCK.sub(lambda found: struck(found[2].strip()), text)
    text = _ANCHOR.sub(_anchor, text)
    text = _IMAGE_TAG.sub(lambda found: masks.put(_image(found[1], base)), text)
    text = _BREAK.sub("  \n", text)
    text = _TAG.sub("", text)
    text = _PLACEHOLDER.sub(lambda found: masks.put(code_span(found.group())), text)
    return _TAG_START.sub("&lt;", text)


def _code(text: str, masks: _Masks) -> str:
    return masks.put(code_span(text)) if text.strip() else text


def _ticks(found: re.Match[str], masks: _Masks) -> str:
    """A span of code; an escaped sign; or signs that begin no span, and must end none written here."""
    fence, text = found[1], found[2]
    if fence is None:
        return found[0]
    return "\\`" * len(fence) if text is None else _code(_joined(fence, text), masks)


def _joined(fence: str, text: str) -> str:
    """Code without the seam between two spans of code that touch."""
    return text.replace("``", "") if fence == "`" else text


def _bare(text: str) -> str:
    return _ESCAPE.sub(r"\1", text)


def _emphasised(found: re.Match[str], mark: str) -> str:
    words = found[3]
    if not words or "\n\n" in words:
        return found[2] + words + found[4]
    return f"{found[2]}{mark}{words}{mark}{found[4]}"


def _attributes(text: str) -> dict[str, str]:
    return {
        name.lower(): html.unescape(double or single) for name, double, single in _ATTRIBUTE.findall(text)
    }


def _anchor(found: re.Match[str]) -> str:
    target = _attributes(found[1]).get("href", "")
    words = " ".join(found[2].split())
    return f"[{words}]({target.replace(' ', '%20')})" if target and words else found[2]


def _image(attributes: str, base: str) -> str:
    values = _attributes(attributes)
    return image_as_text(values.get("alt", ""), values.get("src", ""), base)


def _autolink(target: str, base: str, masks: _Masks) -> str:
    if target.startswith("/"):
        address = link_target(target, base)
        words = target.strip("/").rpartition("/")[2]
        return masks.put(f"[{words}]({markdown_target(address)})" if address else code_span(target))
    address = link_target(target, base)
    return masks.put(f"<{address}>" if address else code_span(target))


def _links(text: str, base: str, masks: _Masks) -> str:
    return _LINK.sub(lambda found: _link(found, base, masks), text)


def _link(found: re.Match[str], base: str, masks: _Masks) -> str:
    image, words, target = found[1], " ".join(found[2].split()), masks.restore(_bare(found[3]))
    if "](" in words:
        words = _links(words, base, masks)
    if image:
        return masks.put(image_as_text(_bare(words), target, base))
    address = link_target(target, base)
    if address is not None and words:
        return f"[{words}]{masks.put(f'({markdown_target(address)})')}"
    if not target or target.startswith("#") or not words:
        return words
    return f"{words} {masks.put(f'({code_span(target)})')}"


def _entity(found: re.Match[str], masks: _Masks) -> str:
    character = clean(html.unescape(found.group()))
    if character in {"<", "&"}:
        return masks.put("&lt;" if character == "<" else "&amp;")
    if character in {"*", "_", "`", "[", "]", "\\", "#"}:
        return f"\\{character}"
    return character if character.isprintable() or character == "\u00a0" else ""


def _unescape(found: re.Match[str], masks: _Masks) -> str:
    character = found[1]
    if character in _KNOWN_ESCAPES:
        return masks.put(found.group())
    if character == "\n":
        return "  \n"
    return "\u00a0" if character == " " else masks.put("&lt;" if character == "<" else character)


def _hash(found: re.Match[str]) -> str:
    """A real heading stays; any other line that starts with `#` is text."""
    indent, marks, words = found[1], found[2], found[3]
    start = found.start()
    after_blank = start == 0 or found.string[max(0, start - 2) : start] in {"\n", "\n\n"}
    if indent or not after_blank or not words.startswith(" ") or not words.strip():
        return f"{indent}\\{marks}{words}"
    return f"{marks if len(marks) > 1 else '###'} {words.strip()}"


def _trailing(found: re.Match[str]) -> str:
    """Two spaces break a line that has another one after it in its paragraph; others go."""
    text, start, end = found.string, found.start(), found.end()
    breaks = found.group().endswith("  ") and text[start - 1 : start] not in {"", "\n"}
    follows = text[end + 1 : end + 2] not in {"", "\n"}
    return "  " if breaks and follows else ""
