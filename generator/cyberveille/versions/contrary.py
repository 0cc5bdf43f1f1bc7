"""Signs and words by which a text leaves versions out: read without them, they would say the contrary."""

from collections.abc import Iterable

from cyberveille.expressions import expression
from cyberveille.versions.ranges import Branch, Reading, Single
from cyberveille.versions.sense import Sense
from cyberveille.versions.tokens import Token

_SIGNS = expression(
    r"[!~^¬≠≮≯≰≱]\s?[<>=≤≥]|[<>=]\s?[!~^]|(?<![<>])/=|[<>=]\u0338"
    r"|(?<![^\s,;|(])[!~^¬≠≮≯≰≱]\s?v?[0-9]"
)
"""`!= 3`, `≠ 3`, `~> 3.2`, `~= 2.2`, `^1.2.3`, `!> 3`: of Python, Ruby, Node and mathematics."""
_SIGN = expression("[=!~^¬≠≮≯≰≱\u0338]")
"""One of which each of them has."""
_YAHOO = expression(r"(?<=[A-Za-zÀ-ÿ])\s?!\s")
_WORDS = frozenset(
    {
        *("unaffected", "patched", "fixed", "resolved", "indemne", "indemnes"),
        *(
            stem + end
            for stem in ("corrige", "resolu", "epargne", "immunise")
            for end in ("", "e", "s", "es")
        ),
    }
)


def has_contrary_sign(text: str) -> bool:
    """Whether an operator stands in a text that none of those is that are read; « Yahoo! » has none."""
    return _SIGN.search(text) is not None and _SIGNS.search(_YAHOO.sub(" ", text)) is not None


def is_contrary(reading: Reading, found: Iterable[Token]) -> bool:
    """Whether a text tells versions that are spared: « 3.2 corrigée », « pas 3.2 », « 3.2 exclue »."""
    if reading.to_be_checked:
        return False
    alone = all(isinstance(piece, Single | Branch) for piece in reading.pieces)
    for token in found:
        told = token.sense is Sense.WORD and token.plain in _WORDS
        if told or token.text == "pas" or (token.sense is Sense.EXCLUDED and alone):
            return True
    return False
