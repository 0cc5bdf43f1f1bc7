"""The feeds that the portal offers, each in three formats."""

from enum import Enum

from msgspec import Struct

from cyberveille.model import Headline, Kind
from cyberveille.publishing.edition import Edition


class Format(Enum):
    """A feed format: the file's ending and its media type."""

    RSS = ("rss.xml", "application/rss+xml")
    ATOM = ("atom.xml", "application/atom+xml")
    JSON = ("feed.json", "application/feed+json")

    @property
    def ending(self) -> str:
        return self.value[0]

    @property
    def media_type(self) -> str:
        return self.value[1]


class Family(Struct, frozen=True):
    """A feed, whatever its format; `listing` is the address of the page that lists the same."""

    name: str
    title: str
    purpose: str
    listing: str
    kinds: tuple[Kind, ...]

    def address(self, form: Format) -> str:
        """The feed's address, relative to the portal's root."""
        return f"flux/{self.name}.{form.ending}"

    @property
    def rss(self) -> str:
        return self.address(Format.RSS)

    @property
    def atom(self) -> str:
        return self.address(Format.ATOM)

    @property
    def json(self) -> str:
        return self.address(Format.JSON)

    def headlines(self, edition: Edition) -> tuple[Headline, ...]:
        return tuple(item for item in edition.headlines if item.kind in self.kinds)


FAMILIES = (
    Family(
        "alertes",
        "Alertes",
        "Les menaces qui demandent d’agir sans attendre, et leur clôture.",
        "alertes/",
        (Kind.ALERT,),
    ),
    Family(
        "bulletins",
        "Bulletins",
        "Les vulnérabilités des technologies standard et de celles propres à la santé.",
        "bulletins/",
        (Kind.BULLETIN,),
    ),
    Family(
        "documents",
        "Documents",
        "Les fiches réflexes, guides, procédures et modèles, nouveaux ou révisés.",
        "documents/",
        (Kind.DOCUMENT,),
    ),
    Family(
        "tout",
        "Tout",
        "Alertes, bulletins et documents d’appui, dès leur publication ou leur mise à jour.",
        "",
        tuple(Kind),
    ),
)
