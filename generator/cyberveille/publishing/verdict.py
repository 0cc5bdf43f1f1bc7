"""When a public text and a withheld thing say the same: which is the older, and how it is known."""

from datetime import datetime
from enum import Enum, auto

from msgspec import Struct


class Ground(Enum):
    """Why an edition may show a piece, or what tells which of two texts is the older."""

    PROGRAM = auto()
    """The program prints it by itself."""
    QUOTED = auto()
    """Both take it from elsewhere: a vulnerability, an address, a product, the title of a source."""
    USUAL = auto()
    """Words of the trade: public notices far apart say it."""
    DECLARED = auto()
    HISTORY = auto()
    EDITION = auto()
    """The edition in place."""
    DATES = auto()
    NOTHING = auto()


class Verdict(Struct, frozen=True):
    """Whether a public text is the older; the moments compared, where they are known."""

    older: bool
    ground: Ground
    public: datetime | None = None
    withheld: datetime | None = None


class Conflict(Struct, frozen=True):
    """Two sources that say the same, as findings name them, and why the public one is not cleared."""

    public: str
    withheld: str
    verdict: Verdict
    attached: bool = False
    """Whether the public one is a file joined to a document."""
