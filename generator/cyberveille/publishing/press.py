"""Templates and frame together: a page's bytes from typed values."""

from functools import cached_property
from importlib.resources import files
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from cyberveille.expressions import expression
from cyberveille.locale import french
from cyberveille.looks.wording import wording_of
from cyberveille.map import (
    BY_NAME,
    EXCHANGES,
    MADE,
    VENDORS,
    Place,
    json_of,
    of_year,
    series_of,
)
from cyberveille.model import (
    Audience,
    Body,
    Configuration,
    Kind,
    Named,
    Section,
    Vocabularies,
    change_at,
    text_at,
)
from cyberveille.model.identity import Looks
from cyberveille.model.kinds import KindWords
from cyberveille.publishing.frame import Frame
from cyberveille.publishing.frame.own_blocks import Printing
from cyberveille.publishing.output import digest

if TYPE_CHECKING:
    from jinja2 import Environment

ALL = frozenset(BY_NAME)
EVERYONE = Audience(name="public")
OF_THE_HOUSE = Looks()
_ROOT_LINK = expression(r'(<(?:a|img)\b[^>]*?\b(?:href|src)=")/(?!/)')


class Press(Struct, frozen=True, dict=True):
    """Prints pages under one configuration; the same values give the same bytes."""

    configuration: Configuration
    vocabularies: Vocabularies
    frame: Frame
    code: bytes = b""
    """The digest of the code and the templates: part of every page's key."""
    there: frozenset[str] = ALL
    """The names of the places that the edition has."""
    audience: Audience = EVERYONE
    looks: Looks = OF_THE_HOUSE

    @cached_property
    def key(self) -> bytes:
        """What every page depends on: frame, names, addresses, labels, code."""
        return digest(
            self.frame,
            self.configuration.portal,
            self.vocabularies,
            self.code,
            tuple(sorted(self.there)),
            self.looks.templates,
            self.configuration.labels,
        )

    def said(self, text: str) -> str:
        """A text of the map, in the words of the organisation."""
        return wording_of(self.configuration.labels).of(text)

    def words_of(self, kind: Kind) -> KindWords:
        """How the portal speaks of a kind."""
        return wording_of(self.configuration.labels).words(kind.words)

    def path(self, address: str) -> str:
        return self.configuration.portal.base + address.lstrip("/")

    def to(self, name: str) -> str:
        """The path of a place of the map; raises KeyError for a name that it does not know."""
        return self.path(BY_NAME[name].address)

    def list_by(self, kind: str, name: str, member: str) -> str:
        """The path of the list of a kind of notice by one of its facts."""
        series = next(item for item in series_of(Kind(kind)) if item.name == name)
        return self.path(series.address(member))

    def vendor_page(self, name: Named) -> str:
        """The path of the page of a vendor."""
        return self.path(VENDORS.address(name.vendor))

    def product_page(self, name: Named) -> str:
        """The path of the page of a product; empty for a line that names none."""
        return self.path(MADE.address(name.member)) if name.product else ""

    @property
    def exchanges(self) -> bool:
        """Whether correspondents talk under the pages of notices."""
        return EXCHANGES.name in self.there

    def page(
        self, template: str, place: Place, *, head: str = "", usual: str = "", **context: object
    ) -> bytes:
        """A whole page; `template` prints the inside of `<main>` from `context`; `usual` where there is none.

        `head` is trusted HTML for the page's `<head>`.
        """
        name = usual if usual and template not in self._templates else template
        main = self.environment.get_template(name).render(context)
        # What editors wrote is no text of the program, though it be the same.
        said = self.said if place.name else str
        return self.frame.stamp(
            title=french(said(place.title)),
            description=french(said(place.description)),
            address=place.address,
            section=place.section,
            head=head,
            main=main,
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
    def _printing(self) -> Printing:
        return Printing(
            self.configuration, self.audience, self.looks, self.frame.asset, self.there.__contains__
        )

    @cached_property
    def _templates(self) -> frozenset[str]:
        return frozenset(self.environment.list_templates())

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
                "there": self.there.__contains__,
                "own": self._printing.own,
                "to": self.to,
                "list_by": self.list_by,
                "vendor_page": self.vendor_page,
                "product_page": self.product_page,
                "figures_of": of_year,
                "json_of": json_of,
                "text_at": text_at,
                "change_at": change_at,
                "said": self.said,
                "words_of": self.words_of,
            },
            wording_of(self.configuration.labels),
        )
