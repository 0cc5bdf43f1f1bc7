"""What a text carries in another writing, which its reader is shown decoded.

`data:` addresses (RFC 2397), values of directories (RFC 2849) and of business cards (RFC 2426), diagrams of
diagrams.net.
"""

import re
from base64 import b64decode
from binascii import Error
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from cyberveille.expressions import expression
from cyberveille.publishing.containers.budget import Budget, Limit
from cyberveille.publishing.containers.inflating import RAW, inflated
from cyberveille.publishing.containers.member import Member

_URL = b";base64,"
_CONTENT = expression(rb"(?:[A-Za-z0-9+/]|%2[BbFf]|[ \t\r\n])+")
_SPACE = expression(rb"\s+")
_BASE64 = rb"(?P<value>[A-Za-z0-9+/]{8,}[A-Za-z0-9+/=]*(?:\r?\n[ \t]+[A-Za-z0-9+/=]+)*)"
_DIRECTORY_VALUE = expression(rb"^[A-Za-z][\w;.-]{0,60}::\s*+" + _BASE64, re.MULTILINE)
_CARD_VALUE = expression(
    rb"^[\w.-]{1,40};[^:\r\n]{0,200}?\b(?:B|BASE64)(?:;[^:\r\n]{0,100})?:\s*+" + _BASE64,
    re.MULTILINE | re.IGNORECASE,
)
_DIAGRAM = b"<diagram"
_DRAWN = expression(rb"<diagram\b[^<>]{0,500}>(?P<value>[A-Za-z0-9+/=\s]{8,}+)</diagram>")


def files_in(data: bytes, budget: Budget) -> Iterator[Member]:
    """Raises TooMuch."""
    at = 0
    while (at := data.find(_URL, at)) >= 0:
        at += len(_URL)
        if found := _CONTENT.match(data, at):
            at = found.end()
            yield _member(found[0], budget)
    if _DIAGRAM in data:
        for found in _DRAWN.finditer(data):
            drawn = _member(found["value"], budget).data or b""
            yield Member("", unquote_to_bytes(inflated(drawn, budget, RAW)))
    for mark, values in ((b"::", _DIRECTORY_VALUE), (b"BEGIN:VCARD", _CARD_VALUE)):
        if mark in data:
            yield from (_member(found["value"], budget) for found in values.finditer(data))


def _member(text: bytes, budget: Budget) -> Member:
    budget.spend(Limit.ENTRIES)
    budget.spend(Limit.UNPACKED, len(text))
    return Member("", _decoded(text))


def _decoded(text: bytes) -> bytes:
    for code, sign in ((b"%2B", b"+"), (b"%2b", b"+"), (b"%2F", b"/"), (b"%2f", b"/")):
        text = text.replace(code, sign)
    text = _SPACE.sub(b"", text)
    try:
        return b64decode(text[: len(text) // 4 * 4 + 4] + b"=" * (-len(text) % 4))
    except Error:
        return b""
