"""What a source writes, as text that a notice may hold."""

from cyberveille.importing.plain_text import clean, plain

__all__ = ["block", "plain"]


def block(text: str) -> str:
    """Lines of text as they stand, without the signs that nobody sees."""
    return clean(text).strip()
