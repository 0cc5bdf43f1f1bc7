"""Text and files reduced to their words in a row, so that forms of writing cannot hide them.

Words are lower case, without accents, in Latin-1, one space between, before and after: a run of words is
then a run of bytes. What is no letter or digit (typographic apostrophes, spaces of all widths) separates
words; what is not seen (soft hyphens, zero-width spaces, the marks of decomposed letters) does not.
"""

import codecs
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import unescape
from unicodedata import category, normalize
from urllib.parse import unquote

from cyberveille.expressions import expression

_TAG = expression(r"(<[a-zA-Z/!?][^<>]*>)")
_BLOCK = (
    "article|aside|blockquote|br|button|caption|dd|details|div|dl|dt|entry|fieldset|figcaption|figure|footer|form"
    "|h[1-6]|header|hr|img|input|item|label|li|link|main|nav|ol|option|p|pre|script|section|select|style"
    "|summary|svg|table|tbody|td|text|tfoot|th|thead|time|title|tr|tspan|ul"
    "|[aw]:(?:p|tab|br|tc|tr)|text:(?:p|h|s|tab|line-break)|table:[a-z-]+|si|c|row|sheet[a-z]*"
)
_INLINE = rf"(?!/?(?:{_BLOCK})\b)[a-zA-Z/][^<>]*>"
_WITHIN = expression(rf"<(?<=\w<){_INLINE}(?:<{_INLINE})*(?=\w)")
"""Markup that does not end a word."""
_BROKEN = expression(r"-(?<=\w-)\r?\n(?=\w)")
"""A word broken at the end of a line."""
_ESCAPE = expression(r"\\(?<!\\\\)(\\*)(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([nrt]))")
"""A row of backslashes is looked at from its first one only, however long it is."""
_REFERENCE = expression(r"(&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?))")
"""A character reference, as `html.unescape` delimits it."""
_LONG_NUMBER = expression(r"&#[0-9]{8,}")
"""No character has such a number; Python refuses to read one of some thousand digits."""
_FOLD = expression(r"\n[ \t]")
_CALENDAR = "BEGIN:V"
"""How a calendar, an event or a business card starts (RFC 5545 section 3.4, RFC 6350 section 6.1.1)."""
_PERCENT = expression(r"%[0-9a-fA-F]{2}(?:%[0-9a-fA-F]{2})*")
_LINE_ESCAPE = expression(r"\\[nrt]")
_WIDE = (
    *((sign, "'") for sign in "\u2019\u2018\u201c\u201d\u2013\u2014\u2011\u2026\u2022\u25c6\u2190\u2192"),
    *((space, "\u00a0") for space in "\u202f\u2009"),
)
"""Typographic signs and spaces, with others that end a word too.

A letter that Latin-1 lacks stays: its spelling would make a tag of the sign `<` before it.
"""
_LAYERS = 3
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SOFT_HYPHEN = b"\xad"
_WINDOWS_OE = b"\x9c"


def _bare(code: int) -> int:
    """A letter without its accent, a digit, or a space for anything else."""
    if not chr(code).isalnum():
        return 0x20
    base = ord(normalize("NFKD", chr(code))[0])
    return base if base < 0x100 else code  # noqa: PLR2004 - Latin-1


def _small(code: int) -> int:
    """The same, of a small letter for a capital one."""
    small = chr(code).lower()
    return _bare(ord(small))


_SEPARATORS = bytes(map(_small, range(0x100)))


def text_words(text: str) -> bytes:
    """The words of plain text; empty when it has none in the Latin alphabet."""
    data = text.encode("latin-1", _ERRORS).translate(_SEPARATORS, _SOFT_HYPHEN)
    words = data.split()
    return b" " + b" ".join(words) + b" " if words else b""


def legible(words: bytes) -> str:
    """Words as `text_words` writes them, as people read them."""
    return words.decode("latin-1").strip()


def written_words(data: bytes) -> bytes:
    """The words of an HTML, XML, JSON or text file; those between tags first, then those within.

    Markup may be written twice over, as in a feed's entries: each layer is taken off in turn. A text in which
    something stands within words is read once more without it, as is one whose backslashes may be its own.
    Folded lines of calendars and business cards are whole again (RFC 5545 section 3.1, RFC 6350 section 3.2).
    """
    text = _decoded(data)
    if _CALENDAR in text:
        text = f"{_unfolded(text)}\n{text}".replace("\\N", "\\n")
    if "%" in text:
        text = _PERCENT.sub(lambda match: unquote(match[0], errors="replace"), text)
    if "\\" not in text:
        return _read(text)
    words = _read(_with_escapes_read(text))
    if text.lstrip()[:1] in {"{", "["} or not _LINE_ESCAPE.search(text):
        return words
    return words + _read(_ESCAPE.sub(_kept, text))


def _unfolded(text: str) -> str:
    *lines, last = _FOLD.split(text)
    return "".join((*(line.removesuffix("\r") for line in lines), last))


def _read(text: str, layers: int = _LAYERS) -> bytes:
    inside: dict[str, None] = {}
    words = _peeled(text, inside)
    whole = _WITHIN.sub("", _unescaped(text) if "&lt;/" in text else text)
    if "-\n" in whole or "-\r\n" in whole:
        whole = _BROKEN.sub("", whole)
    if whole is not text:
        words += _peeled(whole, inside)
    return words + b"".join(_read(held, layers - 1) for held in _held(inside) if layers)


def _peeled(text: str, met: dict[str, None]) -> bytes:
    """The words of all layers; the tags are added to those that were `met`."""
    inside: list[str] = []
    for _ in range(_LAYERS):
        if "<" in text:
            pieces = _TAG.split(text)
            inside += pieces[1::2]
            text = " ".join(pieces[::2])
        if "&" not in text:
            break
        before, text = text, _unescaped(text)
        if text == before:
            break
    met.update(dict.fromkeys(tag for tag in inside if "&" in tag))
    return text_words(f"{text} {_unescaped(' '.join(inside))}")


def _held(tags: Iterable[str]) -> Iterator[str]:
    """What attributes hold as markup, escaped once or more: an outline's text, the page of a frame."""
    for tag in tags:
        held = tag[1:-1]
        for _ in range(_LAYERS):
            held = _unescaped(held)
            if "<" in held:
                yield held
                break


def _unescaped(text: str) -> str:
    """As `unescape` does: first the two of which feeds are full, since no other reference holds their signs.

    Of the others, most are the same few.
    """
    text = text.replace("&lt;", "<").replace("&gt;", ">")
    if "&" not in text:
        return text
    pieces = _REFERENCE.split(text)
    try:
        pieces[1::2] = map(_sign, pieces[1::2])
    except ValueError:
        return unescape(_LONG_NUMBER.sub(" ", text))
    return "".join(pieces)


@lru_cache(maxsize=4096)
def _sign(reference: str) -> str:
    return unescape(reference)


def _decoded(data: bytes) -> str:
    """As UTF-8; a file that is not comes from a spreadsheet, or is an image with a few words in it."""
    if data.startswith(_UTF_16):
        return data.decode("utf-16", "replace")
    try:
        return _narrowed(data.decode("utf-8"))
    except UnicodeDecodeError:
        old = data.replace(b"\0", b"").replace(_WINDOWS_OE, b"oe").decode("latin-1")
        return f"{old}\n{data.decode('utf-8', 'replace')}".replace("\ufffd", " ")


def _narrowed(text: str) -> str:
    """The same words in half the memory, most often: without the few signs that Latin-1 lacks."""
    if not text.isascii():
        for sign, other in _WIDE:
            text = text.replace(sign, other)
    return text


def _with_escapes_read(text: str) -> str:
    """What the escapes of JSON or of a script stand for; most often none is escaped itself."""
    if "\\\\" not in text:
        text = _LINE_ESCAPE.sub(" ", text)
        if "\\u" not in text and "\\x" not in text:
            return text
    return _ESCAPE.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    """What an escape of JSON or of a script stands for; an even row of backslashes escapes itself."""
    others, code, letter = match[1], match[2] or match[3], match[4]
    if code:
        return chr(int(code, 16))
    return f"\\{letter}" if len(others) % 2 else " "


def _kept(match: re.Match[str]) -> str:
    """The same where a backslash before a letter is a backslash: a path of Windows."""
    code = match[2] or match[3]
    return chr(int(code, 16)) if code else f"\\{match[4]}"


def _spelt_out(error: UnicodeError) -> tuple[bytes, int]:
    """What takes the place of characters that Latin-1 lacks."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return _nearest(error.object[error.start : error.end]), error.end


@lru_cache(maxsize=4096)
def _nearest(characters: str) -> bytes:
    """Letters for ligatures, nothing for what is not seen, a space for the rest."""
    spelt = normalize("NFKD", characters.lower().replace("œ", "oe")).lower()
    seen = (character for character in spelt if category(character) not in {"Cf", "Cn", "Mn"})
    return "".join(character if character < "\u0100" else " " for character in seen).encode("latin-1")


_ERRORS = "cyberveille.words"
codecs.register_error(_ERRORS, _spelt_out)
