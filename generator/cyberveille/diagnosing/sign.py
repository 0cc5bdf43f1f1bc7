"""One thing looked at, and how it stands."""

from enum import Enum

from msgspec import Struct


class State(Enum):
    """From what is right to what keeps a portal from appearing."""

    WELL = "bien"
    WARNING = "à voir"
    ILL = "mal"


class Sign(Struct, frozen=True):
    """`told` and `advice` are sentences in French; nothing is advised where all is well."""

    name: str
    state: State
    told: str
    advice: str = ""
