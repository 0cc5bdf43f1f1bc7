"""The texts of a source, each once, under what the source calls them."""

from collections.abc import Iterable
from itertools import islice

from cyberveille.importing.advisories.facts import Passage
from cyberveille.importing.advisories.limits import QUOTED, TEXTS
from cyberveille.importing.plain_text import clean, plain


def passages_of(found: Iterable[tuple[str, str]]) -> tuple[Passage, ...]:
    """From (title, text); a text that comes again, or is empty, is left out."""
    kept: dict[str, str] = {}
    for title, text in islice(found, TEXTS):
        # What is longer is not quoted whole.
        written = clean(text[: QUOTED + 1]).strip()
        if written and written not in kept:
            kept[written] = plain(title)
    return tuple(Passage(title, text) for text, title in kept.items())
