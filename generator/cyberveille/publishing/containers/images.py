"""What images say beside their pixels: captions, authors, comments; tables and profiles say nothing."""

import re
from collections.abc import Iterator

from cyberveille.expressions import expression
from cyberveille.publishing.containers.budget import Budget
from cyberveille.publishing.containers.inflating import inflated
from cyberveille.publishing.containers.marks import PNG
from cyberveille.publishing.containers.metadata import exif, iptc, xmp
from cyberveille.publishing.containers.text_files import decoded, runs
from cyberveille.publishing.words import text_words

_MADE_BY = {b"Software", b"Source", b"date:create", b"date:modify", b"date:timestamp"}
_SAYING_NOTHING = {
    b"IDAT", b"IEND", b"IHDR", b"PLTE", b"acTL", b"bKGD", b"cHRM", b"cICP", b"cLLI", b"fcTL", b"fdAT",
    b"gAMA", b"hIST", b"iCCP", b"mDCV", b"oFFs", b"pHYs", b"sBIT", b"sPLT", b"sRGB", b"tIME", b"tRNS",
}  # fmt: skip
_EXIF = b"Exif\0\0"
_XMP = (b"http://ns.adobe.com/xap/1.0/\0", b"http://ns.adobe.com/xmp/extension/\0")
_XMP_KEYWORD = b"XML:com.adobe.xmp"
_IPTC = b"Photoshop 3.0\0"
_PROFILE = b"ICC_PROFILE\0"
_HEXADECIMAL = expression(rb"\A\s*(exif|iptc|xmp|app1|8bim)\s+\d+\s+([0-9a-fA-F\s]*)", re.DOTALL)
_SCAN, _END = 0xDA, 0xD9
_ALONE = {0x01, *range(0xD0, 0xD9)}
"""Markers without a segment (ITU T.81, B.1.1.3)."""


def png(data: bytes, budget: Budget) -> Iterator[bytes]:
    """The texts of the chunks (PNG 1.2, section 4.2.3), then what follows the image, as `rest`."""
    at = len(PNG)
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        if len(body) < length or not kind.isalpha():
            break
        yield from _chunk(kind, body, budget)
        at += 12 + length
        if kind == b"IEND":
            break


def png_end(data: bytes) -> int:
    """Where the image ends, in bytes; what is broken, or follows it, comes after."""
    at = len(PNG)
    while at + 12 <= len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if at + 12 + length > len(data) or not kind.isalpha():
            return at
        at += 12 + length
        if kind == b"IEND":
            return at
    return at


def _chunk(kind: bytes, body: bytes, budget: Budget) -> Iterator[bytes]:
    keyword, _, rest = body.partition(b"\0")
    match kind:
        case b"tEXt":
            yield from _told(keyword, rest, budget)
        case b"zTXt":
            yield from _told(keyword, inflated(rest[1:], budget), budget)
        case b"iTXt":
            compressed, rest = rest[:1] == b"\1", rest[2:]
            _language, _, rest = rest.partition(b"\0")
            translated, _, rest = rest.partition(b"\0")
            yield text_words(translated.decode("utf-8", "replace"))
            yield from _told(keyword, inflated(rest, budget) if compressed else rest, budget)
        case b"eXIf":
            yield from exif(body, budget)
        case _ if kind not in _SAYING_NOTHING:
            yield runs(body)


def _told(keyword: bytes, value: bytes, budget: Budget) -> Iterator[bytes]:
    if keyword in _MADE_BY:
        return
    if keyword == _XMP_KEYWORD:
        yield from xmp(value, budget)
    elif keyword.startswith(b"Raw profile type "):
        if found := _HEXADECIMAL.match(value):
            profile = bytes.fromhex(
                re.sub(rb"[^0-9a-fA-F]", b"", found[2])[: len(found[2]) // 2 * 2].decode()
            )
            yield from _application(profile, budget)
    else:
        yield text_words(f"{keyword.decode('latin-1')}")
        yield text_words(decoded(value))


def jpeg(data: bytes, budget: Budget) -> Iterator[bytes]:
    """The texts of the segments before the pixels (ITU T.81, B.1.1.4)."""
    for marker, start, end in _segments(data):
        body = data[start:end]
        if marker == 0xFE:  # noqa: PLR2004 - COM
            yield text_words(decoded(body))
        elif 0xE0 <= marker <= 0xEF:  # noqa: PLR2004 - APP0 to APP15
            yield from _application(body, budget)


def jpeg_end(data: bytes) -> int:
    """Where the image ends, in bytes; what is broken, or follows it, comes after."""
    end = 2
    for marker, start, stop in _segments(data):
        end = stop
        if marker == _SCAN:
            found = data.find(b"\xff\xd9", start)
            return len(data) if found < 0 else found + 2
    return end


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:  # noqa: PLR2004 - every marker starts so
        marker = data[at + 1]
        if marker in _ALONE or marker == 0xFF:  # noqa: PLR2004 - fill bytes
            at += 1 if marker == 0xFF else 2  # noqa: PLR2004
            continue
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        end = at + 2 + length
        if marker == _END or length < 2 or end > len(data):  # noqa: PLR2004 - the length counts itself
            return
        yield marker, at + 4, end
        if marker == _SCAN:
            return
        at = end


def _application(body: bytes, budget: Budget) -> Iterator[bytes]:
    if body.startswith(_EXIF):
        yield from exif(body[len(_EXIF) :], budget)
    elif body.startswith(_XMP):
        yield from xmp(body[body.find(b"<") :] if b"<" in body else b"", budget)
    elif body.startswith((_IPTC, b"8BIM", b"\x1c")):
        yield from iptc(body)
    elif not body.startswith((_PROFILE, b"JFIF\0", b"JFXX\0", b"Adobe", b"MPF\0")):
        yield runs(body)


def riff(data: bytes, budget: Budget) -> Iterator[bytes]:
    """A WebP image's metadata (RFC 9649, section 2.7)."""
    at = 12
    while at + 8 <= len(data):
        kind, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        body = data[at + 8 : at + 8 + length]
        if kind == b"EXIF":
            yield from exif(body.removeprefix(_EXIF), budget)
        elif kind == b"XMP ":
            yield from xmp(body, budget)
        elif kind not in {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}:
            yield runs(body)
        at += 8 + length + length % 2


def tiff(data: bytes, budget: Budget) -> Iterator[bytes]:
    yield from exif(data, budget)
