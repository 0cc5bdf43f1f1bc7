"""Signs of a text that nobody sees, and whether anything of it shows."""

import re
from unicodedata import category

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
"""Characters that XML refuses, or that make a text read otherwise than it is written (Unicode UTR 36)."""
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs, by their category, that print nothing: fillers of Hangul, and the empty Braille cell."""


def without_unseen(text: str) -> str:
    return _UNSEEN.sub("", text)


def shows(text: str) -> bool:
    """Whether a reader would see anything: a letter, a figure, a punctuation mark or a symbol."""
    return any(category(sign)[0] in "LNPS" and sign not in _BLANK for sign in text)
