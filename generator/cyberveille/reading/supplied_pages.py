"""Pages that come with the program, for what its frame leads to; a portal's own take their place."""

from collections.abc import Collection, Iterable, Iterator
from functools import cache
from importlib.resources import files

import msgspec

from cyberveille.map import PLACES
from cyberveille.model import Configuration, Page, Tlp
from cyberveille.reading.places import PAGES_FOLDER

GAPS = {
    "accessibilite/": "la liste des contenus non accessibles et la date de la déclaration",
    "donnees-personnelles/": "la durée de conservation des journaux et le délégué à la protection des "
    "données",
}
"""What only those who run a portal can tell, by address: their own page should say it."""
_LAWFUL = {
    f"{name}/"
    for name in ("accessibilite", "donnees-personnelles", "mentions-legales", "securite", "signaler")
}
"""The pages that name laws and authorities: those of France."""
_OF_FRANCE = "fr"


def gap_in(page: Page, configuration: Configuration) -> str:
    """What the page leaves unsaid in this portal, in French; empty for one that can stand as it is."""
    abroad = page.address in _LAWFUL and not configuration.country.startswith(_OF_FRANCE)
    law = "le droit de votre pays, car elle cite celui de la France" if abroad else ""
    return " ; ".join(filter(None, (GAPS.get(page.address, ""), law)))


@cache
def default_pages() -> tuple[Page, ...]:
    """All of them, in the order of their addresses; anyone may read them."""
    return tuple(sorted(_read(), key=lambda page: page.address))


def default_pages_of(
    configuration: Configuration, own: Collection[str], pages: Iterable[Page] | None = None
) -> tuple[Page, ...]:
    """Those that stand in a portal, which has pages of its own at the addresses `own`.

    Those that the frame leads to by itself, and those that the menus name. `pages` are all of them, for those
    who know them already.
    """
    led_to = {place.address for place in PLACES if place.editorial}
    led_to |= {item.address.lstrip("/") for item in (*configuration.navigation, *configuration.footer)}
    all_of_them = default_pages() if pages is None else pages
    return tuple(page for page in all_of_them if page.address in led_to and page.address not in own)


def _read() -> Iterator[Page]:
    # What reads Markdown is loaded by those who read.
    from cyberveille.reading.source import read_source  # noqa: PLC0415

    for file in files("cyberveille").joinpath("default_pages").iterdir():
        page = read_source(f"{PAGES_FOLDER}/{file.name}", file.read_bytes()).subject
        assert isinstance(page, Page)  # noqa: S101 - a test reads each of them
        yield msgspec.structs.replace(page, tlp=Tlp.CLEAR)
