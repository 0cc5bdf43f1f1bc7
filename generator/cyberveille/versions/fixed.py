"""The text of a `fixed` field: the versions that correct, or the word that none does."""

from msgspec import Struct

from cyberveille.versions.folding import folded
from cyberveille.versions.numbered_text import numbered
from cyberveille.versions.runs import NUMBERS
from cyberveille.versions.sense import Sense
from cyberveille.versions.tokens import tokens

_NONE = frozenset(
    {
        "none", "aucune", "aucun", "pas de correctif", "aucun correctif", "sans correctif",
        "pas de correctif disponible", "aucun correctif disponible", "no fix", "none available",
        "pas encore de correctif", "pas de correctif a ce jour", "aucun correctif a ce jour",
        "no fix available",
    }
)  # fmt: skip
_BETWEEN = frozenset(
    {Sense.AND, Sense.VERSION_WORD, Sense.AND_ABOVE, Sense.ABOVE_OR_AT, Sense.CLOSE, Sense.OPEN}
)
_LONGEST = 500


class Fixed(Struct, frozen=True):
    """`versions` as written; `none` where the absence of a correction is stated. Neither: to be checked."""

    text: str
    versions: tuple[str, ...] = ()
    none: bool = False

    @property
    def to_be_checked(self) -> bool:
        return not self.versions and not self.none


def read_fixed(text: str) -> Fixed:
    """« 4.2.1 », « 7.2.7 et 7.4.2 », « 4.2.1 et ultérieures », « aucun »; anything else is to be checked."""
    if folded(text).strip(" .;") in _NONE:
        return Fixed(text, none=True)
    versions: list[str] = []
    for token in tokens(text[:_LONGEST]):
        if token.sense in NUMBERS - {Sense.WILD} and numbered(token.text) is not None:
            versions.append(token.text)
        elif token.sense not in _BETWEEN:
            return Fixed(text)
    return Fixed(text, tuple(dict.fromkeys(versions))) if len(text) <= _LONGEST else Fixed(text)
