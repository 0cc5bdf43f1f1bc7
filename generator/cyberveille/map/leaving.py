"""Calendars that a notice left: a revision took its deadline away, or what had put it there."""

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct, structs

from cyberveille.map.holdings import Followed
from cyberveille.map.interests import Interest, followed_in
from cyberveille.model import Headline, Tlp, Vocabularies

WHOLE: Followed = ("", "")
"""The calendar of all deadlines."""


class LeftDeadline(Struct, frozen=True):
    """A deadline that a calendar no longer tells; `tlp` is the marking of the text that said it."""

    calendar: Followed
    day: date
    exposed: bool
    """Whether it was for systems that the Internet reaches."""
    tlp: Tlp


def calendars_of(
    interests: Iterable[Interest], item: Headline, vocabularies: Vocabularies
) -> Iterator[Followed]:
    """Those in which a notice stands, if it has a deadline."""
    if item.dated:
        yield WHOLE
        yield from followed_in(interests, item, vocabularies)


def left_by(
    interests: Iterable[Interest], item: Headline, vocabularies: Vocabularies
) -> Iterator[LeftDeadline]:
    """What each earlier text of a notice had in a calendar where the notice has it no longer.

    The earliest first: of one deadline in one calendar, the last one is the day that readers were told last.
    """
    if not item.former:
        return
    interests = tuple(interests)
    present = {
        (calendar, exposed)
        for calendar in calendars_of(interests, item, vocabularies)
        for exposed, _ in item.days
    }
    for former in item.former:
        was = structs.replace(item, **former.said)
        for calendar in calendars_of(interests, was, vocabularies):
            for exposed, day in was.days:
                if (calendar, exposed) not in present:
                    yield LeftDeadline(calendar, day, exposed, former.tlp)
