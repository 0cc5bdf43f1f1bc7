"""Words on a terminal or in a file whose encoding lacks some of their signs: written otherwise, never lost."""

import codecs
import io
import sys
import unicodedata

_HANDLER = "cyberveille-readable"
_SPELT = {
    "→": "->",
    "←": "<-",
    "’": "'",
    "‘": "'",
    "“": '"',
    "”": '"',
    "«": '"',
    "»": '"',
    "…": "...",
    "–": "-",
    "—": "-",
    "‑": "-",
    "─": "-",
    "•": "-",
    "œ": "oe",
    "Œ": "OE",
    "æ": "ae",
    "Æ": "AE",
    "€": "EUR",
    "\u00a0": " ",
    "\u202f": " ",
    "\u2009": " ",
}


def readable() -> None:
    """See to it that standard output and error take every text, whatever their encoding.

    A stream that Python would stop at a sign that it cannot write (cp1252, latin-1, ASCII) writes the nearest
    that it can, and « ? » for want of any.
    """
    codecs.register_error(_HANDLER, _nearest)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and not in_unicode(stream.encoding):
            stream.reconfigure(errors=_HANDLER)


def in_unicode(encoding: str | None) -> bool:
    """Whether an encoding has every sign; an unknown one is taken for such, since Python opened it."""
    try:
        return codecs.lookup(encoding or "utf-8").name.startswith("utf-")
    except LookupError:
        return True


def _nearest(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end]
    return "".join(_spelt(sign, error.encoding) for sign in lost), error.end


def _spelt(sign: str, encoding: str) -> str:
    for spelling in (_SPELT.get(sign, ""), unicodedata.normalize("NFKD", sign)):
        written = spelling.encode(encoding, "ignore").decode(encoding)
        if written.strip() or (spelling and spelling.isspace()):
            return written
    return "?"
