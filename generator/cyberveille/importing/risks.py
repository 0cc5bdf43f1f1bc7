"""Risks as sources spell them to the identifiers of our list."""

import re
import unicodedata

from cyberveille.expressions import expression
from cyberveille.model import Vocabulary

_SEPARATOR = expression(r"\s*[;,]\s*|\s+et\s+", re.IGNORECASE)
_NOT_A_WORD = expression(r"[^a-z0-9]+")


def spelling_key(text: str) -> str:
    """What two spellings of a risk share: case, accents, punctuation and spaces are left out.

    Words that a source cut in two ("É lévation") or joined fall together.
    """
    decomposed = unicodedata.normalize("NFKD", text.replace("œ", "oe"))
    return _NOT_A_WORD.sub("", decomposed.encode("ascii", "ignore").decode().lower())


class RiskIndex:
    """The labels and `spellings` of a vocabulary, by what they share with a source's."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._ids: dict[str, str] = {}
        for term in vocabulary.terms:
            for spelling in (term.label, term.id, *term.spellings):
                self._ids.setdefault(spelling_key(spelling), term.id)

    def find(self, text: str) -> tuple[str, ...]:
        """The identifiers that `text` names; empty unless all of it is understood.

        A line that enumerates risks ("X ; Y", "X et Y") gives them all.
        """
        if known := self._ids.get(spelling_key(text)):
            return (known,)
        parts = [part for part in _SEPARATOR.split(text) if part]
        if len(parts) < 2:  # noqa: PLR2004 - an enumeration has two parts at least
            return ()
        found = [self._ids.get(spelling_key(part)) for part in parts]
        identifiers = tuple(dict.fromkeys(item for item in found if item))
        return identifiers if all(found) else ()
