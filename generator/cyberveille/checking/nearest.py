"""« vouliez-vous dire … ? »: the valid value an editor most probably meant."""

import unicodedata
from collections.abc import Iterable, Mapping

from cyberveille.model import Vocabulary

_TELLING = 3
"""Fewer letters than these could begin anything."""
_ROUNDING = 1e-9
_MANY = 1_000
"""Values of which most are first put aside by a quicker comparison."""
_LONGEST = 200
"""More than these are no misspelling, and comparing them takes quadratic time."""

SUGGESTIONS = 20
"""Faults of one kind in one file for which a valid value is looked for: each comparison takes its time."""


def fold(text: str) -> str:
    """`text` without case or accents."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()


def nearest(written: str, valid: Iterable[str], *, likeness: float = 0.6) -> str | None:
    """The valid value closest to what was written; None when none is that alike (0 to 1).

    A value that begins with what was written is what was meant: « labo » for « laboratoire ».
    """
    return nearest_of(written, {fold(value): value for value in valid}, likeness=likeness)


def nearest_of(written: str, folded: Mapping[str, str], *, likeness: float = 0.6) -> str | None:
    """The same, where many things are compared with the same values: each by its folded form."""
    if len(written) > _LONGEST:
        return None
    wanted = fold(written)
    likely = _likely(wanted, folded, likeness) if len(folded) > _MANY else folded
    # Asked for what is written wrong alone.
    import difflib  # noqa: PLC0415

    close = difflib.get_close_matches(wanted, likely, n=1, cutoff=likeness)
    if not close and len(wanted) >= _TELLING:
        close = [value for value in folded if value.startswith(wanted)][:1]
    return folded[close[0]] if close else None


def _likely(wanted: str, values: Iterable[str], likeness: float) -> list[str]:
    """Those that may be as alike as that, by a likeness that is never less than that of difflib."""
    # Loaded by the few that compare with so much.
    from rapidfuzz.distance.Indel import normalized_similarity  # noqa: PLC0415

    return [value for value in values if normalized_similarity(wanted, value) >= likeness - _ROUNDING]


def nearest_term(written: str, vocabulary: Vocabulary) -> str | None:
    """The identifier of the term whose id, label or spelling is closest to what was written."""
    meanings = {
        fold(spelling): term.id
        for term in vocabulary.terms
        for spelling in (*term.spellings, term.label, term.id)
    }
    found = nearest(written, meanings)
    return meanings[found] if found else None


def did_you_mean_section(written: str, anchors: Iterable[str]) -> str:
    """The hint for the name of a section, `s-mesures`, among those that the page has."""
    meant = nearest(f"s-{written.removeprefix('s-')}", anchors)
    form = "L’ancre d’une section est « #s- » suivi de son titre, sans accents, avec des tirets."
    return did_you_mean(f"#{written}", f"#{meant}") if meant else form


def did_you_mean(written: str, suggestion: str | None) -> str:
    """The hint, or nothing when there is no suggestion."""
    return f"{written} : vouliez-vous dire « {suggestion} » ?" if suggestion else ""
