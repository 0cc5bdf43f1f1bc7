"""Pages that come with the program, for what its frame leads to; a portal's own take their place."""

from collections.abc import Collection, Iterable, Iterator
from functools import cache

import msgspec

from cyberveille.expressions import expression
from cyberveille.locale import date_fr, french
from cyberveille.map import PLACES
from cyberveille.model import Configuration, Page, Tlp
from cyberveille.model.country import is_abroad
from cyberveille.reading.demands import is_to_fill
from cyberveille.reading.places import PAGES_FOLDER

GAPS = {
    "accessibilite/": "la liste des contenus non accessibles et la date de la déclaration",
    "donnees-personnelles/": "la durée de conservation des journaux et le délégué à la protection des "
    "données",
}
"""What only those who run a portal can tell, by address: their configuration or their own page says it."""
_UNSAID = expression(r"L’éditeur du portail n’a pas encore publié [^.<]+\.")
"""The sentence that stands for it, one in the text of such a page."""
_LAWFUL = {
    f"{name}/"
    for name in ("accessibilite", "donnees-personnelles", "mentions-legales", "securite", "signaler")
}
"""The pages that name laws and authorities: those of France."""


def gap_in(page: Page, configuration: Configuration) -> str:
    """What the page leaves unsaid in this portal, in French; empty for one that can stand as it is."""
    foreign = page.address in _LAWFUL and is_abroad(configuration.country)
    law = "le droit de votre pays, car elle cite celui de la France" if foreign else ""
    return " ; ".join(filter(None, (unsaid(page), law)))


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
    standing = (page for page in all_of_them if page.address in led_to and page.address not in own)
    return tuple(_filled(page, configuration) for page in standing)


def unsaid(page: Page) -> str | None:
    """What a page that comes with the program leaves unsaid; None when nothing is."""
    gap = GAPS.get(page.address)
    return gap if gap and any(_UNSAID.search(part.html) for part in page.body.sections) else None


def _filled(page: Page, configuration: Configuration) -> Page:
    """The page with what the configuration says in the place of its gap, once it says all of it."""
    told = _told(page.address, configuration)
    if not told:
        return page
    sections = tuple(
        msgspec.structs.replace(part, html=_UNSAID.sub(lambda _: told, part.html))
        for part in page.body.sections
    )
    return msgspec.structs.replace(page, body=msgspec.structs.replace(page.body, sections=sections))


def _told(address: str, configuration: Configuration) -> str:
    """HTML of what the configuration says of a gap; nothing while something lacks."""
    privacy, accessibility = configuration.privacy, configuration.accessibility
    values: tuple[str | None, ...] = ()
    if address == "donnees-personnelles/":
        values = (privacy.logs_kept, privacy.officer)
        words = "Durée de conservation de ce journal : {}. Délégué à la protection des données : {}."
    elif address == "accessibilite/" and accessibility.declared and accessibility.limits:
        values = (*(limit.rstrip(" .;") for limit in accessibility.limits), date_fr(accessibility.declared))
        words = f"Contenus non accessibles : {' ; '.join('{}' for _ in accessibility.limits)}. "
        words += "Déclaration établie le {}."
    if not all(value and not is_to_fill(value) for value in values) or not values:
        return ""
    from markupsafe import escape  # noqa: PLC0415 - for those whose configuration says so

    return french(words.format(*(escape(value) for value in values)))


def _read() -> Iterator[Page]:
    # What reads Markdown is loaded by those who read.
    from importlib.resources import files  # noqa: PLC0415

    from cyberveille.reading.source import read_source  # noqa: PLC0415

    for file in files("cyberveille").joinpath("default_pages").iterdir():
        page = read_source(f"{PAGES_FOLDER}/{file.name}", file.read_bytes()).subject
        assert isinstance(page, Page)  # noqa: S101 - a test reads each of them
        yield msgspec.structs.replace(page, tlp=Tlp.CLEAR)
