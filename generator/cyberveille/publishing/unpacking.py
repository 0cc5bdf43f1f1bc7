"""What a written file holds, whatever it is wrapped in: archives, office documents, PDF files, gzip."""

import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress

from cyberveille.portable import pdf_asides, pdf_embedded, pdf_words
from cyberveille.publishing.words import text_words, written_words

_GZIP = b"\x1f\x8b"
_ZIP = b"PK\x03\x04"
_PDF = b"%PDF-"
_PROPERTIES = re.compile(rb"<x:xmpmeta\b.*?</x:xmpmeta>", re.DOTALL)


class Sealed(Exception):  # noqa: N818 - a state of a file, not a fault of the program
    """A file that cannot be read without a password."""


def unpacked(path: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """The file, then every file within it, to any depth.

    Raises Sealed at a part of an archive that is encrypted.
    """
    yield path, data
    if data.startswith(_ZIP):
        yield from _archived(path, data)
    elif data.startswith(_PDF):
        for name, inner in pdf_embedded(data):
            yield from unpacked(f"{path}/{name}", inner)


def file_words(data: bytes) -> bytes:
    """The words of one file, less those of the files within it."""
    if data.startswith(_ZIP):
        return b""
    if data.startswith(_PDF):
        properties = b" ".join(_PROPERTIES.findall(data))
        return written_words(f"{pdf_words(data)}\n{pdf_asides(data)}\n".encode() + properties)
    if data.startswith(_GZIP):
        with suppress(OSError, EOFError, zlib.error):
            data = gzip.decompress(data)
    return written_words(data)


def all_words(path: str, data: bytes) -> bytes:
    """The words of a file and of those within it, names included; raises Sealed."""
    return b"".join(text_words(name) + file_words(inner) for name, inner in unpacked(path, data))


def _archived(path: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    with (
        suppress(zipfile.BadZipFile, zlib.error, NotImplementedError),
        zipfile.ZipFile(io.BytesIO(data)) as archive,
    ):
        yield f"{path}/", archive.comment
        for member in archive.infolist():
            yield f"{path}/{member.filename}", member.comment
            try:
                inner = archive.read(member)
            except RuntimeError as error:
                raise Sealed(f"{path}/{member.filename}") from error
            yield from unpacked(f"{path}/{member.filename}", inner)
