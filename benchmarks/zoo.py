"""Files under 10 MB made to exhaust whoever reads them: each is a name and its bytes."""

import bz2
import gzip
import io
import lzma
import random
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Mapping

MEGABYTE = 1_000_000
_LINE = "2026-11-28T02:00:{:02d}Z poste-{:05d} connexion refusée depuis 192.0.2.{} par le pare-feu\n"


def _zip(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return held.getvalue()


def _log(size: int) -> bytes:
    lines = "".join(
        _LINE.format(number % 60, number % 99991, number % 255) for number in range(5000)
    ).encode()
    return (lines * (size // len(lines) + 1))[:size]


def _words(size: int) -> bytes:
    chance = random.Random(7)  # noqa: S311 - no secret
    words = [
        "".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=chance.randint(2, 9))) for _ in range(200_000)
    ]
    return " ".join(chance.choices(words, k=size // 6)).encode()[:size]


def _noise(seed: int, size: int) -> bytes:
    return random.Random(seed).randbytes(size)  # noqa: S311 - no secret


def _nested(depth: int) -> bytes:
    data = _zip({"a.txt": b"fin"})
    for _ in range(depth):
        data = _zip({"a.zip": data}, zipfile.ZIP_STORED)
    return data


def _wide_tree() -> bytes:
    data = _zip({"a.txt": b"0" * MEGABYTE})
    for _ in range(5):
        data = _zip({f"{number}.zip": data for number in range(16)})
    return data


def _overlapping() -> bytes:
    """A thousand entries of a directory that lead to one kernel of 10 MB (after Fifield's bombs)."""
    kernel = zlib.compressobj(9, zlib.DEFLATED, -15)
    payload = kernel.compress(bytes(10 * MEGABYTE)) + kernel.flush()
    crc = zlib.crc32(bytes(10 * MEGABYTE))
    local = (
        struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, 0, 8, 0, 0, crc, len(payload), 10 * MEGABYTE, 1, 0) + b"a"
    )
    entries = b"".join(
        struct.pack(
            "<4sHHHHHHIIIHHHHHII",
            b"PK\1\2", 20, 20, 0, 8, 0, 0, crc, len(payload), 10 * MEGABYTE, 6, 0, 0, 0, 0, 0, 0,
        ) + f"{number:06d}".encode()
        for number in range(1000)
    )  # fmt: skip
    start = len(local) + len(payload)
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 1000, 1000, len(entries), start, 0)
    return local + payload + entries + end


def _many_entries() -> bytes:
    return _zip({f"{number:06d}": b"" for number in range(80_000)}, zipfile.ZIP_STORED)


def _office(name: str, part: bytes) -> bytes:
    return _zip({"[Content_Types].xml": b"<Types/>", name: part})


def _sheet() -> bytes:
    rows = b"".join(b'<row><c t="s"><v>0</v></c></row>' for _ in range(1_000_000))
    strings = b"<sst><si><t>" + b"mot " * 8000 + b"</t></si></sst>"
    return _zip(
        {
            "[Content_Types].xml": b"<Types/>",
            "xl/worksheets/sheet1.xml": b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>",
            "xl/sharedStrings.xml": strings,
        }
    )


def _laughs() -> bytes:
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    return f'<?xml version="1.0"?><!DOCTYPE d [{entities}]><d>&a11;</d>'.encode()


def _deep_xml() -> bytes:
    return b"<a>" * 1_500_000 + b"</a>" * 1_500_000


def _pdf(objects: list[bytes], trailer: bytes = b"") -> bytes:
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.7\n")
    for number, item in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%b\nendobj\n" % (number, item))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    out.write(b"trailer<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start))
    return out.getvalue()


def _stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d%b>>stream\n%b\nendstream" % (len(content), entries, content)


def _one_page(content: bytes, box: bytes = b"[0 0 595 842]") -> bytes:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox %b/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>" % box
    pages = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    return _pdf([b"<</Type/Catalog/Pages 2 0 R>>", pages, page, content, font])


def _pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % (number + 3) for number in range(count))
    pages = b"<</Type/Pages/Kids[%b]/Count %d/MediaBox[0 0 595 842]>>" % (kids, count)
    return _pdf([b"<</Type/Catalog/Pages 2 0 R>>", pages, *[b"<</Type/Page/Parent 2 0 R>>"] * count])


def _squeezed(size: int) -> bytes:
    return _stream(zlib.compress(b"BT /F 9 Tf (mot) Tj ET\n" * (size // 23), 9), b"/Filter/FlateDecode")


def _revisions() -> bytes:
    data = _pages(50)
    return data + data[data.rfind(b"xref\n0") :].replace(b"xref", b"xref", 1) * 500


def _png_text() -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    squeezed = zlib.compress(bytes(900 * MEGABYTE), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"zTXt", b"Comment\0\0" + squeezed) + chunk(b"IEND", b"")


def _tar_headers() -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w", format=tarfile.PAX_FORMAT) as archive:
        header = tarfile.TarInfo("x")
        header.type, header.size = tarfile.XHDTYPE, 0
        block = header.tobuf(tarfile.USTAR_FORMAT)
        archive.fileobj.write(block * 15_000)
    return held.getvalue()


def _gzip_in_gzip() -> bytes:
    data = bytes(1000 * MEGABYTE)
    for _ in range(3):
        data = gzip.compress(data, 9)
    return data


ZOO: Mapping[str, Callable[[], bytes]] = {
    "nested-400.zip": lambda: _nested(400),
    "tree-16-to-the-5th.zip": _wide_tree,
    "log-50-mb.zip": lambda: _zip({"journal.log": _log(50 * MEGABYTE)}),
    "log-99-mb.zip": lambda: _zip({"journal.log": _log(99 * MEGABYTE)}),
    "zeros-1-gb.zip": lambda: _zip({"z": bytes(1000 * MEGABYTE)}),
    "overlapping.zip": _overlapping,
    "80000-entries.zip": _many_entries,
    "words-10-mb.txt": lambda: _words(9_900_000),
    "words.zip": lambda: _zip({"mots.txt": _words(15 * MEGABYTE)}),
    "backslashes.txt": lambda: b"\\" * 9_900_000,
    "backslashes-u.txt": lambda: b"\\\\u00e" * 1_400_000,
    "percents.txt": lambda: b"%41a" * 2_400_000,
    "ampersands.txt": lambda: b"&a" * 4_900_000,
    "ampersands-long.txt": lambda: b"&abcdefghijklmnopqrstuvwxyzabcdefg" * 290_000,
    "ampersands-named.txt": lambda: b"&amp;" * 1_900_000,
    "number-of-9-mb.txt": lambda: b"&#" + b"1" * 9_000_000,
    "less-than.txt": lambda: b"<" * 9_900_000,
    "less-than-a.txt": lambda: b"<a" * 4_900_000,
    "tags.txt": lambda: b"<a>" * 3_300_000,
    "tags-in-words.txt": lambda: b"a<b>" * 2_400_000,
    "folded.txt": lambda: b"BEGIN:VCALENDAR\n" + b"\r\n a" * 2_400_000,
    "hyphens.txt": lambda: b"a-\n" * 3_300_000,
    "xmpmeta.txt": lambda: b"<x:xmpmeta " * 900_000,
    "xmpmeta.pdf": lambda: _one_page(_stream(b"")) + b"<x:xmpmeta " * 800_000,
    "accents.txt": ("é" * 4_900_000).encode,
    "other-alphabet.txt": ("Ж語 " * 1_600_000).encode,
    "invalid.txt": lambda: b"\xe9 " * 4_900_000,
    "noise.png": lambda: _noise(3, 9_900_000),
    "laughs.docx": lambda: _office("word/document.xml", _laughs()),
    "deep.docx": lambda: _office("word/document.xml", _deep_xml()),
    "tags.docx": lambda: _office("word/document.xml", b"<a>" + b"<t/>" * 20_000_000 + b"</a>"),
    "attributes.docx": lambda: _office(
        "word/document.xml", b"<a>" + b'<t a="" b="" c=""/>' * 2_000_000 + b"</a>"
    ),
    "sheet.xlsx": _sheet,
    "txt.zst": lambda: b"\x28\xb5\x2f\xfd" + bytes(1000),
    "zeros.gz": lambda: gzip.compress(bytes(1000 * MEGABYTE), 9),
    "members.gz": lambda: gzip.compress(b"mot") * 400_000,
    "zeros.bz2": lambda: bz2.compress(bytes(1000 * MEGABYTE)),
    "members.bz2": lambda: bz2.compress(b"mot") * 200_000,
    "zeros.xz": lambda: lzma.compress(bytes(500 * MEGABYTE), preset=1),
    "dictionary.xz": lambda: lzma.compress(
        b"mot" * 1000, filters=[{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 30}]
    ),
    "gzip-in-gzip.gz": _gzip_in_gzip,
    "headers.tar": _tar_headers,
    "text.png": _png_text,
    "page-of-100-mb.pdf": lambda: _one_page(_squeezed(100 * MEGABYTE)),
    "page-of-2-gb.pdf": lambda: _one_page(_squeezed(2000 * MEGABYTE)),
    "page-of-8-mb.pdf": lambda: _one_page(_stream(b"BT /F 9 Tf (mot) Tj ET\n" * 400_000)),
    "100000-pages.pdf": lambda: _pages(100_000),
    "5000-pages.pdf": lambda: _pages(4_990),
    "500-revisions.pdf": _revisions,
    "huge-page.pdf": lambda: _one_page(_stream(b"0 0 m 9 9 l S"), b"[0 0 1000000 1000000]"),
    "strip.pdf": lambda: _one_page(_stream(b"0 0 m 9 9 l S"), b"[0 0 1 14400]"),
    "14400-page.pdf": lambda: _one_page(_stream(b"0 0 m 9 9 l S"), b"[0 0 14400 14400]"),
    "arrays.pdf": lambda: _one_page(b"[" * 4_000_000),
    "dictionaries.pdf": lambda: _pdf([b"<</Type/Catalog/A " + b"<</A " * 400 + b"1" + b">>" * 401]),
    "broken.pdf": lambda: b"%PDF-1.7\n" + _noise(5, 9_000_000),
    "objects.pdf": lambda: b"%PDF-1.7\n" + b"1 0 obj<</A 1 0 R>>endobj\n" * 380_000,
    "pdfs.zip": lambda: _zip({f"{n}.pdf": _pages(1) for n in range(8_000)}),
    "braces.rtf": lambda: b"{\\rtf1 " + b"{" * 9_900_000,
    "words.rtf": lambda: b"{\\rtf1 " + b"\\par a" * 1_600_000,
    "compound.bin": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + _noise(2, 9_000_000),
    "parts.eml": lambda: (
        b"From: a\nTo: b\nSubject: c\n" + b"Content-Type: multipart/mixed; boundary=a\n\n--a\n" * 200_000
    ),
    "headers.eml": lambda: b"From: a\nTo: b\nSubject: " + b"=?utf-8?q?a?=\n " * 600_000,
}
