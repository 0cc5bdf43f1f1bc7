"""Signs and words by which a text leaves versions out: read without them, they would say the contrary.

So would the words of other languages for « before », « until » or « from »: what they bound is not read.
"""

from collections.abc import Sequence

from cyberveille.expressions import expression
from cyberveille.versions.ranges import Branch, Reading, Single
from cyberveille.versions.runs import NUMBERS
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
_ELSEWHERE = frozenset(
    [
        *("vor", "bis", "alter", "altere", "alteren", "fruher", "fruhere", "fruheren", "neuer", "neuere"),
        *("kleiner", "niedriger", "hoher", "hohere", "unter", "seit", "ausser"),
        *("hasta", "anterior", "anteriores", "posterior", "posteriores", "desde", "antes", "excepto"),
        *("fino", "anteriori", "inferiori", "precedenti", "successive", "eccetto", "ate"),
        *("tot", "ouder", "eerder", "vanaf", "lager", "hoger", "behalve"),
    ]
)
"""German, Spanish, Italian, Portuguese and Dutch words, as texts are folded."""
_FROM = "ab"
"""German, and a part of Swedish names: « MySQL AB »."""


def has_contrary_sign(text: str) -> bool:
    """Whether an operator stands in a text that none of those is that are read; « Yahoo! » has none."""
    return _SIGN.search(text) is not None and _SIGNS.search(_YAHOO.sub(" ", text)) is not None


def is_contrary(reading: Reading, found: Sequence[Token]) -> bool:
    """Whether a text tells versions that are spared, or bounds that are not read.

    « 3.2 corrigée », « pas 3.2 », « 3.2 exclue »; « vor 3.2 », « hasta 3.2 », « 3.2* ».
    """
    if reading.to_be_checked:
        return False
    alone = all(isinstance(piece, Single | Branch) for piece in reading.pieces)
    for before, token in zip((None, *found), found, strict=False):
        if token.sense is Sense.WORD and token.plain in _ELSEWHERE:
            return True
        if before is not None and (_is_from(before, token) or _is_starred(before, token)):
            return True
        told = token.sense is Sense.WORD and token.plain in _WORDS
        if told or token.text == "pas" or (token.sense is Sense.EXCLUDED and alone):
            return True
    return False


def _is_from(before: Token, token: Token) -> bool:
    """« ab 3.2 », « ab Version 3.2 »."""
    return before.text.casefold() == before.text == _FROM and token.sense in NUMBERS | {Sense.VERSION_WORD}


def _is_starred(before: Token, token: Token) -> bool:
    """« 3.2* », which may be a branch or call for a note."""
    return token.text == "*" and before.sense in NUMBERS and token.start == before.start + len(before.text)
