"""What sound, film and the images built like films say of themselves; their codecs say nothing."""

from collections.abc import Iterator

from cyberveille.expressions import expression
from cyberveille.publishing.containers.budget import Budget, Limit
from cyberveille.publishing.containers.metadata import exif, xmp
from cyberveille.publishing.containers.text_files import decoded, runs
from cyberveille.publishing.words import text_words

_ID3_HEAD = 10
_ID3_ENCODINGS = ("latin-1", "utf-16", "utf-16-be", "utf-8")
_FRAME = expression(rb"[A-Z0-9]{4}")
_ID3_V1 = 128
_TIFF = expression(rb"II\*\0|MM\0\*")
_PACKET, _PACKET_END = b"<x:xmpmeta", b"</x:xmpmeta>"
_MOST = 200_000
"""How many bytes a caption may take."""
_ITEM = expression(rb"data\0\0\0\x01")
_EXTENSION, _COMMENT, _PLAIN_TEXT, _IMAGE = 0x21, 0xFE, 0x01, 0x2C


def gif(data: bytes) -> Iterator[bytes]:
    """Comments and plain texts, their blocks end to end (GIF89a, sections 24 and 25), and what follows."""
    at = 13 + _table(data[10:11])
    while at + 2 <= len(data):
        mark, label = data[at], data[at + 1]
        if mark == _EXTENSION:
            content, at = _blocks(data, at + 2)
            if label in {_COMMENT, _PLAIN_TEXT}:
                yield text_words(decoded(content))
            else:
                yield runs(content)
        elif mark == _IMAGE and at + 10 < len(data):
            _, at = _blocks(data, at + 11 + _table(data[at + 9 : at + 10]))
        else:
            yield runs(data[at + 1 :])
            return


def _table(flags: bytes) -> int:
    """How many bytes the table of colours takes."""
    return 3 << ((flags[0] & 7) + 1) if flags and flags[0] & 0x80 else 0


def _blocks(data: bytes, at: int) -> tuple[bytes, int]:
    content: list[bytes] = []
    while at < len(data) and (length := data[at]):
        content.append(data[at + 1 : at + 1 + length])
        at += 1 + length
    return b"".join(content), at + 1


def id3(data: bytes) -> Iterator[bytes]:
    """The text frames of a sound (ID3v2.3 and 2.4, section 4), and the tag at its end (ID3v1)."""
    size = _synchsafe(data[6:10])
    at, end = _ID3_HEAD, min(_ID3_HEAD + size, len(data))
    while at + _ID3_HEAD <= end and _FRAME.fullmatch(kind := data[at : at + 4]):
        coded = data[at + 4 : at + 8]
        length = _synchsafe(coded) if data[3] >= 4 else int.from_bytes(coded, "big")  # noqa: PLR2004 - 2.4
        body = data[at + _ID3_HEAD : min(at + _ID3_HEAD + length, end)]
        if kind.startswith((b"T", b"COMM", b"USLT")):
            yield from _frame(body[1:], body[:1], language=kind in {b"COMM", b"USLT"})
        elif kind.startswith(b"W"):
            yield text_words(decoded(body))
        at += _ID3_HEAD + length
    if data[-_ID3_V1:].startswith(b"TAG"):
        yield text_words(decoded(data[3 - _ID3_V1 :]))


def _frame(text: bytes, encoding: bytes, *, language: bool) -> Iterator[bytes]:
    name = _ID3_ENCODINGS[encoding[0] % 4] if encoding else "latin-1"
    told = text[3:] if language else text
    for start in (0, 1):  # a description may leave the text at an odd byte
        yield text_words(told[start:].decode(name, "replace").replace("\ufeff", " "))
        if name != "utf-16-be":
            return


def _synchsafe(size: bytes) -> int:
    return sum((byte & 0x7F) << shift for byte, shift in zip(size, (21, 14, 7, 0), strict=False))


def iso_media(data: bytes, budget: Budget) -> Iterator[bytes]:
    """Captions of AVIF, HEIC, MP4: Exif, XMP and `ilst` items (ISO 14496-12, 23008-12 annex A)."""
    for found in _TIFF.finditer(data):
        budget.spend(Limit.ENTRIES)
        yield from exif(data[found.start() : found.start() + _MOST], budget)
    end = 0
    while (start := data.find(_PACKET, end)) >= 0 and (end := data.find(_PACKET_END, start)) >= 0:
        end += len(_PACKET_END)
        yield from xmp(data[start:end], budget)
    for item in _ITEM.finditer(data):
        length = min(int.from_bytes(data[max(0, item.start() - 4) : item.start()], "big"), _MOST)
        budget.spend(Limit.ENTRIES)
        budget.spend(Limit.UNPACKED, length)
        yield text_words(decoded(data[item.end() + 4 : item.start() - 4 + length]))
