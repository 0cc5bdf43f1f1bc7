"""tar archives (POSIX.1-2017, pax interchange format), with no more recursion than headers."""

from collections.abc import Iterator

from cyberveille.publishing.containers.budget import Budget, Limit
from cyberveille.publishing.containers.member import Member
from cyberveille.publishing.containers.text_files import decoded

_BLOCK = 512
_LONG_NAME, _LONG_LINK = b"L", b"K"
_PAX = {b"x", b"g", b"X"}
_NO_CONTENT = {b"1", b"2", b"3", b"4", b"5", b"6"}


def is_tar(data: bytes) -> bool:
    return len(data) >= _BLOCK and _summed(data[:_BLOCK])


def tar_members(data: bytes, budget: Budget) -> Iterator[Member]:
    """The files, their long names and properties; what is no header is a member without a name."""
    at, notes, long_name = 0, list[str](), ""
    while at + _BLOCK <= len(data):
        header = data[at : at + _BLOCK]
        if not header.strip(b"\0"):
            at += _BLOCK
            continue
        if not _summed(header):
            break
        budget.spend(Limit.ENTRIES)
        kind, size = header[156:157], _number(header[124:136])
        content = data[at + _BLOCK : at + _BLOCK + size]
        budget.spend(Limit.UNPACKED, len(content))
        if kind in _PAX or kind == _LONG_LINK:
            notes += [line.partition("=")[2] for line in _field(content).split("\n")]
        elif kind == _LONG_NAME:
            long_name = _field(content)
        else:
            name = "/".join(filter(None, (_field(header[345:500]), _field(header[:100]))))
            notes += [name, _field(header[157:257])]
            yield Member(long_name or name, None if kind in _NO_CONTENT else content, tuple(notes))
            notes, long_name = [], ""
        at += _BLOCK + (0 if kind in _NO_CONTENT else (size + _BLOCK - 1) // _BLOCK * _BLOCK)
    if data[at:].strip(b"\0"):
        yield Member("", data[at:])


def _summed(header: bytes) -> bool:
    """Whether the checksum is that of a header."""
    told = header[148:156].strip(b" \0")
    if not told or not told.isdigit():
        return False
    rest = sum(header[:148]) + sum(header[156:]) + 8 * 0x20
    return header[0] != 0 and all(digit < 0x38 for digit in told) and int(told, 8) == rest  # noqa: PLR2004


def _number(field: bytes) -> int:
    if field[0] & 0x80:
        return int.from_bytes(field[1:], "big")
    digits = field.strip(b" \0")
    return int(digits, 8) if digits and all(0x30 <= digit < 0x38 for digit in digits) else 0  # noqa: PLR2004


def _field(field: bytes) -> str:
    return decoded(field.partition(b"\0")[0])
