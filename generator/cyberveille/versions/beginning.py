"""Whether what is written after a name speaks of its versions, or goes on with the name."""

from cyberveille.versions.pieces import STARTS
from cyberveille.versions.runs import NUMBERS
from cyberveille.versions.sense import Sense
from cyberveille.versions.tokens import Token, tokens

_SAYS = STARTS | {Sense.ALL, Sense.CONDITION}
_RUN = NUMBERS | {Sense.AND, Sense.THROUGH, Sense.VERSION_WORD}
_LONGEST = 500


def begins_with_versions(text: str) -> bool:
    """« 7.4 », « (toutes versions) », « sans le correctif K »; not « 2010 Web Apps », nor « pour Android ».

    A number that a word follows may be part of a name.
    """
    found = list(tokens(text[:_LONGEST]))
    at = next((place for place, token in enumerate(found) if token.sense is not Sense.OPEN), len(found))
    if at == len(found):
        return False
    if found[at].sense is Sense.VERSION_WORD:
        at += 1
        return at < len(found) and (found[at].sense in _SAYS | NUMBERS or found[at].sense is Sense.CODE)
    return found[at].sense in _SAYS or (found[at].sense in NUMBERS and _run_ends(found, at))


def _run_ends(found: list[Token], at: int) -> bool:
    """Whether versions alone are written until the end, or until something is said of them."""
    after = next((token for token in found[at:] if token.sense not in _RUN), None)
    return after is None or after.sense not in {Sense.WORD, Sense.CODE}
