"""One page, feed or file of the portal, as whatever leads to it needs to know it."""

from collections.abc import Callable
from enum import Enum

from msgspec import Struct

from cyberveille.map.holdings import Holdings
from cyberveille.map.media import Media
from cyberveille.model import Kind, Tlp

There = Callable[[Holdings], Tlp | None]
"""The least that a reader must be allowed to read for a place to be there; None when it is nowhere."""


def everywhere(_: Holdings) -> Tlp | None:
    return Tlp.CLEAR


class Family(Enum):
    """The part of the plan of the portal in which a place stands, in the plan's order."""

    WATCH = "Veille"
    ACT = "Agir"
    SHARED = "Entre correspondants"
    PORTAL = "Le portail"


class Place(Struct, frozen=True, kw_only=True):
    """`address` is relative to the portal's root, without leading slash; `""` is the home page.

    An address that ends with a slash is a page's, any other a file's. `name` is how templates and scripts ask
    for it.
    """

    address: str
    name: str = ""
    title: str = ""
    description: str = ""
    section: str = ""
    """The address of the menu item that is current on this page."""
    family: Family | None = None
    """Where the plan of the portal lists it; None for what only leads on, and for files."""
    canonical: bool = False
    """Whether the sitemap lists it."""
    kinds: tuple[Kind, ...] = ()
    """Whose newest revision is the page's own date."""
    editorial: bool = False
    """Whether it is a page that editors write, and that the program leads to."""
    way: str = ""
    """What one comes to do there, a verb first, on the home page; empty where it does not offer it."""
    way_hint: str = ""
    """What one finds there; `{}` stands for how many notices of its kinds."""
    dated: bool = False
    """Whether it says when the edition was made."""
    there: There = everywhere
    writer: str = ""
    """The module of `publishing/exports/` that writes a file of the whole edition."""
    media: Media | None = None
    """The media type of a file, where it does not follow from how its name ends."""

    @property
    def file(self) -> str:
        """The file that answers at the address."""
        return written_at(self.address)


def written_at(address: str) -> str:
    """The file that answers at an address relative to the portal's root."""
    return f"{address}index.html" if not address or address.endswith("/") else address


def json_of(address: str) -> str:
    """The file of data beside the page of a notice."""
    return f"{address.rstrip('/')}.json"
