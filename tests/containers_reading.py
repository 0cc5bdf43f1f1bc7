"""What a file says, as tests ask for it."""

from collections.abc import Iterable
from pathlib import Path

from cyberveille.publishing.attachment_texts import texts_in
from cyberveille.publishing.containers import LIMITS, Limits, Sealed, Words, read
from cyberveille.publishing.pieces import passages
from cyberveille.publishing.words import text_words

FILES = Path(__file__).parent / "publishing/containers/files"


def sentence(place: str) -> str:
    """What is said in a place, and nowhere else."""
    return f"la cellule garde {place} pour elle seule depuis la nuit dernière"


def says(name: str, data: bytes, text: str) -> bool:
    """Whether a reader of the file, or of one within it, meets the text."""
    words = text_words(text)
    return any(words in found.words for found in read(name, data) if isinstance(found, Words))


def missed(name: str, data: bytes, places: Iterable[str]) -> list[str]:
    """The places whose sentence nobody meets."""
    return [place for place in places if not says(name, data, sentence(place))]


def in_common(one: bytes, other: bytes) -> set[bytes]:
    """The passages that two files share."""
    first, second = (
        {run for text in texts_in(name, data).texts for run in passages(text)}
        for name, data in (("a", one), ("b", other))
    )
    return first & second


def sealed(name: str, data: bytes, limits: Limits = LIMITS) -> list[tuple[str, str]]:
    """The places that stay closed, and why."""
    return [(found.place, found.why) for found in read(name, data, limits) if isinstance(found, Sealed)]
