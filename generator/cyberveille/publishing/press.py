"""Templates and frame together: a page's bytes from typed values."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from typing import TYPE_CHECKING

import msgspec

from cyberveille.model import Body, Configuration, Section, Vocabularies
from cyberveille.publishing.frame import Frame
from cyberveille.publishing.output import digest
from cyberveille.typography import french as typeset

if TYPE_CHECKING:
    from jinja2 import Environment

_ROOT_LINK = re.compile(r'(<(?:a|img)\b[^>]*?\b(?:href|src)=")/(?!/)')


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page stands: what its `<head>` says, and which item of the navigation is current.

    `address` is relative to the portal's root, without leading slash; `section` is the address of a
    navigation item; `head` is trusted HTML.
    """

    title: str
    description: str
    address: str
    section: str = ""
    head: str = ""


@dataclass(frozen=True)
class Press:
    """Prints pages under one configuration; the same values give the same bytes."""

    configuration: Configuration
    vocabularies: Vocabularies
    frame: Frame
    code: bytes = field(default=b"")
    """The digest of the code and the templates: part of every page's key."""
    exchanges: bool = False
    """Whether correspondents talk under the pages of notices."""

    @cached_property
    def key(self) -> bytes:
        """What every page depends on: frame, names, addresses, labels, code."""
        return digest(self.frame, self.configuration.portal, self.vocabularies, self.code, self.exchanges)

    def path(self, address: str) -> str:
        return self.configuration.portal.base + address.lstrip("/")

    def page(self, template: str, place: Place, **context: object) -> bytes:
        """A whole page; `template` prints the inside of `<main>` from `context`."""
        main = self.environment.get_template(template).render(context)
        return self.frame.stamp(
            title=typeset(place.title),
            description=typeset(place.description),
            address=place.address,
            section=place.section,
            head=place.head,
            main=main,
            toc="",
        )

    def part(self, template: str, **context: object) -> str:
        """A piece of a page, such as what a kind adds to its `<head>`."""
        return self.environment.get_template(template).render(context)

    def script(self, name: str) -> str:
        """A script that is no asset of the frame, as it is written."""
        return (files("cyberveille") / "static" / name).read_text(encoding="utf-8")

    def localise(self, section: Section) -> Section:
        """The section with its links to this portal under the portal's own path."""
        base = self.configuration.portal.base
        if base == "/" or '="/' not in section.html:
            return section
        return msgspec.structs.replace(section, html=_ROOT_LINK.sub(rf"\g<1>{base}", section.html))

    def localised(self, body: Body) -> tuple[Section, ...]:
        return tuple(self.localise(section) for section in body.sections)

    @cached_property
    def environment(self) -> "Environment":
        # Loaded by the first page that changed.
        from cyberveille.publishing.templating import environment  # noqa: PLC0415

        return environment(
            {
                "portal": self.configuration,
                "vocabularies": self.vocabularies,
                "path": self.path,
                "absolute": self.configuration.portal.absolute,
                "asset": self.frame.asset,
                "exchanges": self.exchanges,
            }
        )
