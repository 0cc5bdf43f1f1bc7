"""A page with slots, and how a page's parts are put into them."""

from functools import cached_property
from html import escape

from msgspec import Struct

CURRENT = "current "
"""Before an address, the slot that says whether a link of the frame leads to the current section."""


SLOTS = frozenset({"title", "description", "canonical", "head", "main"})
"""What every frame has a place for."""


class FrameError(Exception):
    """The theme did not draw what the frame needs; the message is for operators, in French."""


class Frame(Struct, frozen=True, dict=True):
    """A page with slots, and the files it needs.

    `texts` are the fixed parts, `slots` the names of what stands between them: one fewer than texts, all of
    `SLOTS` among them, else FrameError is raised. `assets` are the path and the bytes of the files that it
    needs, `names` the path of each by the name that pages ask for.
    """

    texts: tuple[str, ...]
    slots: tuple[str, ...]
    portal: str
    url: str
    base: str
    assets: tuple[tuple[str, bytes], ...]
    names: dict[str, str]

    def __post_init__(self) -> None:
        if missing := SLOTS.difference(self.slots):
            raise FrameError(f"Le thème n’offre pas : {', '.join(sorted(missing))}.")

    def asset(self, name: str) -> str:
        """The root-absolute address of a static file; KeyError when there is no such file."""
        return self.base + self.names[name]

    def stamp(
        self,
        *,
        title: str,
        description: str,
        address: str,
        section: str,
        head: str = "",
        main: str,
    ) -> bytes:
        """A whole page, in UTF-8.

        `title` and `description` are plain text; `head` and `main` trusted HTML.
        `address` is relative to the portal's root, without leading slash; `section` is the address of
        the navigation item that is current, empty when none is.
        """
        values = {
            "title": escape(title if title == self.portal else f"{title} · {self.portal}", quote=False),
            "description": escape(description),
            "canonical": escape(self.url + address),
            "head": head,
            "main": main,
        }
        if section:
            values[CURRENT + section] = f' aria-current="{"page" if address == section else "true"}"'
        first, *others = self._encoded
        pieces = [first]
        for slot, text in zip(self.slots, others, strict=True):
            if value := values.get(slot):
                pieces.append(value.encode())
            pieces.append(text)
        return b"".join(pieces)

    @cached_property
    def _encoded(self) -> tuple[bytes, ...]:
        """The fixed parts, encoded once for all pages."""
        return tuple(text.encode() for text in self.texts)
