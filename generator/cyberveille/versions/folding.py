"""Texts as they are compared: lower case, no accents, plain quotes and spaces, one character for one."""

import unicodedata

from cyberveille.expressions import expression

_PLAIN = {"’": "'", "‘": "'", "–": "-", "—": "-", "‑": "-", "−": "-", "≤": "≤", "≥": "≥", "œ": "o"}


class _Plain(dict[int, str]):
    """What stands for each character, worked out when it is met."""

    def __missing__(self, code: int) -> str:
        found = _plain(chr(code))
        if len(self) < _MOST:
            self[code] = found
        return found


_MOST = 4_096
"""Characters: an archive has a few hundred."""
_FOLDED = _Plain()
_BEYOND_ASCII = expression("[^\x00-\x7f]")


def folded(text: str) -> str:
    """A text of the same length, so that a place in it is a place in what was written.

    Most texts are printable, with few sorts of signs beyond ASCII: these are replaced one after another.
    """
    for sign in set(_BEYOND_ASCII.findall(text)):
        plain = _FOLDED[ord(sign)]
        if plain.isascii():
            text = text.replace(sign, plain)
        elif plain != sign:
            return text.translate(_FOLDED)
    return text.lower() if text.isprintable() else text.translate(_FOLDED)


def _plain(character: str) -> str:
    if character in _PLAIN:
        return _PLAIN[character]
    if character.isspace():
        return " "
    first = unicodedata.normalize("NFKD", character)[0].lower()
    return first if len(first) == 1 else character
