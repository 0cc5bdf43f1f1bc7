"""How files of each format begin, apart from what reads them: most formats are never met."""

import re

from cyberveille.expressions import expression

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PDF = b"%PDF-"
PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
GIF = (b"GIF87a", b"GIF89a")
ID3 = b"ID3"
RTF = b"{\\rtf"
XMP = (b"<?xpacket", b"<x:xmpmeta")
WOFF2 = b"wOF2"
LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
"""Of ZIP archives: a file, the directory, its end."""
STARTS = {"gzip": b"\x1f\x8b", "bzip2": b"BZh", "xz": b"\xfd7zXZ\0", "lzma": b"\x5d\0\0"}
TAR_BLOCK = 512
_TAIL = 66_000
"""Within how many bytes of the end the end record stands (APPNOTE 4.3.16)."""
_PDF_WITHIN = 1024
_MAIL = expression(
    rb"\A(?:>?From |(?:Received|Return-Path|Delivered-To|MIME-Version|Message-ID|From|To|Subject|Date"
    rb"|Content-Type|X-[A-Za-z-]+|DKIM-Signature|Reply-To|Cc):[^\r\n]*\r?\n)",
    re.IGNORECASE,
)
_MAIL_HEADER = expression(
    rb"^(?:From|To|Subject|Message-ID|MIME-Version|Content-Type):", re.IGNORECASE | re.MULTILINE
)


def is_zip(data: bytes) -> bool:
    """Also with something before it, as an archive that extracts itself, or after it."""
    return data.startswith(LOCAL) or data.rfind(END, max(0, len(data) - _TAIL)) >= 0


def is_pdf(data: bytes) -> bool:
    return PDF in data[:_PDF_WITHIN]


def is_tar(data: bytes) -> bool:
    return len(data) >= TAR_BLOCK and is_header(data[:TAR_BLOCK])


def is_header(header: bytes) -> bool:
    """Whether the checksum of a block is that of a tar header."""
    told = header[148:156].strip(b" \0")
    if not told or not told.isdigit():
        return False
    rest = sum(header[:148]) + sum(header[156:]) + 8 * 0x20
    return header[0] != 0 and all(digit < 0x38 for digit in told) and int(told, 8) == rest  # noqa: PLR2004


def is_mail(data: bytes) -> bool:
    start = data[:4000]
    headers = set(_MAIL_HEADER.findall(start)) if _MAIL.match(start) else ()
    return len(headers) >= 2  # noqa: PLR2004 - one is any note
