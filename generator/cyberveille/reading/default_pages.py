"""Pages that come with the program, for what its frame leads to; a portal's own take their place."""

from collections.abc import Collection, Iterator
from functools import cache
from importlib.resources import files

import msgspec

from cyberveille.map import PLACES
from cyberveille.model import Configuration, Page, Tlp
from cyberveille.reading.source import PAGES_FOLDER, read_source

GAPS = {
    "accessibilite/": "la liste des contenus non accessibles et la date de la déclaration",
    "donnees-personnelles/": "la durée de conservation des journaux et le délégué à la protection des "
    "données",
}
"""What only those who run a portal can tell, by address: their own page should say it."""


@cache
def default_pages() -> tuple[Page, ...]:
    """All of them, in the order of their addresses; anyone may read them."""
    return tuple(sorted(_read(), key=lambda page: page.address))


def default_pages_of(configuration: Configuration, own: Collection[str]) -> tuple[Page, ...]:
    """Those that stand in a portal, which has pages of its own at the addresses `own`.

    Those that the frame leads to by itself, and those that the menus name.
    """
    led_to = {place.address for place in PLACES if place.editorial}
    led_to |= {item.address.lstrip("/") for item in (*configuration.navigation, *configuration.footer)}
    return tuple(page for page in default_pages() if page.address in led_to and page.address not in own)


def _read() -> Iterator[Page]:
    for file in files("cyberveille").joinpath("default_pages").iterdir():
        page = read_source(f"{PAGES_FOLDER}/{file.name}", file.read_bytes()).subject
        assert isinstance(page, Page)  # noqa: S101 - a test reads each of them
        yield msgspec.structs.replace(page, tlp=Tlp.CLEAR)
