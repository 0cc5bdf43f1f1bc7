"""Text and files reduced to their words in a row, so that forms of writing cannot hide them.

Words are lower case, in Latin-1, one space between, before and after: a run of words is then a run of bytes.
What Latin-1 lacks (« œ », typographic apostrophes) separates words, alike on both sides of a comparison.
"""

import re
from html import unescape

_TAG = re.compile(r"(<[a-zA-Z/!?][^<>]*>)")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|[nrt])")
_LAYERS = 3
_SEPARATORS = bytes(code if chr(code).isalnum() else 0x20 for code in range(0x100))
_SOFT_HYPHEN = b"\xad"


def text_words(text: str) -> bytes:
    """The words of plain text; empty when it has none in the Latin alphabet."""
    data = text.lower().encode("latin-1", "replace").translate(_SEPARATORS, _SOFT_HYPHEN)
    words = data.split()
    return b" " + b" ".join(words) + b" " if words else b""


def written_words(data: bytes) -> bytes:
    """The words of an HTML, XML, JSON or text file; those between tags first, then those within.

    Markup may be written twice over, as in a feed's entries: each layer is taken off in turn.
    """
    text = data.decode("utf-8", "replace")
    if "\\" in text:
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)) if match[1] else " ", text)
    inside: list[str] = []
    for _ in range(_LAYERS):
        if "<" in text:
            pieces = _TAG.split(text)
            inside += pieces[1::2]
            text = " ".join(pieces[::2])
        if "&" not in text:
            break
        text = unescape(text)
    return text_words(f"{text} {unescape(' '.join(inside))}")
