"""The words of a name as they are compared: pieces of letters and of digits, and what they give joined.

« PAN-OS », « PANOS » and « pan os » are one name; « MX40 » is not in « MX400 ».
"""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from cyberveille.concerned.vocabulary import ONE_WORD
from cyberveille.expressions import expression
from cyberveille.registry.folding import unmarked
from cyberveille.versions.folding import Folding

MOST_JOINED = 4
"""Pieces: a word of a name has no more."""
_LETTERS = {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ß": "ss"}
_SIGNS = str.maketrans("’–—‑", "'---")
_PIECE = expression(r"[a-z]+|[0-9]+(?:\.[0-9]+)*")
_REMEMBERED = 8_192
"""Texts: the lines of a notice, and of those that follow it, often say the same."""


class Piece(Struct, frozen=True):
    """`start` and `end` are places in the plain text."""

    text: str
    start: int
    end: int


@lru_cache(_REMEMBERED)
def plain(text: str) -> str:
    """In lower case, without accents and trademark signs, with single spaces."""
    kept = unmarked(text.lower())
    if not kept.isascii():
        replaced = _PLAIN.beyond_ascii(kept)
        kept = kept.translate(_PLAIN) if replaced is None else replaced
    return " ".join(kept.split())


def _without_accents(letter: str) -> str:
    parts = unicodedata.normalize("NFKD", _LETTERS.get(letter, letter)).translate(_SIGNS)
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


_PLAIN = Folding(_without_accents)
_ONE_WORD = tuple(
    (expression(rf"\b{found.replace(' ', '[ -]?')}\b"), found.replace(" ", "")) for found in ONE_WORD
)


_ANY_ONE_WORD = expression("|".join(pattern.pattern for pattern, _ in _ONE_WORD))
_BEGINNINGS = frozenset(found.partition(" ")[0] for found in ONE_WORD)


def one_word(text: str) -> str:
    """A plain text, in which a product that is another one's name and more has a name of its own."""
    if not any(word in text for word in _BEGINNINGS) or _ANY_ONE_WORD.search(text) is None:
        return text
    for pattern, joined_name in _ONE_WORD:
        text = pattern.sub(joined_name, text)
    return text


def pieces(text: str) -> tuple[Piece, ...]:
    """The pieces of a plain text, from the left; a dotted number is one."""
    return tuple(Piece(found[0], found.start(), found.end()) for found in _PIECE.finditer(text))


@lru_cache(_REMEMBERED)
def texts(text: str) -> tuple[str, ...]:
    """The pieces of a plain text, without their places."""
    return tuple(_PIECE.findall(text))


def joined(found: Sequence[Piece]) -> dict[str, list[tuple[int, int]]]:
    """What up to `MOST_JOINED` pieces in a row give together, each with the first and the last piece."""
    forms: dict[str, list[tuple[int, int]]] = {}
    for first in range(len(found)):
        text = ""
        for last in range(first, min(first + MOST_JOINED, len(found))):
            text += found[last].text
            forms.setdefault(text, []).append((first, last))
    return forms


_RUN = expression(r"(?:\b[0-9][a-z]{2}[0-9] )?[a-z0-9]+(?:-[a-z0-9]+)*")
_MOST_OF_A_CODE = 16


def codes_in(text: str) -> Iterator[tuple[str, ...]]:
    """Pieces of what is written as one and has more of them than a word: 6ES7510-1DJ01, 6ES7 510-1DJ01."""
    for found in _RUN.findall(text):
        code = texts(found)
        if MOST_JOINED < len(code) <= _MOST_OF_A_CODE:
            yield code


@lru_cache(maxsize=4096)
def letters_left_out(word: str) -> frozenset[str]:
    """A word, and the same without one of its letters: two that share one of these are one slip apart."""
    return frozenset({word, *(word[:place] + word[place + 1 :] for place in range(len(word)))})
