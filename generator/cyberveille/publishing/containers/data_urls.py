"""Files that a page or a drawing carries within its own text: `data:` addresses (RFC 2397)."""

from base64 import b64decode
from binascii import Error
from collections.abc import Iterator

from cyberveille.expressions import expression
from cyberveille.publishing.containers.budget import Budget, Limit
from cyberveille.publishing.containers.member import Member

_MARK = b";base64,"
_CONTENT = expression(rb"(?:[A-Za-z0-9+/]|%2[BbFf]|[ \t\r\n])+")
_SPACE = expression(rb"\s+")


def files_in(data: bytes, budget: Budget) -> Iterator[Member]:
    """Raises TooMuch."""
    at = 0
    while (at := data.find(_MARK, at)) >= 0:
        at += len(_MARK)
        if found := _CONTENT.match(data, at):
            at = found.end()
            budget.spend(Limit.ENTRIES)
            budget.spend(Limit.UNPACKED, len(found[0]))
            yield Member("", _decoded(found[0]))


def _decoded(text: bytes) -> bytes:
    for code, sign in ((b"%2B", b"+"), (b"%2b", b"+"), (b"%2F", b"/"), (b"%2f", b"/")):
        text = text.replace(code, sign)
    text = _SPACE.sub(b"", text)
    try:
        return b64decode(text[: len(text) // 4 * 4 + 4] + b"=" * (-len(text) % 4))
    except Error:
        return b""
