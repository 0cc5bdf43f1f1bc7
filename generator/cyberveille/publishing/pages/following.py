"""How a page that lists what one may follow announces it: its feed in each format, its calendar."""

from msgspec import Struct

from cyberveille.map import FeedFamily, FeedFormat
from cyberveille.map.interests import BY_SERIES, Interest
from cyberveille.map.media import CALENDAR
from cyberveille.publishing.edition import Edition


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
    interest = BY_SERIES.get(series)
    if interest is None or (interest.alone and member not in interest.lasting):
        return None
    return followed(edition, interest, member)


def followed(edition: Edition, interest: Interest, member: str) -> Followed:
    """The feeds of an interest, and its calendar where it has one."""
    family = interest.family(member, edition.vocabularies, edition.listed)
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
