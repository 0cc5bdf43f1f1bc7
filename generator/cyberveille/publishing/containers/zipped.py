"""ZIP archives: what they list, and what they hold without listing it."""

import io
import struct
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

from cyberveille.expressions import expression
from cyberveille.publishing.containers.budget import Budget, Limit
from cyberveille.publishing.containers.inflating import inflated_with_size, unpacked_bzip2, unpacked_lzma
from cyberveille.publishing.containers.marks import CENTRAL, END, LOCAL
from cyberveille.publishing.containers.member import Member

_HEADER = struct.Struct("<4sHHHHHIIIHH")
"""The local header, name and extra field not included (APPNOTE 4.3.7)."""
_ENCRYPTED, _DESCRIBED = 0x1, 0x8
_MARK = expression(rb"PK(?:\x07\x08|\x03\x04|\x01\x02)")
_STORED, _DEFLATED, _BZIP2, _LZMA = 0, 8, 12, 14
_METHODS = {*range(21), *range(93, 100)}
_DESCRIPTOR = 24
"""The longest record of sizes that may follow a file (APPNOTE 4.3.9)."""


class _Listed(Struct, frozen=True):
    """What the directory says of a file."""

    name: str
    size: int
    notes: Sequence[str]
    """Its comment, and what else the directory calls the same bytes."""


class _Directory(Struct, frozen=True):
    files: dict[int, _Listed]
    """By the place of their local header."""
    comment: bytes
    start: int
    end: int


def zip_members(data: bytes, budget: Budget) -> Iterator[Member]:
    """Every file whose header stands in the archive, listed in its directory or not.

    What lies between the files is a member too, without a name. Sizes are believed only where nothing else
    tells them. Raises TooMuch.
    """
    directory = _directory(data, budget)
    if directory.comment:
        yield Member("", None, (_decoded(directory.comment)[0],))
    seen: set[int] = set()
    at = found = 0
    while (found := data.find(LOCAL, found)) >= 0:
        read = _read(data, found, directory.files.get(found), budget)
        if read is None:
            found += len(LOCAL)
            continue
        member, end = read
        yield from _between(data, at, found, directory)
        yield member
        seen.add(found)
        at = found = end
    for start in sorted(directory.files.keys() - seen):
        read = _read(data, start, directory.files[start], budget)
        listed = directory.files[start]
        yield read[0] if read is not None else Member(listed.name, None, tuple(listed.notes))
    yield from _between(data, at, len(data), directory)


def _between(data: bytes, start: int, end: int, directory: _Directory) -> Iterator[Member]:
    """What stands there, less the directory."""
    parts = [(start, end)]
    if start <= directory.start < directory.end <= end:
        parts = [(start, directory.start), (directory.end, end)]
    for first, last in parts:
        if last - first > _DESCRIPTOR:
            yield Member("", data[first:last])


def _directory(data: bytes, budget: Budget) -> _Directory:
    """Entries are counted before they are read: each costs a thousand bytes of memory."""
    if data.count(CENTRAL) > budget.left(Limit.ENTRIES):
        budget.spend(Limit.ENTRIES, data.count(CENTRAL))
    none = _Directory({}, b"", len(data), len(data))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files: dict[int, _Listed] = {}
            notes: defaultdict[int, list[str]] = defaultdict(list)
            for item in archive.infolist():
                notes[item.header_offset] += (item.filename, _decoded(item.comment)[0])
                files[item.header_offset] = _Listed(
                    item.filename, item.compress_size, notes[item.header_offset]
                )
            end = data.rfind(END)
            return _Directory(files, archive.comment, archive.start_dir, end + 22 + len(archive.comment))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, struct.error, UnicodeDecodeError):
        return none


def _read(data: bytes, start: int, listed: _Listed | None, budget: Budget) -> tuple[Member, int] | None:
    """The file whose header stands there, and where it ends; None when that is no header."""
    if start < 0 or start + _HEADER.size > len(data):
        return None
    mark, version, flags, method, _, _, _, size, _, named, extra = _HEADER.unpack_from(data, start)
    begin = start + _HEADER.size + named + extra
    if mark != LOCAL or begin > len(data) or method not in _METHODS or version & 0xFF > 99:  # noqa: PLR2004
        return None
    budget.spend(Limit.ENTRIES)
    names = _decoded(data[start + _HEADER.size : start + _HEADER.size + named])
    name = listed.name if listed else names[0]
    notes = (*(other for other in names if other != name), *(listed.notes if listed else ()))
    size = listed.size if listed else size
    if flags & _ENCRYPTED:
        return Member(name, None, notes, "est chiffré", encrypted=True), begin + size
    view = memoryview(data)[begin:]
    match method:
        case _ if method == _STORED:
            if listed is None and flags & _DESCRIBED:
                size = _next(data, begin) - begin
            content: bytes | None = bytes(view[:size])
            budget.spend(Limit.UNPACKED, len(content or b""))
            taken = 0
        case _ if method == _DEFLATED:
            content, taken = inflated_with_size(view, budget)
        case _ if method == _BZIP2:
            content, taken = unpacked_bzip2(view, budget), 0
        case _ if method == _LZMA:
            content, taken = unpacked_lzma(view, budget), 0
        case _:
            content, taken = None, 0
    why = (
        "" if content is not None else f"est comprimé d’une façon que la garde ne lit pas (méthode {method})"
    )
    return Member(name, content, notes, why), min(begin + (taken or size), len(data))


def _next(data: bytes, begin: int) -> int:
    """Where a stored file of unknown size ends."""
    found = _MARK.search(data, begin)
    return found.start() if found else len(data)


def _decoded(name: bytes) -> tuple[str, ...]:
    """As UTF-8, or in the two encodings of older programs when it is not."""
    try:
        return (name.decode("utf-8"),)
    except UnicodeDecodeError:
        return (name.decode("cp1252", "replace"), name.decode("cp437"))
