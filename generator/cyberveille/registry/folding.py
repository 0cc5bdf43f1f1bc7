"""Names as they are compared, and as they stand in an address."""

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from cyberveille.expressions import expression

LONGEST_NAME = 240
"""Signs: a name is shorter; what is longer is a text about products."""
_SLUG = 80
"""Signs of a name in an address: the beginning of a longer one, with a digest of all of it."""
_TAKEN = frozenset({"page", "index"})
"""What the addresses of older pages of a list, and the file of any page, begin by."""
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})
"""Letters that Unicode does not take apart."""
_TRADEMARKS = expression(r"[™®©℠]|\((?:tm|r|c)\)", re.IGNORECASE)
_WORD = expression(r"[^\W_](?:[^\W_]++|[+#]++|(?<=\d)[.](?=\d))*+")
_NO_LETTERS = expression(r"[^a-z0-9]+")


class Word(NamedTuple):
    """A word of a name as it is compared, and where it ends in what was written."""

    plain: str
    end: int


def words_of(name: str) -> tuple[Word, ...]:
    """The words of a name without case, accents and trademark signs.

    « + » and « # » count, as in C++, and so does the point within a number.
    """
    return tuple(Word(_plain(found[0]), found.end()) for found in _WORD.finditer(unmarked(name)))


def plain_words(name: str) -> list[str]:
    """The same words, where nobody asks in what place."""
    kept = unmarked(name)
    return _WORD.findall(kept.lower()) if kept.isascii() else list(map(_plain, _WORD.findall(kept)))


@lru_cache(maxsize=65536)
def folded(name: str) -> str:
    """The same for two ways of writing one name: case, accents, spaces, hyphens, trademark signs."""
    if name.isascii() and name.isalnum():
        return name.lower()
    return "".join(plain_words(name))


@lru_cache(maxsize=65536)
def slug_of(name: str) -> str:
    """The part of an address that a name gives: the same for ever, and never empty.

    A name without any letter or digit of ASCII is told by a digest.
    """
    plain = _NO_LETTERS.sub("-", " ".join(plain_words(name))).strip("-")
    if len(plain) > _SLUG:
        plain = f"{plain[:_SLUG].rpartition('-')[0] or plain[:_SLUG]}-{_digest(name)}"
    if not plain:
        plain = f"nom-{_digest(name)}"
    return f"{plain}-{_digest(name)}" if plain in _TAKEN else plain


def unmarked(name: str) -> str:
    """Without trademark signs, each replaced by as many spaces, so that places stay true."""
    if "(" not in name and "™" not in name and "®" not in name and "©" not in name and "℠" not in name:
        return name
    return _TRADEMARKS.sub(lambda sign: " " * len(sign[0]), name)


def _plain(word: str) -> str:
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign)).translate(_LETTERS)


def _digest(name: str) -> str:
    return blake2b(folded(name).encode() or name.encode(), digest_size=4).hexdigest()
