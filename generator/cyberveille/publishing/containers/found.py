"""What reading a file gives: words, the identity of each file within it, and what stays closed."""

from enum import Enum, auto

from msgspec import Struct


class Words(Struct, frozen=True):
    """What a reader sees in one place, as `text_words` writes it.

    Texts that do not follow one another (a title, a note, an alternative text) have two spaces between them:
    no passage runs from one to the next.
    """

    place: str
    words: bytes

    @property
    def texts(self) -> tuple[bytes, ...]:
        """Each text by itself."""
        return tuple(b" " + text.strip() + b" " for text in self.words.split(b"  ") if text.strip())


class Inner(Struct, frozen=True):
    """The file itself, then each one within it; `sha256` is the digest of its bytes."""

    place: str
    sha256: bytes


class Closed(Enum):
    """Why a part was not read."""

    ENCRYPTED = auto()
    FORMAT = auto()
    """A format that the guard does not open."""
    DAMAGED = auto()
    LIMIT = auto()


class Sealed(Struct, frozen=True):
    """A part that was not read, or not to its end; `why` says it in French, after « place : »."""

    place: str
    closed: Closed
    why: str


Found = Words | Inner | Sealed
