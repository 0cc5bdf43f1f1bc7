"""Signs of a text that nobody sees, and whether anything of it shows."""

from unicodedata import category

from cyberveille.expressions import expression

_UNSEEN = expression("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
"""Characters that XML refuses, or that make a text read otherwise than it is written (Unicode UTR 36)."""
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0\U0001d159")
"""Letters and signs, by their category, that print nothing: fillers of Hangul, empty cell and note."""
_IGNORABLE = expression("[\u034f\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0f\U000e0000-\U000e0fff]")
"""Marks that change nothing of what is printed (Unicode, Default_Ignorable_Code_Point), besides formats."""


def without_unseen(text: str) -> str:
    return _UNSEEN.sub("", text)


def printed_name(text: str) -> str:
    """A person's name without what nobody sees; empty when no letter or figure is left.

    Two people whose names differ by such a sign alone read the same: neither may hide it.
    """
    seen = _IGNORABLE.sub("", without_unseen(text))
    kept = "".join(sign for sign in seen if category(sign) not in {"Cf", "Co", "Cn"} and sign not in _BLANK)
    return " ".join(kept.split()) if any(category(sign)[0] in "LN" for sign in kept) else ""


def shows(text: str) -> bool:
    """Whether a reader would see anything: a letter, a figure, a punctuation mark or a symbol."""
    return any(category(sign)[0] in "LNPS" and sign not in _BLANK for sign in text)
