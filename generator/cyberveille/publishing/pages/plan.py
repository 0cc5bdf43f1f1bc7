"""The plan of the portal: every page a visitor may want, by family."""

from collections.abc import Iterable

from cyberveille.map import Family, Place
from cyberveille.publishing.edition import Edition


def plan_of(edition: Edition) -> tuple[tuple[str, tuple[Place, ...]], ...]:
    """The title of each family that has something in it, and its places."""
    pages = (
        Place(address=page.address, title=page.title, description=page.description, family=Family.PORTAL)
        for page in edition.pages
    )
    return tuple(_families((*pages, *edition.places)))


def _families(places: Iterable[Place]) -> Iterable[tuple[str, tuple[Place, ...]]]:
    held = tuple(places)
    for family in Family:
        if found := tuple(place for place in held if place.family is family):
            yield family.value, found
