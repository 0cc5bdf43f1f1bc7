"""Input files to JSON records: one object, a list or one object a line, compressed or not."""

import codecs
import gzip
import re
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from cyberveille.importing.faults import ImportFault, finding
from cyberveille.model import Finding
from cyberveille.system_errors import reason

SIZE_LIMIT = 256 << 20
"""Bytes of one file, once decompressed: six times the largest archive published."""
RECORD_LIMIT = 200_000
"""Records of one file."""

_GZIP = b"\x1f\x8b"
_BOM = b"\xef\xbb\xbf"
_WIDE = (
    *((mark, "utf-32") for mark in (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)),
    *((mark, "utf-16") for mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)),
    *((f"{begun}".encode(coding), coding) for begun in "{[" for coding in ("utf-16-le", "utf-16-be")),
)
"""How a file begins in another coding than UTF-8, as consoles of Windows write: a mark, or JSON itself."""
_CHUNK = 1 << 20
_BROKEN = (EOFError, OSError, zlib.error)


class RecordBytes(Struct, frozen=True):
    """The bytes of one record, with the file and the line on which it starts."""

    path: str
    line: int
    data: bytes


def file_bytes(path: Path) -> bytes | Finding:
    """All of a file, decompressed; a finding when it cannot be had whole."""
    found = _bytes_of(path)
    if isinstance(found, Finding):
        return found
    data, broken = found
    return _truncated(path.as_posix(), 0) if broken else data


def read_entries(path: Path) -> Iterator[RecordBytes | Finding]:
    """The records of a file, in its order; what cannot be read is a finding, the rest goes on."""
    shown = path.as_posix()
    found = _bytes_of(path)
    if isinstance(found, Finding):
        yield found
        return
    data, broken = found
    if broken:
        yield _truncated(shown, data.count(b"\n") + 1)
        data = data[: data.rfind(b"\n") + 1]
    if not data.strip() and not broken:
        yield finding(
            shown,
            0,
            ImportFault.EMPTY,
            "Le fichier est vide : rien n’en est importé.",
            "Télécharger de nouveau le fichier.",
        )
    elif data.strip():
        for number, item in enumerate(_split(shown, data)):
            if number == RECORD_LIMIT:
                yield _too_large(shown, f"compte plus de {RECORD_LIMIT} enregistrements")
                return
            yield item


def _bytes_of(path: Path) -> tuple[bytes, bool] | Finding:
    """(what could be read, decompressed; whether the rest is missing)."""
    broken = False
    try:
        with path.open("rb") as opened:
            data = opened.read(SIZE_LIMIT + 1)
    except OSError as error:
        return finding(
            path.as_posix(),
            0,
            ImportFault.UNREADABLE,
            f"Le fichier ne peut pas être lu : {reason(error)}.",
            "Vérifier le chemin et les droits.",
        )
    if data.startswith(_GZIP):
        data, broken = _decompress(path)
    if len(data) > SIZE_LIMIT:
        return _too_large(path.as_posix(), f"pèse plus de {SIZE_LIMIT >> 20} Mio une fois décompressé")
    return _in_utf8(data.removeprefix(_BOM)), broken


def _in_utf8(data: bytes) -> bytes:
    coding = next((coding for begun, coding in _WIDE if data.startswith(begun)), None)
    if coding is None:
        return data
    try:
        return data.decode(coding).encode()
    except UnicodeError:
        return data


def _truncated(path: str, line: int) -> Finding:
    return finding(
        path,
        line,
        ImportFault.COMPRESSION,
        "Le fichier compressé est tronqué ou abîmé : seul son début est lu.",
        "Télécharger de nouveau le fichier.",
    )


def _too_large(path: str, why: str) -> Finding:
    return finding(
        path, 0, ImportFault.SIZE, f"Le fichier {why} : la suite n’est pas lue.", "Partager le fichier."
    )


def read_all(paths: Sequence[Path]) -> tuple[list[RecordBytes], list[Finding]]:
    """The records of several files, in their order, and what was found on the way."""
    entries: list[RecordBytes] = []
    findings: list[Finding] = []
    for path in paths:
        for item in read_entries(path):
            if isinstance(item, RecordBytes):
                entries.append(item)
            else:
                findings.append(item)
    return entries, findings


def _decompress(path: Path) -> tuple[bytes, bool]:
    """(what could be read, whether something is missing)."""
    pieces: list[bytes] = []
    size = 0
    try:
        with gzip.open(path) as stream:
            while piece := stream.read(_CHUNK):
                pieces.append(piece)
                size += len(piece)
                if size > SIZE_LIMIT:
                    return b"".join(pieces), False
    except _BROKEN:
        return b"".join(pieces), True
    return b"".join(pieces), False


def _split(path: str, data: bytes) -> Iterator[RecordBytes | Finding]:
    start = len(data) - len(data.lstrip())
    first_line = data.count(b"\n", 0, start) + 1
    if data[start : start + 1] == b"[":
        yield from _list(path, data)
        return
    try:
        msgspec.json.decode(data, type=msgspec.Raw)
    except (ValueError, RecursionError) as error:
        if _has_lines(data.strip(), error):
            yield from _lines(path, data)
        else:
            yield _malformed(path, first_line, error)
    else:
        yield RecordBytes(path, first_line, data.strip())


def _has_lines(data: bytes, error: Exception) -> bool:
    """Whether bytes that are not one JSON value are one object a line, not one broken object."""
    first, newline, _ = data.partition(b"\n")
    return "trailing characters" in str(error) or bool(newline and first.rstrip().endswith(b"}"))


def _lines(path: str, data: bytes) -> Iterator[RecordBytes | Finding]:
    for number, line in enumerate(data.split(b"\n"), 1):
        record = line.strip()
        if not record:
            continue
        try:
            msgspec.json.decode(record, type=msgspec.Raw)
        except (ValueError, RecursionError) as error:
            yield _malformed(path, number, error)
        else:
            yield RecordBytes(path, number, record)


def _list(path: str, data: bytes) -> Iterator[RecordBytes | Finding]:
    try:
        records = msgspec.json.decode(data, type=list[msgspec.Raw])
    except (ValueError, RecursionError) as error:
        yield _malformed(path, 1, error)
        return
    position, line = 0, 1
    for raw in records:
        record = bytes(raw)
        found = data.find(record, position)
        line += data.count(b"\n", position, found)
        yield RecordBytes(path, line, record)
        position = found + len(record)
        line += record.count(b"\n")


def _malformed(path: str, line: int, error: Exception) -> Finding:
    return finding(
        path,
        line,
        ImportFault.JSON,
        f"L’enregistrement n’est pas du JSON valide{_where(error)}.",
        "Reprendre le fichier à la source ; les autres enregistrements sont importés.",
    )


def _where(error: Exception) -> str:
    """Where the decoder stopped, without its English words."""
    found = re.search(r"byte (\d+)", str(error))
    return f" (octet {found[1]})" if found else ""
