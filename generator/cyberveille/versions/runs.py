"""What is said after a run of versions: « 5.1, 5.2 et 5.3 antérieures à 5.3.4 » says it of all of them."""

from collections.abc import Sequence

from cyberveille.versions.sense import Sense
from cyberveille.versions.tokens import Token

NUMBERS = frozenset({Sense.VERSION, Sense.WILD, Sense.SUFFIXED})
FOLLOWS = frozenset(
    {
        Sense.BELOW, Sense.BELOW_OR_AT, Sense.UP_TO, Sense.AND_BELOW, Sense.AND_ABOVE, Sense.THROUGH,
        Sense.ABOVE_OR_AT,
    }
)  # fmt: skip
_JOINS = frozenset({Sense.AND, Sense.VERSION_WORD})


def after_runs(tokens: Sequence[Token]) -> list[Sense | None]:
    """For each version, what follows the run it stands in, or None; worked out once, from the right."""
    after: list[Sense | None] = [None] * len(tokens)
    beyond = len(tokens)  # the first token from here on that joins nothing
    for place in range(len(tokens) - 1, -1, -1):
        following = tokens[beyond].sense if beyond < len(tokens) else None
        if tokens[place].sense in NUMBERS:
            if following in NUMBERS and any(
                token.sense is Sense.AND for token in tokens[place + 1 : place + 3]
            ):
                after[place] = after[beyond]
            elif following is Sense.THROUGH:
                after[place] = Sense.THROUGH if _number_after(tokens, beyond) else None
            elif following in FOLLOWS:
                after[place] = following
        if tokens[place].sense not in _JOINS:
            beyond = place
    return after


def _number_after(tokens: Sequence[Token], place: int) -> bool:
    """Whether a version follows the « à » of a range."""
    place += 1
    if place < len(tokens) and tokens[place].sense is Sense.VERSION_WORD:
        place += 1
    return place < len(tokens) and tokens[place].sense in NUMBERS
