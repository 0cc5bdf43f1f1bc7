"""Identifiers as people paste them: CVE, the numbers that publishers give, in words and in addresses.

Two spellings of an identifier have one key: capitals and digits in groups that hyphens part. Scripts make
the same key of what a reader types (`static/identifiers.js`).
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote

from cyberveille.expressions import expression

_APART = expression(r"[^A-Z0-9]+")
_WORD = expression(r"[A-Za-z0-9]+(?:[-_:.][A-Za-z0-9]+)*")
_ENDING = expression(r"\.(?:html?|php|aspx?|jsp|json|xml|txt|pdf)$", re.IGNORECASE)
_DATE_OR_HOUR = expression(r"(?:19|20)\d\d(?:-\d{1,2}){1,2}|\d{1,2}-\d\d(?:-\d\d)?")
_DIGITS = 3
"""An identifier has at least as many, but for those that are drawn at random."""
_RANDOM = "GHSA-"
_PROMISING = expression(r"\d\D*\d\D*\d")
"""Found in every identifier but for those drawn at random, and in few words."""
_REMEMBERED = 1_024
"""Words: a notice has the same identifiers in its header, its references and their addresses."""
_HOST = expression(r"^[a-z][a-z0-9+.-]*:(?://[^/?#]*)?", re.IGNORECASE)
_LENGTHS = range(5, 61)


@lru_cache(_REMEMBERED)
def key_of(identifier: str) -> str:
    """« cve‑2023_43208 » to `CVE-2023-43208`: whatever its case, its hyphens and what surrounds it."""
    plain = identifier if identifier.isascii() else _plain(identifier)
    return _APART.sub("-", plain.upper()).strip("-")


def number_of(key: str) -> str:
    """`CVE-2023-43208` to `2023-43208`: a key from its first digit on, all of it when it has none."""
    first = next((position for position, sign in enumerate(key) if sign.isdigit()), 0)
    return key[first:]


def keys_in(text: str) -> Iterator[str]:
    """The keys of the words that look like an identifier."""
    if not _is_promising(text):
        return
    for word in _WORD.findall(text):
        # A word of letters alone has no digits: of those drawn at random, it is but the beginning.
        if not word.isalpha() and (key := _key_in(word)):
            yield key


@lru_cache(_REMEMBERED)
def _key_in(word: str) -> str:
    """The key of a word; empty where it looks like no identifier."""
    if not _is_promising(word):
        return ""
    key = key_of(_ENDING.sub("", word) if "." in word else word)
    return key if _is_like(key) else ""


def _is_promising(text: str) -> bool:
    return _PROMISING.search(text) is not None or _RANDOM[:-1] in text.upper()


def keys_in_address(address: str) -> Iterator[str]:
    """Those of a web address, its host apart."""
    host = _HOST.match(address)
    rest = address[host.end() :] if host else address
    yield from keys_in(unquote(rest) if "%" in rest else rest)


def _plain(text: str) -> str:
    """Letters and digits without accents, and nothing that cannot be seen between them."""
    parts = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in parts if not unicodedata.category(sign).startswith(("M", "Cf")))


def _is_like(key: str) -> bool:
    if len(key) not in _LENGTHS or _DATE_OR_HOUR.fullmatch(key):
        return False
    return key.startswith(_RANDOM) or sum(map(str.isdigit, key)) >= _DIGITS
