"""Compound files (MS-CFB): documents of Office 97 to 2003, objects within newer ones, encrypted packages."""

import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from cyberveille.expressions import expression
from cyberveille.publishing.containers.budget import Budget, Limit, TooMuch
from cyberveille.publishing.containers.member import Member
from cyberveille.publishing.containers.text_files import decoded, runs
from cyberveille.publishing.words import text_words

if TYPE_CHECKING:
    from olefile import OleFileIO

_ENCRYPTED = {"encryptedpackage", "encryptioninfo"}
_NATIVE = "\x01ole10native"
_PLUMBING = {
    "\x01compobj",
    "\x03objinfo",
    "\x01ole",
    "\x03linkinfo",
    "\x03eprint",
    "\x02olepres000",
    "\x03print",
}
_PROPERTIES = ("\x05SummaryInformation", "\x05DocumentSummaryInformation")
_PROGRAM = 18
"""The property that names the program (MS-OLEPS 3.1)."""
_TABLE = expression(r"^[01]table$")
_FILEPASS = 0x2F
_HEADER_TOKEN = b"\xdf\xc4\xd1\xf3"
"""What \x05CurrentUser holds of an encrypted presentation (MS-PPT 2.3.2)."""


class Encrypted(Exception):  # noqa: N818 - a state of a file, not a fault of the program
    """The document needs a password."""


def compound_members(data: bytes, budget: Budget) -> Iterator[bytes | Member]:
    """The words of properties and texts, and the files within; raises Encrypted, TooMuch, OSError."""
    import olefile  # noqa: PLC0415 - for the few documents that need it

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as document:
            names = document.listdir(streams=True, storages=False)
            _refuse_encrypted(path[-1] for path in names)
            for path in names:
                budget.spend(Limit.ENTRIES)
                budget.spend(Limit.UNPACKED, document.get_size(path))
                yield from _stream(document, path)
    except (Encrypted, TooMuch, OSError):
        raise
    except RecursionError as error:
        raise TooMuch(Limit.DEPTH) from error
    except Exception as error:  # a broken file may break the library in any way
        raise OSError(str(error)) from error


def _refuse_encrypted(names: Iterable[str]) -> None:
    if any(name.lower() in _ENCRYPTED for name in names):
        raise Encrypted


def _stream(document: "OleFileIO", path: list[str]) -> Iterator[bytes | Member]:
    name = path[-1].lower()
    if name in _PLUMBING or _TABLE.match(name):
        return
    if path[-1] in _PROPERTIES:
        for key, value in document.getproperties(path, convert_time=False).items():
            if key != _PROGRAM:
                yield from _property(value)
        if path[-1] == _PROPERTIES[1]:
            yield runs(document.openstream(path).read())  # the second section: the writer's own properties
        return
    content = document.openstream(path).read()
    if _is_encrypted(name, content):
        raise Encrypted
    if name == _NATIVE:
        yield _native(content)
    elif name in {"package", "contents", "embeddedodf"}:
        yield Member("", content)
    else:
        yield runs(content)


def _property(value: object) -> Iterator[bytes]:
    if isinstance(value, list):
        for item in value:
            yield from _property(item)
    elif isinstance(value, bytes | str):
        yield text_words(value if isinstance(value, str) else decoded(value.replace(b"\0", b"")))


def _is_encrypted(name: str, content: bytes) -> bool:
    """MS-DOC 2.5.2 (fEncrypted), MS-XLS 2.4.117 (FilePass), MS-PPT 2.3.2."""
    match name:
        case "worddocument":
            return bool(content[11:12]) and bool(content[11] & 0x01)
        case "workbook" | "book":
            first = 4 + int.from_bytes(content[2:4], "little")
            return int.from_bytes(content[first : first + 2], "little") == _FILEPASS
        case "current user":
            return content[12:16] == _HEADER_TOKEN
        case _:
            return False


def _native(content: bytes) -> Member:
    """A file packed by Windows: its label, its path, its bytes (as Object Packager wrote them)."""
    at = 6
    label, _, rest = content[at:].partition(b"\0")
    path, _, rest = rest.partition(b"\0")
    length = int.from_bytes(rest[4:8], "little")
    where, rest = rest[8 : 8 + length], rest[8 + length :]
    size = int.from_bytes(rest[:4], "little")
    if not 0 < size <= len(rest) - 4:
        return Member("", content)
    names = tuple(item.partition(b"\0")[0].decode("cp1252", "replace") for item in (label, path, where))
    return Member(names[0] or "objet", rest[4 : 4 + size], names[1:])
