"""The feeds of the portal: families, each in three formats."""

from enum import Enum

from msgspec import Struct

from cyberveille.map.media import ATOM, JSON_FEED, RSS, Media
from cyberveille.model import Kind

FOLDER = "flux/"


class FeedFormat(Enum):
    """A feed format."""

    RSS = "RSS", "rss.xml", RSS
    ATOM = "Atom", "atom.xml", ATOM
    JSON = "JSON Feed", "feed.json", JSON_FEED

    @property
    def label(self) -> str:
        return self.value[0]

    @property
    def ending(self) -> str:
        """How its files end."""
        return self.value[1]

    @property
    def media(self) -> Media:
        return self.value[2]


class FeedFamily(Struct, frozen=True):
    """A feed, whatever its format; `listing` is the address of the page that lists the same."""

    name: str
    title: str
    purpose: str
    listing: str
    kinds: tuple[Kind, ...]
    followed: tuple[str, str] | None = None
    """The interest whose notices it holds (`map/interests.py`); all those of its kinds without one."""
    alive: bool = False
    """Whether its date moves once a day when nothing else does: a quiet feed is told from a dead one."""
    changes: bool = False
    """Whether its entries are what happened to notices since they were published, instead of the notices."""
    suits: str = ""
    """Whom it suits, on the page that explains feeds."""
    short: bool = False
    """Whether its entries tell the facts and a summary alone: one interest of many."""
    discovered: str = ""
    """What autodiscovery calls it, on every page; empty for a feed that only its own page names."""

    def address(self, form: FeedFormat) -> str:
        """The feed's address, relative to the portal's root."""
        return feed_address(self.name, form)


def feed_address(name: str, form: FeedFormat) -> str:
    """The address of a feed known by its name, relative to the portal's root."""
    return f"{FOLDER}{name}.{form.ending}"


def _of(kind: Kind) -> FeedFamily:
    """The feed of a kind that has one."""
    title = kind.words.plural.capitalize()
    return FeedFamily(
        kind.section,
        title,
        kind.facts.feed,
        kind.listing,
        (kind,),
        alive=kind.facts.always,
        suits=kind.facts.suits,
        discovered=title if kind.watched else "",
    )


FAMILIES = (
    *(_of(kind) for kind in Kind.urgent_first() if kind.facts.feed),
    FeedFamily(
        "tout",
        "Tout",
        "Alertes, bulletins et documents d’appui, dès leur publication ou leur mise à jour.",
        "",
        tuple(Kind),
        alive=True,
        suits="Qui ne prend qu’un flux ; une passerelle de courriel ou un import y ajoute « Révisions ».",
        discovered="Alertes et bulletins",
    ),
    FeedFamily(
        "revisions",
        "Révisions",
        "Ce qui change dans une notice déjà parue : une entrée neuve par révision, clôture ou retrait.",
        "",
        tuple(Kind),
        changes=True,
        suits="Passerelles de courriel, outils de tickets, SIEM et imports : ils ne relisent pas une entrée "
        "déjà vue, et sans ce flux un retrait leur échappe.",
    ),
)
