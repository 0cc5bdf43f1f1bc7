"""The plan of the portal: every page a visitor may want, by family."""

from collections.abc import Iterable

from msgspec import Struct, structs

from cyberveille.looks.wording import wording_of
from cyberveille.map import Family, Place
from cyberveille.publishing.edition import Edition


class Listed(Struct, frozen=True):
    """What the plan prints of a place: it is made again when this changes."""

    title: str
    address: str
    description: str


def plan_of(edition: Edition) -> tuple[tuple[str, tuple[Listed, ...]], ...]:
    """The title of each family that has something in it, and its places."""
    pages = (
        Place(address=page.address, title=page.title, description=page.description, family=Family.PORTAL)
        for page in edition.pages
    )
    said = wording_of(edition.configuration.labels).of
    places = (
        structs.replace(place, title=said(place.title), description=said(place.description))
        for place in edition.places
    )
    return tuple(_families((*pages, *places)))


def _families(places: Iterable[Place]) -> Iterable[tuple[str, tuple[Listed, ...]]]:
    held = tuple(places)
    for family in Family:
        found = (place for place in held if place.family is family)
        if listed := tuple(Listed(place.title, place.address, place.description) for place in found):
            yield family.value, listed
