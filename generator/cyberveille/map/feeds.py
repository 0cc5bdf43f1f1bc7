"""The feeds of the portal: families, each in three formats."""

from enum import Enum

from msgspec import Struct

from cyberveille.map.holdings import Membership
from cyberveille.map.media import ATOM, JSON_FEED, RSS, Media
from cyberveille.model import Kind

FOLDER = "flux/"


class Format(Enum):
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
    membership: Membership | None = None
    """The list whose notices it holds; all those of its kinds without one."""
    alive: bool = False
    """Whether its date moves once a day when nothing else does: a quiet feed is told from a dead one."""
    changes: bool = False
    """Whether its entries are what happened to notices since they were published, instead of the notices."""
    suits: str = ""
    """Whom it suits, on the page that explains feeds."""
    discovered: str = ""
    """What autodiscovery calls it, on every page; empty for a feed that only its own page names."""

    def address(self, form: Format) -> str:
        """The feed's address, relative to the portal's root."""
        return f"{FOLDER}{self.name}.{form.ending}"


FAMILIES = (
    FeedFamily(
        "alertes",
        "Alertes",
        "Les menaces qui demandent d’agir sans attendre, et leur clôture.",
        Kind.ALERT.listing,
        (Kind.ALERT,),
        alive=True,
        suits="Une personne d’astreinte, un écran de salle informatique.",
        discovered="Alertes",
    ),
    FeedFamily(
        "bulletins",
        "Bulletins",
        "Les vulnérabilités des technologies standard et de celles propres à la santé.",
        Kind.BULLETIN.listing,
        (Kind.BULLETIN,),
        alive=True,
        suits="Qui suit les correctifs, dans un lecteur de flux.",
        discovered="Bulletins",
    ),
    FeedFamily(
        "documents",
        "Documents",
        "Les fiches réflexes, guides, procédures et modèles, nouveaux ou révisés.",
        Kind.DOCUMENT.listing,
        (Kind.DOCUMENT,),
        alive=True,
        suits="Qui prépare la crise, forme ou rédige des procédures.",
    ),
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
