"""Texts as they are compared: lower case, no accents, plain quotes and spaces, one character for one."""

import unicodedata
from functools import lru_cache

_PLAIN = {"’": "'", "‘": "'", "–": "-", "—": "-", "‑": "-", "−": "-", "≤": "≤", "≥": "≥", "œ": "o"}


@lru_cache(maxsize=2048)
def _plain(character: str) -> str:
    if character in _PLAIN:
        return _PLAIN[character]
    if character.isspace():
        return " "
    first = unicodedata.normalize("NFKD", character)[0].lower()
    return first if len(first) == 1 else character


def folded(text: str) -> str:
    """A text of the same length, so that a place in it is a place in what was written."""
    return "".join(map(_plain, text))
