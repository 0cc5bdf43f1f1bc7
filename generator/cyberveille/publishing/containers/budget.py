"""How much work a file may ask for before the guard gives it up: bytes, files, levels, markup, pages."""

from enum import Enum

from msgspec import Struct, field

from cyberveille.locale import counted, number_fr, size_fr


class Limits(Struct, frozen=True):
    """What one file written or joined may cost, with all the files within it.

    `unpacked` and `memory` are in bytes, `seconds` are of processor time; the last two bound what a PDF
    costs in a process of its own, where the other counts cannot be kept.
    """

    unpacked: int = 100_000_000
    """Bytes that come out of compressed or wrapped parts, all levels together."""
    entries: int = 20_000
    depth: int = 8
    elements: int = 3_000_000
    """Elements of XML parts."""
    signs: int = 5_000_000
    """Signs of markup or of escapes in texts: each of them costs as much as many letters."""
    pages: int = 5_000
    """Pages of PDF files, those of their earlier revisions included."""
    seconds: int = 6
    memory: int = 350_000_000


class Limit(Enum):
    """A limit that was met, as it is told to people."""

    UNPACKED = "unpacked"
    ENTRIES = "entries"
    DEPTH = "depth"
    ELEMENTS = "elements"
    SIGNS = "signs"
    PAGES = "pages"
    SECONDS = "seconds"
    MEMORY = "memory"

    def told(self, limits: Limits) -> str:  # noqa: PLR0911 - one line a limit
        amount = getattr(limits, self.value)
        match self:
            case Limit.UNPACKED:
                return f"plus de {size_fr(amount)} une fois décompressé"
            case Limit.ENTRIES:
                return f"plus de {number_fr(amount)} fichiers emboîtés"
            case Limit.DEPTH:
                return f"plus de {number_fr(amount)} niveaux d’archives emboîtées"
            case Limit.ELEMENTS:
                return f"plus de {number_fr(amount)} éléments XML"
            case Limit.SIGNS:
                return f"plus de {number_fr(amount)} signes de balisage"
            case Limit.PAGES:
                return f"plus de {number_fr(amount)} pages, versions antérieures comprises"
            case Limit.SECONDS:
                return f"plus de {counted(amount, 'seconde')} de calcul"
            case Limit.MEMORY:
                return f"plus de {size_fr(amount)} de mémoire"


class TooMuch(Exception):  # noqa: N818 - a state of a file, not a fault of the program
    """A file asks for more work than its limits allow."""

    def __init__(self, limit: Limit) -> None:
        super().__init__(limit)
        self.limit = limit


class Budget(Struct):
    """What is left to spend on one file; each count only goes down, whatever the file is made of."""

    limits: Limits
    spent: dict[Limit, int] = field(default_factory=lambda: dict.fromkeys(Limit, 0))
    seconds: float = 0.0

    def spend(self, limit: Limit, amount: int = 1) -> None:
        """Raises TooMuch when no more is left."""
        self.spent[limit] += amount
        if self.spent[limit] > getattr(self.limits, limit.value):
            raise TooMuch(limit)

    def spend_seconds(self, seconds: float) -> None:
        """Processor time of a process that has ended: what is over the limit is told by the next one."""
        self.seconds += seconds

    @property
    def seconds_left(self) -> float:
        return max(0.0, self.limits.seconds - self.seconds)

    def left(self, limit: Limit) -> int:
        return max(0, int(getattr(self.limits, limit.value)) - self.spent[limit])

    def within(self, depth: int) -> None:
        """Raises TooMuch for a file that lies deeper than archives are opened."""
        if depth > self.limits.depth:
            raise TooMuch(Limit.DEPTH)
