"""What a source writes, as text that a notice may hold."""

from cyberveille.importing.plain_text import clean
from cyberveille.importing.plain_text import plain as one_line
from cyberveille.reading.mojibake import mended


def plain(text: str | None) -> str:
    """One line without HTML, in the letters that were meant; empty when there is none."""
    return mended(one_line(text))


def block(text: str) -> str:
    """Lines of text as they stand, without the signs that nobody sees."""
    return mended(clean(text)).strip()
