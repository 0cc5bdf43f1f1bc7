"""Words that names of products are compared with, from `vocabulary.json`, which the pages are given too."""

from functools import cache
from importlib.resources import files

import msgspec
from msgspec import Struct


class Words(Struct, frozen=True):
    """`generic` words a name may have or not; `common` ones name a product only beside its vendor.

    Those `beside` a name make another product of it, to be checked: « Nessus Agent » is not Nessus.
    `corporate` ones are of any company; `little` ones name nothing; `brands` stood before names of products.
    `open` systems run on what others make, `runs` says on what by a pattern; `translated` and `aliases` are
    other words for the same.
    """

    generic: frozenset[str]
    common: frozenset[str]
    beside: frozenset[str]
    corporate: frozenset[str]
    little: frozenset[str]
    brands: frozenset[str]
    open: dict[str, frozenset[str]]
    translated: dict[str, str]
    runs: tuple[tuple[str, str], ...]
    spelt_out: tuple[tuple[str, str], ...]
    """Patterns of what is written short, and what it is in full around their group."""
    one_word: tuple[str, ...]
    """Products that are not the one whose name theirs begins with: Chrome OS is no Chrome."""
    aliases: tuple[tuple[str, str], ...]
    columns: dict[str, tuple[str, ...]]
    """What columns are called, in the order in which they are preferred."""


@cache
def text() -> bytes:
    """The file as it is."""
    return (files("cyberveille.concerned") / "vocabulary.json").read_bytes()


_WORDS = msgspec.json.decode(text(), type=Words)
GENERIC, COMMON, BESIDE, CORPORATE = _WORDS.generic, _WORDS.common, _WORDS.beside, _WORDS.corporate
LITTLE, BRANDS, OPEN = _WORDS.little, _WORDS.brands, _WORDS.open
EMPTY = GENERIC | LITTLE
"""Words that tell no product from another."""
TRANSLATED, RUNS, ALIASES, COLUMNS = _WORDS.translated, _WORDS.runs, _WORDS.aliases, _WORDS.columns
SPELT_OUT, ONE_WORD = _WORDS.spelt_out, _WORDS.one_word
