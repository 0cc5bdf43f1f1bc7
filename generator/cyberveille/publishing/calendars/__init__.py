"""The calendars of an edition: all its deadlines, and those of each interest."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, time, timedelta
from functools import partial

from msgspec import Struct

from cyberveille.locale import PARIS
from cyberveille.map import CALENDAR, DEADLINES, WHOLE, Followed, Interest
from cyberveille.publishing.calendars.departed import Departed
from cyberveille.publishing.deadlines import KEPT, Deadline, deadlines_of, in_order, since
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.feeds.permanent_ids import feed_id
from cyberveille.publishing.interest_groups import Member, grouped
from cyberveille.publishing.output import Output, digest
from cyberveille.publishing.tree import Node

__all__ = ["CalendarFacts", "nodes", "outputs"]


class CalendarFacts(Struct, frozen=True, kw_only=True):
    """What a calendar says of itself; addresses are absolute."""

    uid: str
    title: str
    description: str
    address: str
    page: str
    """The page that shows the same."""


def nodes(edition: Edition, common: bytes) -> Iterator[Node]:
    """`echeances.ics`, and one file for each interest that something with a deadline belongs to.

    A part for each interest, and one for each vendor.
    """
    if edition.holdings.deadlines is None:
        return
    key = digest("calendars", common)
    told = tuple(part.facts.dated for part in edition.parts)
    left = tuple(part.facts.left["/".join(WHOLE)].digest for part in edition.departed.get(WHOLE, ()))
    whole = _Calendars(edition)
    yield Node("calendars", digest(key, told, left), whole.all, partial(whole.lasts, whole.every))
    dated = [interest for interest in edition.interests if interest.dated]
    for group, members in grouped(edition, edition.calendars, dated):
        parts = tuple(edition.calendars.get((interest.name, member)) for interest, member in members)
        labels = tuple(
            (interest.name, member, *whole.named(interest, member)) for interest, member in members
        )
        yield Node(
            f"calendars {group}",
            digest(key, labels, parts),
            partial(whole.of, members),
            partial(whole.lasts, partial(whole.held_by, members)),
        )


def outputs(edition: Edition) -> Iterator[Output]:
    """The files of all calendars."""
    for node in nodes(edition, b""):
        yield from node.files()


class _Calendars:
    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._departed = Departed(edition)
        self._events: dict[tuple[object, ...], bytes] = {}

    def every(self) -> tuple[Deadline, ...]:
        """All deadlines, and those that revisions took away."""
        parts = (part for part in self._edition.parts if part.facts.dated)
        items = (item for part in parts for item in part.headlines if item.dated)
        return in_order((*deadlines_of(items), *self._departed.of(WHOLE)))

    def _held_by(self, calendar: Followed) -> tuple[Deadline, ...]:
        return in_order((*deadlines_of(self._edition.dated_of(calendar)), *self._departed.of(calendar)))

    def held_by(self, members: Iterable[Member]) -> tuple[Deadline, ...]:
        return in_order(
            deadline for interest, member in members for deadline in self._held_by((interest.name, member))
        )

    def lasts(self, held: Callable[[], Iterable[Deadline]]) -> datetime | None:
        """The day on which the first deadline is no longer kept, in Paris; None for ever."""
        kept = since(held(), self._edition.clock, KEPT)
        if not kept:
            return None
        gone = kept[0].day + KEPT + timedelta(days=1)
        return datetime.combine(gone, time(), PARIS)

    def all(self) -> Iterator[Output]:
        facts = _facts(self._edition, CALENDAR.address, DEADLINES.title, DEADLINES.address)
        yield self._output(CALENDAR.address, facts, self.every())

    def named(self, interest: Interest, member: str) -> tuple[str, str]:
        """What a calendar is called, and the page that it is of.

        What nothing belongs to any more has no page: its calendar still says what became of it.
        """
        edition = self._edition
        there = not interest.directory or (interest.name, member) in edition.followed
        pages = interest.pages(member, edition.lists) if there else ()
        entry = None if there else edition.registry.by_id(member)
        label = entry.label if entry else interest.label(member, edition.vocabularies)
        return label, pages[0] if pages else DEADLINES.address

    def of(self, members: Iterable[Member]) -> Iterator[Output]:
        edition = self._edition
        for interest, member in members:
            label, page = self.named(interest, member)
            facts = _facts(edition, interest.calendar(member), f"{DEADLINES.title} : {label}", page)
            yield self._output(interest.calendar(member), facts, self._held_by((interest.name, member)))

    def _output(self, address: str, facts: CalendarFacts, held: Iterable[Deadline]) -> Output:
        edition = self._edition
        shown = since(held, edition.clock, KEPT)
        told = tuple(_told(deadline) for deadline in shown)
        key = digest(address, facts, edition.configuration.portal, edition.vocabularies, told)
        return Output(address, key, partial(self._write, facts, shown))

    def _write(self, facts: CalendarFacts, deadlines: tuple[Deadline, ...]) -> bytes:
        # icalendar is loaded by the first calendar that changed.
        from cyberveille.publishing.calendars.writing import calendar, event  # noqa: PLC0415

        # An event stands in the calendar of each interest that its notice belongs to, and is written once.
        for deadline in deadlines:
            if (told := _told(deadline)) not in self._events:
                url = self._edition.absolute(deadline.item.address)
                self._events[told] = event(deadline, self._edition.vocabularies, url)
        return calendar(facts, [self._events[_told(deadline)] for deadline in deadlines])


def _told(deadline: Deadline) -> tuple[object, ...]:
    """What tells all that a calendar says of it."""
    return deadline.name, deadline.day, deadline.left, deadline.item.digest


def _facts(edition: Edition, address: str, title: str, page: str) -> CalendarFacts:
    configuration = edition.configuration
    return CalendarFacts(
        uid=feed_id(configuration.prefix, edition.audience.name, address),
        title=f"{configuration.portal.name} – {title}",
        description=DEADLINES.description,
        address=edition.absolute(address),
        page=edition.absolute(page),
    )
