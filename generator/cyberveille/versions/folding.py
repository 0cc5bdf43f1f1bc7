"""Texts as they are compared: lower case, no accents, plain quotes and spaces, one character for one."""

import unicodedata
from collections.abc import Callable

from cyberveille.expressions import expression

_PLAIN = {"’": "'", "‘": "'", "–": "-", "—": "-", "‑": "-", "−": "-", "≤": "≤", "≥": "≥", "œ": "o"}
_BEYOND_ASCII = expression("[^\x00-\x7f]")
_MOST = 4_096
"""Characters: an archive has a few hundred."""


class Folding(dict[int, str]):
    """What stands for each character, worked out when it is met; `str.translate` takes it."""

    def __init__(self, of: Callable[[str], str]) -> None:
        super().__init__()
        self._of = of

    def __missing__(self, code: int) -> str:
        found = self._of(chr(code))
        if len(self) < _MOST:
            self[code] = found
        return found

    def beyond_ascii(self, text: str) -> str | None:
        """A text, in which what is beyond ASCII is replaced; None where that is still beyond it.

        A text has few sorts of such characters and many letters: this takes half the time of `translate`.
        """
        for character in set(_BEYOND_ASCII.findall(text)):
            plain = self[ord(character)]
            if plain.isascii():
                text = text.replace(character, plain)
            elif plain != character:  # Another one of the text may be the same.
                return None
        return text


def folded(text: str) -> str:
    """A text of the same length, so that a place in it is a place in what was written."""
    plain = _FOLDED.beyond_ascii(text)
    return text.translate(_FOLDED) if plain is None or not plain.isprintable() else plain.lower()


def _plain(character: str) -> str:
    if character in _PLAIN:
        return _PLAIN[character]
    if character.isspace():
        return " "
    first = unicodedata.normalize("NFKD", character)[0].lower()
    return first if len(first) == 1 else character


_FOLDED = Folding(_plain)
