"""tar archives (POSIX.1-2017, pax interchange format), with no more recursion than headers."""

from collections.abc import Iterator

from cyberveille.publishing.containers.budget import Budget, Limit
from cyberveille.publishing.containers.marks import TAR_BLOCK, is_header
from cyberveille.publishing.containers.member import Member
from cyberveille.publishing.containers.text_files import decoded

_LONG_NAME, _LONG_LINK = b"L", b"K"
_PAX = {b"x", b"g", b"X"}
_NO_CONTENT = {b"1", b"2", b"3", b"4", b"5", b"6"}


def tar_members(data: bytes, budget: Budget) -> Iterator[Member]:
    """The files, their long names and properties; what is no header is a member without a name."""
    at, notes, long_name = 0, list[str](), ""
    while at + TAR_BLOCK <= len(data):
        header = data[at : at + TAR_BLOCK]
        if not header.strip(b"\0"):
            at += TAR_BLOCK
            continue
        if not is_header(header):
            break
        budget.spend(Limit.ENTRIES)
        kind, size = header[156:157], _number(header[124:136])
        content = data[at + TAR_BLOCK : at + TAR_BLOCK + size]
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
        at += TAR_BLOCK + (0 if kind in _NO_CONTENT else (size + TAR_BLOCK - 1) // TAR_BLOCK * TAR_BLOCK)
    if data[at:].strip(b"\0"):
        yield Member("", data[at:])


def _number(field: bytes) -> int:
    if field[0] & 0x80:
        return int.from_bytes(field[1:], "big")
    digits = field.strip(b" \0")
    return int(digits, 8) if digits and all(0x30 <= digit < 0x38 for digit in digits) else 0  # noqa: PLR2004


def _field(field: bytes) -> str:
    return decoded(field.partition(b"\0")[0])
