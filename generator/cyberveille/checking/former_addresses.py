"""Addresses at which something stood, as editors write them."""

from urllib.parse import unquote

from cyberveille.expressions import expression

_FORMER = expression(r"/(?:[\w.~%-]+/)+|/(?:[\w.~%-]+/)*[\w~%-]+\.html")
_LONGEST_PART, _LONGEST_ADDRESS = 200, 1000
"""In bytes of UTF-8: most file systems name a file in 255, and a path in 4,096."""


def is_former(address: str) -> bool:
    """Whether something may be written at an address, which any server then serves."""
    if not _FORMER.fullmatch(address):
        return False
    decoded = unquote(address)
    parts = decoded.strip("/").split("/")
    return (
        decoded.isprintable()
        and "\\" not in decoded
        and "//" not in decoded
        and len(decoded.encode()) <= _LONGEST_ADDRESS
        and all(part.strip(".") and len(part.encode()) <= _LONGEST_PART for part in parts)
    )
