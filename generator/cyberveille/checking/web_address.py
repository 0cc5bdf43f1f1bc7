"""How an address written by an editor is judged."""

import re
from enum import Enum

# RFC 3986, with the letters of other scripts that RFC 3987 adds.
_HTTP = re.compile(
    r"(?:https?|ftp)://(?:[^\s/?#@<>\"\\^`{|}]+@)?"
    r"(?:[\w-]+(?:\.[\w-]+)*\.?|\[[0-9a-f:.]+\])(?::\d{1,5})?"
    r"(?:[/?#][^\s<>\"\\^`]*)?",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)


class WebAddress(Enum):
    """What an absolute address is worth to a reader."""

    SECURE = "https"
    PLAIN = "http or ftp: the reader cannot be sure who answers"
    INVALID = "not a valid address"
    OTHER = "of another scheme"


def judge(address: str) -> WebAddress:
    """The worth of `address`, which must stand for itself: without a scheme it is invalid."""
    scheme = _SCHEME.match(address)
    if scheme is None:
        return WebAddress.INVALID
    name = scheme[1].lower()
    if name not in {"https", "http", "ftp"}:
        return WebAddress.OTHER
    if not _HTTP.fullmatch(address):
        return WebAddress.INVALID
    return WebAddress.SECURE if name == "https" else WebAddress.PLAIN
