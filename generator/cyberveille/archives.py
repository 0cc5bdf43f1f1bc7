"""Archives, and the documents that are some: what each is, and whether there is something in it."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

from cyberveille.expressions import expression
from cyberveille.model import MEDIA_TYPES

POINTER = expression(
    rb"^\xef?\xbb?\xbf?version https?://(?:git-lfs\.github\.com/spec|hawser\.github\.com/spec|git-media\.io)/v/?\d",
    re.MULTILINE,
)
LARGEST_POINTER = 1024
"""Bytes (Git LFS specification, “The pointer”)."""
_LARGEST = 300_000_000
"""Of what an archive unpacks to: beyond, it is not read to its end here."""
_CONTENT_TYPES, _MIME = "[Content_Types].xml", "mimetype"
_CONTENT_TYPES_LIMIT = 1_000_000
_PACKAGES = {
    "wordprocessingml.document.main": ".docx",
    "spreadsheetml.sheet.main": ".xlsx",
    "presentationml.presentation.main": ".pptx",
}
_MAIN = expression(
    r'ContentType\s*=\s*["\']application/vnd\.(?:openxmlformats-officedocument\.)?([\w.-]+?)\+xml["\']'
)


def look_at_package(data: bytes) -> Iterator[bytes]:
    """What an archive is, and whether each file in it can be had: its size and checksum."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
            locked = any(member.flag_bits & 1 for member in members)
            kind = _kind_of(archive)
            if kind != ".zip" and (locked or _encrypted(archive, kind)):
                yield b"locked"
                return
            if not locked and sum(member.file_size for member in members) <= _LARGEST and archive.testzip():
                yield b"cut"
                return
            yield f"{_state_of(archive, kind, locked=locked)}:{kind}".encode()
    except NotImplementedError:
        return
    except Exception:  # noqa: BLE001 - same
        yield b"cut"


def _state_of(archive: zipfile.ZipFile, kind: str, *, locked: bool) -> str:
    """Whether there is something to read in an archive, or in the document that it is."""
    files = [member for member in archive.infolist() if not member.is_dir()]
    if not any(member.file_size for member in files):
        return "nothing"
    if locked or kind == ".zip":
        small = [member for member in files if not locked and 0 < member.file_size <= LARGEST_POINTER]
        return "pointers" if any(POINTER.search(archive.read(member)) for member in small) else "sound"
    return "sound" if all(_is_xml(archive, part) for part in _parts_of(archive, kind)) else "hollow"


def _parts_of(archive: zipfile.ZipFile, kind: str) -> Iterator[str]:
    """The parts without which a document shows nothing (ECMA-376-2, 10.1.2; ODF 1.3, part 2, 2.2.1)."""
    if kind.startswith(".od"):
        yield "content.xml"
    if kind in _PACKAGES.values():
        yield "_rels/.rels"
        told = archive.read(_CONTENT_TYPES).decode("utf-8", "replace")
        yield from (
            part[1]
            for entry in _OVERRIDE.findall(told)
            if _SHOWN_PART.search(entry) and (part := _PART_NAME.search(entry))
        )


def _is_xml(archive: zipfile.ZipFile, part: str) -> bool:
    """Whether a part is there and well-formed; nothing outside of it is read."""
    from xml.parsers import expat  # noqa: PLC0415 - seldom needed

    parser = expat.ParserCreate()
    try:
        with archive.open(part) as file:
            parser.ParseFile(file)
    except (KeyError, expat.ExpatError):
        return False
    return True


_OVERRIDE = expression(r"<Override\b[^>]{0,2000}>")
_PART_NAME = expression(r'PartName\s*=\s*["\']/([^"\']+)["\']')
_SHOWN_PART = expression(r"\.main\+xml|ml\.(?:worksheet|slide)\+xml")


def _kind_of(archive: zipfile.ZipFile) -> str:
    names = set(archive.namelist())
    if _CONTENT_TYPES in names:
        with archive.open(_CONTENT_TYPES) as file:
            told = file.read(_CONTENT_TYPES_LIMIT).decode("utf-8", "replace")
        mains = [found for found in _MAIN.findall(told) if found.endswith(".main")]
        known = next((_PACKAGES[found] for found in mains if found in _PACKAGES), "")
        macros = next((found for found in mains if "macroenabled" in found.casefold()), "")
        return known or ("Office à macros" if macros else "Office d’une autre sorte" if mains else ".zip")
    if _MIME in names:
        with archive.open(_MIME) as file:
            told = file.read(200).decode("utf-8", "replace").strip()
        known = next((ending for ending, media in MEDIA_TYPES.items() if media == told), "")
        return known or ("OpenDocument d’une autre sorte" if "opendocument" in told else ".zip")
    return ".zip"


def _encrypted(archive: zipfile.ZipFile, kind: str) -> bool:
    """Whether an OpenDocument file says that its parts are encrypted (ODF 1.3, part 2, section 4.8)."""
    if not kind.startswith(".od") or "META-INF/manifest.xml" not in archive.namelist():
        return False
    with archive.open("META-INF/manifest.xml") as file:
        return b"encryption-data" in file.read(_CONTENT_TYPES_LIMIT)
