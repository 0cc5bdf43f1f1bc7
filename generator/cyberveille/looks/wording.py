"""Texts of the interface that an organisation says otherwise: of templates, of places of the map."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import unescape

from markupsafe import escape

from cyberveille.expressions import expression
from cyberveille.model.identity import Label
from cyberveille.model.kinds import KindWords

_TEXT = expression(r"(?<=[>}])(\s*)([^<>{}]*[^\W\d_][^<>{}]*?)(\s*)(?=[<{])")
_ATTRIBUTE = expression(r'(?<= )((?:alt|aria-label|data-label|placeholder|title)=")([^"<>{}]+)(")')
_AS_TYPED = str.maketrans({"\u2019": "'", "\u00a0": " ", "\u202f": " "})


def plain(text: str) -> str:
    """A text as it is compared: whichever apostrophe and spaces it is typed with."""
    return " ".join(text.translate(_AS_TYPED).split())


def texts_in(template: str) -> Iterator[str]:
    """The texts that a template of ours prints as they stand, between tags or in what tags say aloud."""
    for pattern in (_TEXT, _ATTRIBUTE):
        for found in pattern.finditer(template):
            yield unescape(found[2])


class Wording:
    """What an organisation says in the place of texts of the program."""

    def __init__(self, labels: Iterable[Label]) -> None:
        self._said = {plain(label.text): label.said for label in labels}

    def __bool__(self) -> bool:
        return bool(self._said)

    def of(self, text: str) -> str:
        """A text of the program, or the organisation's own."""
        return self._said.get(plain(text), text) if self._said else text

    def noun(self, text: str) -> str:
        """A noun of the program, whichever its first letter; what the organisation says, with a small one."""
        if not self._said:
            return text
        found = self._said.get(plain(text))
        if found is None and (found := self._said.get(plain(text.capitalize()))):
            found = f"{found[0].lower()}{found[1:]}" if found[1:2].islower() else found
        return found or text

    def words(self, words: KindWords) -> KindWords:
        """How the organisation speaks of a kind; it agrees as the program's noun does."""
        return words._replace(singular=self.noun(words.singular), plural=self.noun(words.plural))

    def template(self, source: str) -> str:
        """A template that prints the organisation's texts, escaped, where it printed the program's."""
        for pattern in (_TEXT, _ATTRIBUTE) if self._said else ():
            source = pattern.sub(self._reworded, source)
        return source

    def _reworded(self, found: re.Match[str]) -> str:
        said = self._said.get(plain(unescape(found[2])))
        if said is None:
            return found[0]
        # What Jinja would take for its own is written by its number.
        return f"{found[1]}{str(escape(said)).replace('{', '&#123;').replace('}', '&#125;')}{found[3]}"


AS_WRITTEN = Wording(())


@lru_cache(maxsize=8)
def wording_of(labels: tuple[Label, ...]) -> Wording:
    """The same one for each page of an edition."""
    return Wording(labels)
