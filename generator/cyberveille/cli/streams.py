"""Words on a terminal or in a file whose encoding lacks some of their signs: written otherwise."""

import codecs
import functools
import io
import sys
import unicodedata

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
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and not in_unicode(stream.encoding):
            stream.reconfigure(errors=nearest_in(stream.encoding))


def in_unicode(encoding: str | None) -> bool:
    """Whether an encoding has every sign; an unknown one is taken for such, since Python opened it."""
    try:
        return codecs.lookup(encoding or "utf-8").name.startswith("utf-")
    except LookupError:
        return True


def nearest_in(encoding: str) -> str:
    """The name of the error handler that writes, for a sign that `encoding` lacks, the nearest it has."""
    name = f"cyberveille-{encoding}"
    codecs.register_error(name, functools.partial(_nearest, encoding))
    return name


def _nearest(encoding: str, error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    # The error itself says « charmap » of most encodings.
    lost = error.object[error.start : error.end]
    return "".join(_spelt(sign, encoding) for sign in lost), error.end


def _spelt(sign: str, encoding: str) -> str:
    for spelling in (_SPELT.get(sign, ""), unicodedata.normalize("NFKD", sign)):
        written = spelling.encode(encoding, "ignore").decode(encoding)
        if written.strip() or (spelling and spelling.isspace()):
            return written
    return "?"
