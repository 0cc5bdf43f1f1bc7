"""What a text about versions states, in values that programs compare."""

from enum import Enum

from msgspec import Struct


class Bound(Struct, frozen=True, gc=False):
    """A version as written, and whether it belongs to the range: None where the text does not say.

    With `whole`, it names a branch, and all of its releases belong: the end of « 5.0 à 6.x ».
    """

    version: str
    included: bool | None
    whole: bool = False


class Span(Struct, frozen=True, gc=False):
    """From `lower` to `upper`, either of which may be open, and within `branch` where one is named.

    `named` tells that the branch is only part of a name (« Reader 9 versions antérieures à 9.5 »): a version
    of another branch is then neither inside nor outside.
    """

    lower: Bound | None = None
    upper: Bound | None = None
    branch: str | None = None
    named: bool = False


class Single(Struct, frozen=True, gc=False):
    """One version, and no other."""

    version: str


class Branch(Struct, frozen=True, gc=False):
    """All releases of a branch: 7.2.x."""

    version: str


class Ladder(Struct, frozen=True, gc=False):
    """Several upper bounds, each of its own branch (« antérieures à 1.2.50, 1.4.12 »), within `branch`."""

    bounds: tuple[Bound, ...]
    branch: str | None = None
    named: bool = False


Piece = Span | Single | Branch | Ladder


class Stated(Enum):
    """What a text says of versions."""

    RANGES = "ranges"
    ALL = "all"
    NOTHING = "nothing"
    UNREAD = "unread"
    """Something that is not understood: it stays text, to be checked by a person."""


class Reading(Struct, frozen=True, gc=False):
    """`text` is as written. With a `condition`, what is inside is to be checked: something else decides."""

    text: str
    stated: Stated
    pieces: tuple[Piece, ...] = ()
    condition: str | None = None
    backwards: bool = False
    """Whether what is not understood gives two versions, the later one first."""

    @property
    def to_be_checked(self) -> bool:
        """Whether no version at all can be said to be inside."""
        return self.stated is Stated.NOTHING or self.stated is Stated.UNREAD or self.condition is not None
