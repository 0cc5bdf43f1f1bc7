"""Properties of images and of PDF files: EXIF, IPTC, XMP. What a tool writes of itself is left out."""

import struct
from collections.abc import Iterator, Mapping
from xml.parsers.expat import ExpatError

from cyberveille.publishing.containers.budget import Budget, Limit
from cyberveille.publishing.containers.text_files import decoded, text_file
from cyberveille.publishing.containers.xml import Grammar, XmlReader
from cyberveille.publishing.words import text_words

_MAKER, _MODEL, _SOFTWARE = 0x010F, 0x0110, 0x0131
_DATES = {0x0132, 0x9003, 0x9004, 0x9010, 0x9011, 0x9012, 0xA420, 0xA433, 0xA434, 0xA435}
_DIRECTORIES = {0x8769, 0x8825, 0x014A, 0xA005}
_XMP, _IPTC, _COMMENT = 0x02BC, 0x83BB, 0x9286
_WINDOWS = {0x9C9B, 0x9C9C, 0x9C9D, 0x9C9E, 0x9C9F}
_BYTES, _ASCII, _UNDEFINED = 1, 2, 7
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_CODES = {b"ASCII\0\0\0": "utf-8", b"UNICODE\0": "utf-16", b"JIS\0\0\0\0\0": "shift_jis", b"\0" * 8: "utf-8"}


def exif(data: bytes, budget: Budget) -> Iterator[bytes]:
    """The texts of a TIFF structure (CIPA DC-008, section 4.6)."""
    order = {b"II": "<", b"MM": ">"}.get(data[:2])
    if order is None or len(data) < 8:  # noqa: PLR2004 - the header
        return
    waiting, seen = [struct.unpack_from(order + "I", data, 4)[0]], set[int]()
    while waiting:
        at = waiting.pop()
        if at in seen or not 0 < at <= len(data) - 2:
            continue
        seen.add(at)
        count = struct.unpack_from(order + "H", data, at)[0]
        for position in range(count):
            entry = at + 2 + 12 * position
            if entry + 12 > len(data):
                break
            budget.spend(Limit.ELEMENTS)
            tag, kind, length = struct.unpack_from(order + "HHI", data, entry)
            size = _SIZES.get(kind, 0) * length
            start = entry + 8 if size <= 4 else struct.unpack_from(order + "I", data, entry + 8)[0]  # noqa: PLR2004
            value = data[start : start + size]
            if tag in _DIRECTORIES:
                waiting += [item[0] for item in struct.iter_unpack(order + "I", value[: len(value) // 4 * 4])]
            elif value:
                budget.spend(Limit.UNPACKED, len(value))
                yield from _entry(tag, kind, value, order, budget)
        last = at + 2 + 12 * count
        if last + 4 <= len(data):
            waiting.append(struct.unpack_from(order + "I", data, last)[0])


def _entry(tag: int, kind: int, value: bytes, order: str, budget: Budget) -> Iterator[bytes]:
    if tag == _XMP:
        yield from xmp(value, budget)
    elif tag == _IPTC:
        yield from iptc(value)
    elif tag in _WINDOWS:
        yield text_words(value.decode("utf-16-le", "replace"))
    elif tag == _COMMENT or (kind == _UNDEFINED and value[:8] in _CODES):
        code = _CODES.get(value[:8], "utf-8")
        if code == "utf-16":
            code = "utf-16-le" if order == "<" else "utf-16-be"
            yield text_words(value[8:].decode("utf-16-be" if order == "<" else "utf-16-le", "replace"))
        yield text_words(value[8:].decode(code, "replace"))
    elif kind == _ASCII and tag not in {_MAKER, _MODEL, _SOFTWARE} | _DATES:
        yield text_words(decoded(value))


_RESOURCE = b"8BIM"
_IPTC_RESOURCE = 0x0404


def iptc(data: bytes) -> Iterator[bytes]:
    """The datasets of an editorial record (IPTC-IIM 4.2, section 1.5), in Photoshop's resources or bare."""
    start = data.find(_RESOURCE)
    if start < 0:
        yield from _datasets(data)
        return
    at = start
    while data.startswith(_RESOURCE, at):
        number = int.from_bytes(data[at + 4 : at + 6], "big")
        name = data[at + 6] if at + 6 < len(data) else 0
        at += 6 + (name + 2) // 2 * 2
        length = int.from_bytes(data[at : at + 4], "big")
        if number == _IPTC_RESOURCE:
            yield from _datasets(data[at + 4 : at + 4 + length])
        at += 4 + length + length % 2


def _datasets(data: bytes) -> Iterator[bytes]:
    at = 0
    while at + 5 <= len(data) and data[at] == 0x1C:  # noqa: PLR2004 - the tag marker
        record, length = data[at + 1], int.from_bytes(data[at + 3 : at + 5], "big")
        size = 0
        if length & 0x8000:  # extended: the length of the length
            size = min(length & 0x7FFF, 8)
            length = int.from_bytes(data[at + 5 : at + 5 + size], "big")
        at += 5 + size
        if record == 2:  # noqa: PLR2004 - the application record
            yield text_words(decoded(data[at : at + length]))
        at += length


_TOOLS = frozenset(
    {"xmpMM", "stEvt", "stRef", "stMfs", "crs", "crss", "exifEX", "aux", "xmpG", "stFnt", "stDim", "pdfaid"}
    | {
        "pdfaSchema",
        "pdfaProperty",
        "pdfaType",
        "pdfaField",
        "pdfaExtension",
        "pdfuaid",
        "pdfxid",
        "illustrator",
    }
)
"""Prefixes, as their specifications write them, of what programs keep for themselves."""
_XMP_GRAMMAR = Grammar(
    skipped=frozenset({"CreatorTool", "Producer", "CreateDate", "ModifyDate", "MetadataDate", "Thumbnails"})
    | {
        "DocumentID",
        "InstanceID",
        "OriginalDocumentID",
        "SwatchGroups",
        "Fonts",
        "Software",
        "Make",
        "Model",
    },
    spaces=_TOOLS,
)
_NO_TEXT = {"about", "parseType", "lang", "resource", "xmptk", "datatype", "nodeID", "ID"}


class _XmpReader(XmlReader):
    """Every property is a text of its own, whether it is written as an element or as an attribute."""

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG002
        for qualified, value in attributes.items():
            prefix, _, key = qualified.rpartition(":")
            known = prefix in _TOOLS or prefix == "xmlns" or qualified.startswith("xmlns")
            if not known and key not in self.grammar.skipped and key not in _NO_TEXT:
                self.texts.append(value)

    def closed(self, name: str) -> None:  # noqa: ARG002
        self.texts.append("".join(self.buffer))
        self.buffer = []


def xmp(data: bytes, budget: Budget) -> Iterator[bytes]:
    """The properties of a packet (ISO 16684-1)."""
    start, end = data.find(b"<"), data.rfind(b">")
    try:
        texts = _XmpReader(_XMP_GRAMMAR, budget).read(data[start : end + 1])
    except ExpatError:
        yield from text_file(data, budget)
        return
    yield from map(text_words, texts)
