"""Text files, read a piece at a time; runs of text in files of which nothing else is known."""

import codecs
import quopri
import re
from collections.abc import Iterator

from cyberveille.expressions import expression
from cyberveille.publishing.containers.budget import Budget, Limit
from cyberveille.publishing.words import text_words, written_words

PIECE = 1_000_000
"""How many bytes are read at a time: what it takes to read is some thirty times as many."""
_OVERLAP = 4_000
"""A passage that runs over the end of a piece stands whole at the start of the next one."""
_SEPARATORS = (b"\n", b" ", b">", b",")
_SIGNS = (b"<", b"&", b"%", b"\\")
_CONTROLS = bytes({*range(0x20)} - {*b"\t\n\v\f\r\x1b"})
_FEW = 50
"""A text may hold one control character in so many bytes; with more, it is something else."""
_RUN = expression(rb"[\t\n\r -~\x80-\xfe]{12,}")
_WIDE_RUN = expression(rb"(?:[\t\n\r -~\xa0-\xff]\0|[\x10-\x3f]\x20|\x53\x01){8,}")
"""UTF-16LE, as Windows programs keep text: Latin letters, typographic signs, œ."""
_SECONDS = bytes(code in b"\0\x20\x01" for code in range(0x100))
_ROW = b"\1" * 8
_BOMS = {
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_QUOTED_PRINTABLE = expression(rb"quoted-printable", re.IGNORECASE)
_BOILERPLATE = (b"This program cannot be run in DOS mode", b"This program must be run under Win32")


def text_file(data: bytes, budget: Budget) -> Iterator[bytes]:
    """The words of a text, in pieces; raises TooMuch for more markup than any document has."""
    if data.startswith(tuple(_BOMS)):
        yield runs(data)  # two bytes that happen to be a mark hide nothing
    data = _one_byte_letters(data)
    if _QUOTED_PRINTABLE.search(data):
        data = data + b"\n" + quopri.decodestring(data)
    for piece in _pieces(data):
        budget.spend(Limit.SIGNS, sum(map(piece.count, _SIGNS)))
        yield written_words(piece)


def is_text(data: bytes) -> bool:
    controls = len(data) - len(data.translate(None, _CONTROLS))
    return controls * _FEW <= len(data) or data.startswith(tuple(_BOMS)) or _wide(data) is not None


def runs(data: bytes) -> bytes:
    """The words of each run of text in other bytes, whether it is written in one or two bytes a letter."""
    for sentence in _BOILERPLATE:
        data = data.replace(sentence, b"\0")
    narrow = (decoded(found[0]) for found in _RUN.finditer(data))
    letters = _WIDE_RUN.finditer(data) if _may_be_wide(data) else ()
    wide = (found[0].decode("utf-16-le", "replace") for found in letters)
    return b"".join((*map(text_words, narrow), *map(text_words, wide)))


def _may_be_wide(data: bytes) -> bool:
    """Whether every other byte is, eight times in a row, the second one of a letter: most often not."""
    seconds = data.translate(_SECONDS)
    return any(_ROW in seconds[start::2] for start in (0, 1))


def decoded(data: bytes) -> str:
    """As UTF-8, or as Western Windows programs write."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _one_byte_letters(data: bytes) -> bytes:
    """A text of two or four bytes a letter, in UTF-8; others as they are."""
    encoding = next((name for bom, name in _BOMS.items() if data.startswith(bom)), None) or _wide(data)
    return data.decode(encoding, "replace").encode("utf-8", "replace") if encoding else data


def _wide(data: bytes) -> str | None:
    """UTF-16 that does not say so: every other byte of a Western text is then nothing."""
    start = data[:2000]
    half = len(start) // 2
    if half and start[1::2].count(0) * 2 > half and start[::2].count(0) * 10 < half:
        return "utf-16-le"
    if half and start[::2].count(0) * 2 > half and start[1::2].count(0) * 10 < half:
        return "utf-16-be"
    return None


def _pieces(data: bytes) -> Iterator[bytes]:
    """Pieces cut between words, each with the end of the one before."""
    start = 0
    while start < len(data):
        end = start + PIECE
        if end < len(data):
            end = max(data.rfind(sign, end - _OVERLAP, end) for sign in _SEPARATORS)
            end = end + 1 if end > start else start + PIECE
        yield data[max(0, start - _OVERLAP) : end] if start else data[:end]
        start = end
