"""What is left of a text once its ranges are read: a platform, an edition, or a condition."""

from collections.abc import Sequence

from cyberveille.expressions import expression
from cyberveille.versions.bounds import Unread
from cyberveille.versions.dated import MONTHS
from cyberveille.versions.runs import NUMBERS
from cyberveille.versions.sense import Sense
from cyberveille.versions.suffixes import AFTER, BEFORE
from cyberveille.versions.tokens import Token
from cyberveille.versions.vocabulary import EARLIER, LATER

_RANGE = frozenset(
    {
        Sense.AND_BELOW, Sense.AND_ABOVE, Sense.BELOW_OR_AT, Sense.BELOW, Sense.UP_TO, Sense.ABOVE_OR_AT,
        Sense.ABOVE, Sense.EXACTLY, Sense.BETWEEN, Sense.ALL, Sense.PATCH,
    }
)  # fmt: skip
_RANGE_OF_VERSIONS = _RANGE - {Sense.PATCH}
_OTHER_WORDS = {
    "correctif", "correctifs", "patches", "pack", "maj", "mise", "updates", "build", "hotfix", "dernier",
    "derniere", "cp", "critical", "maintenance", "bugfix", "branche", "lignee", "serie", "series", "train",
    "trains", "release",
}  # fmt: skip
OF_A_VERSION = AFTER | BEFORE.keys() | _OTHER_WORDS
_NOT_AN_EDITION = NUMBERS | {Sense.CODE, Sense.AND, Sense.THROUGH, Sense.UNION}
_WORDS_OF_AN_EDITION = 8


_RELATION = expression(rf"{EARLIER}|{LATER}")


def speaks_of_versions(token: Token) -> bool:
    """Whether a word says something of a version or its date that the grammar does not know."""
    return token.plain in OF_A_VERSION or token.plain in MONTHS or bool(_RELATION.fullmatch(token.plain))


def condition_of(text: str, rest: Sequence[Token]) -> str | None:
    """The condition that the rest states, or None where it only tells a platform or an edition.

    Raises `Unread` where it may say something more of the versions.
    """
    end = len(rest)
    while end and rest[end - 1].sense is Sense.AND:
        end -= 1
    rest = rest[:end]
    on_platform = False
    words = 0
    for place, token in enumerate(rest):
        if token.sense in {Sense.CONDITION, Sense.WITH}:
            if any(later.sense in _RANGE_OF_VERSIONS for later in rest[place:]):
                raise Unread
            return text[token.start :].strip(" ;.")
        if token.sense in _RANGE or token.sense is Sense.VERSION_WORD or _RELATION.fullmatch(token.plain):
            raise Unread
        if not on_platform and speaks_of_versions(token):
            raise Unread
        on_platform = on_platform or token.sense is Sense.PLATFORM
        if not on_platform:
            words += 1
            if token.sense in _NOT_AN_EDITION or words > _WORDS_OF_AN_EDITION:
                raise Unread
    return None
