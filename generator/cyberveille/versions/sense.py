"""What the phrases of a text about versions mean."""

from enum import IntEnum, auto


class Sense(IntEnum):
    """What a phrase means."""

    NOISE = auto()
    AND_BELOW = auto()
    AND_ABOVE = auto()
    BELOW_OR_AT = auto()
    BELOW = auto()
    UP_TO = auto()
    ABOVE_OR_AT = auto()
    ABOVE = auto()
    EXCLUDED = auto()
    INCLUDED = auto()
    EXACTLY = auto()
    ALL = auto()
    CONDITION = auto()
    BETWEEN = auto()
    FROM = auto()
    WITH = auto()
    PLATFORM = auto()
    VERSION_WORD = auto()
    PATCH = auto()
    SUFFIXED = auto()
    WILD = auto()
    VERSION = auto()
    CODE = auto()
    THROUGH = auto()
    UNION = auto()
    AND = auto()
    OPEN = auto()
    CLOSE = auto()
    WORD = auto()
