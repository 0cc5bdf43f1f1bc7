"""How a page that lists what one may follow announces it: its feed in each format, its calendar."""

from msgspec import Struct, structs

from cyberveille.map import FAMILIES, MADE, VENDORS, FeedFamily, FeedFormat
from cyberveille.map.interests import Interest
from cyberveille.map.media import CALENDAR
from cyberveille.model import Kind
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.press import Press


class Way(Struct, frozen=True):
    """An address that a program may follow; `address` is relative to the portal's root."""

    label: str
    title: str
    type: str
    address: str


class Followed(Struct, frozen=True):
    """What a page announces: a title, and the ways to follow it."""

    title: str
    ways: tuple[Way, ...]


def followed_by(edition: Edition, series: str, member: str) -> Followed | None:
    """What a list by a fact announces; None where nobody follows that fact."""
    interest = next((item for item in edition.interests if item.shows(series)), None)
    if interest is None or (interest.alone and member not in interest.lasting):
        return None
    return followed(edition, interest, member)


def followed_product(edition: Edition, vendor: str, member: str) -> Followed | None:
    """What the page of a product announces: its feeds, and the calendar of its vendor, which holds it."""
    own, its = followed_by(edition, MADE.name, member), followed_by(edition, VENDORS.name, vendor)
    if own is None or its is None:
        return own
    calendars = (way for way in its.ways if way.type == CALENDAR.type)
    ways = (structs.replace(way, label="calendrier des échéances de l’éditeur") for way in calendars)
    return structs.replace(own, ways=(*own.ways, *ways))


def followed_whole(kind: Kind) -> Followed | None:
    """The feed of all notices of a kind, which the head of every page announces already."""
    family = next((family for family in FAMILIES if family.kinds == (kind,)), None)
    return Followed(family.title, _feeds(family)) if family else None


def announced(press: Press, follow: Followed | None) -> str:
    """What a page that announces something adds to its `<head>`."""
    return press.part("followed_head.html", follow=follow) if follow else ""


def followed(edition: Edition, interest: Interest, member: str) -> Followed:
    """The feeds of an interest, and its calendar where it has one."""
    family = interest.family(member, edition.vocabularies, edition.lists)
    ways = tuple(_feeds(family))
    if edition.has_calendar(interest, member):
        title = f"Échéances : {family.title}"
        ways += (Way("calendrier des échéances", title, CALENDAR.type, interest.calendar(member)),)
    return Followed(family.title, ways)


def _feeds(family: FeedFamily) -> tuple[Way, ...]:
    return tuple(
        Way(form.label, f"{family.title} ({form.label})", form.media.type, family.address(form))
        for form in FeedFormat
    )
