"""The text of a notice, rendered once and safe to print."""

from functools import lru_cache

from msgspec import Struct


class Section(Struct, frozen=True):
    """A part of the body under one level-2 heading; the text before the first one has no title.

    `html` is sanitised; its own headings start at level 3. `anchor` is unique in the body and
    prefixed so that it cannot take the name of one of the page's own elements.
    """

    title: str
    anchor: str
    html: str
    line: int

    @property
    def in_words(self) -> str:
        """It, at the beginning of a sentence."""
        return f"La section « {self.title} »" if self.title else "Le texte"


class Link(Struct, frozen=True):
    """A link or an image of the body, as written, with its line in the file."""

    target: str
    line: int
    image: bool = False
    text: str = ""


class Body(Struct, frozen=True):
    sections: tuple[Section, ...] = ()
    links: tuple[Link, ...] = ()

    def section(self, title: str) -> Section | None:
        """The section with that title, whatever its case and apostrophes; None when there is none."""
        wanted = _spelt(title)
        return next((part for part in self.sections if _spelt(part.title) == wanted), None)

    def without(self, *titles: str) -> tuple[Section, ...]:
        """The other sections, in the order written."""
        unwanted = {_spelt(title) for title in titles}
        return tuple(part for part in self.sections if _spelt(part.title) not in unwanted)


@lru_cache(maxsize=1024)
def _spelt(title: str) -> str:
    return title.casefold().replace("'", "’")
