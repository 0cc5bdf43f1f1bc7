"""What one advisory states, in whatever format: facts of a header, words to write from, doubts."""

from datetime import datetime
from enum import Enum

from msgspec import Struct

from cyberveille.importing.plain_text import clean
from cyberveille.model import Product, Reference, Tlp


class Nature(Enum):
    """What an editor has to look at, and under which heading the draft says it."""

    LACK = "La source ne le dit pas"
    CLASH = "La source se contredit"
    LEFT = "Non repris de la source"
    CHECK = "À vérifier"


class Doubt(Struct, frozen=True):
    """Something that the source lacks, contradicts or says in a way that no key takes; a French sentence.

    What is quoted in it is the source's and may be in any language.
    """

    nature: Nature
    said: str


class Weakness(Struct, frozen=True, kw_only=True):
    """A vulnerability as stated.

    `vectors` are CVSS vectors that are valid, the one to keep first; `kinds` are CWE identifiers, likewise.
    """

    cve: str
    title: str | None = None
    vectors: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    exploited: bool = False


class Passage(Struct, frozen=True):
    """A text of the source, plain, with what the source calls it."""

    title: str
    text: str


class Facts(Struct, frozen=True, kw_only=True):
    """`reference` is the source's own identifier, by which the notice is found again.

    `language` is a BCP 47 tag, or empty. `tlp` is None when the source bears no marking; `distribution` is
    then what it says in words of who may read it.
    """

    reference: str
    title: str
    language: str = ""
    aliases: tuple[str, ...] = ()
    tlp: Tlp | None = None
    distribution: str = ""
    issued: datetime | None = None
    weaknesses: tuple[Weakness, ...] = ()
    products: tuple[Product, ...] = ()
    references: tuple[Reference, ...] = ()
    passages: tuple[Passage, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def exploited(self) -> bool:
        return any(item.exploited for item in self.weaknesses)


def lack(said: str) -> Doubt:
    return _doubt(Nature.LACK, said)


def clash(said: str) -> Doubt:
    return _doubt(Nature.CLASH, said)


def left(said: str) -> Doubt:
    return _doubt(Nature.LEFT, said)


def check(said: str) -> Doubt:
    return _doubt(Nature.CHECK, said)


def _doubt(nature: Nature, said: str) -> Doubt:
    """On one line, without a sign that no notice may hold: any of it may be the source's."""
    return Doubt(nature, " ".join(clean(said).split("\n")))
