"""The calendars of an edition: all its deadlines, and those of each interest."""

from collections.abc import Iterable, Iterator
from functools import partial

from msgspec import Struct

from cyberveille.map import CALENDAR, DEADLINES
from cyberveille.model import Headline
from cyberveille.publishing.deadlines import KEPT, Deadline, deadlines_of, since
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.feeds.permanent_ids import feed_id
from cyberveille.publishing.output import Output, digest

__all__ = ["CalendarFacts", "outputs"]


class CalendarFacts(Struct, frozen=True, kw_only=True):
    """What a calendar says of itself; addresses are absolute."""

    uid: str
    title: str
    description: str
    address: str
    page: str
    """The page that shows the same."""


def outputs(edition: Edition) -> Iterator[Output]:
    """`echeances.ics`, and one file for each interest that something with a deadline belongs to."""
    if edition.holdings.deadlines is None:
        return
    whole = _facts(edition, CALENDAR.address, DEADLINES.title, DEADLINES.address)
    yield _output(edition, CALENDAR.address, whole, edition.headlines)
    for interest in filter(lambda interest: interest.dated, edition.interests):
        dated = interest.own(edition.dated)
        for member in interest.members(dated, edition.vocabularies):
            label = interest.label(member, edition.vocabularies)
            pages = interest.pages(member, edition.lists)
            facts = _facts(
                edition,
                interest.calendar(member),
                f"{DEADLINES.title} : {label}",
                pages[0] if pages else DEADLINES.address,
            )
            yield _output(edition, interest.calendar(member), facts, dated.get(member, ()))


def _facts(edition: Edition, address: str, title: str, page: str) -> CalendarFacts:
    configuration = edition.configuration
    return CalendarFacts(
        uid=feed_id(configuration.prefix, edition.audience.name, address),
        title=f"{configuration.portal.name} – {title}",
        description=DEADLINES.description,
        address=edition.absolute(address),
        page=edition.absolute(page),
    )


def _output(edition: Edition, address: str, facts: CalendarFacts, items: Iterable[Headline]) -> Output:
    shown = since(deadlines_of(items), edition.clock, KEPT)
    told = tuple((deadline.name, deadline.day, deadline.item.digest) for deadline in shown)
    key = digest(address, facts, edition.configuration.portal, edition.vocabularies, told)
    return Output(address, key, partial(_write, edition, facts, shown))


def _write(edition: Edition, facts: CalendarFacts, deadlines: tuple[Deadline, ...]) -> bytes:
    # icalendar is loaded by the first calendar that changed.
    from cyberveille.publishing.calendars.writing import calendar  # noqa: PLC0415

    return calendar(facts, deadlines, edition.vocabularies, edition.configuration.portal.absolute)
