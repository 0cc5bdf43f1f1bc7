"""A calendar that programs subscribe to: iCalendar (RFC 5545) with the properties of RFC 7986.

Google reads the name from `X-WR-CALNAME`, Outlook the rhythm from `X-PUBLISHED-TTL` and what is no
appointment from its own two properties; Thunderbird reads RFC 7986.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vText

from cyberveille import __version__
from cyberveille.locale import date_fr, french
from cyberveille.model import ChangeNature, Severity, Tlp, Vocabularies
from cyberveille.publishing.calendars import CalendarFacts
from cyberveille.publishing.deadlines import Deadline
from cyberveille.publishing.feeds.permanent_ids import entry_id

_DAY = timedelta(days=1)
_REFRESH = timedelta(hours=1)
_PRIORITY = {
    Severity.CRITICAL: 1,
    Severity.HIGH: 3,
    Severity.MEDIUM: 5,
    Severity.LOW: 7,
    Severity.INFORMATION: 9,
}
"""RFC 5545 section 3.8.1.9: 1 is the highest, 9 the lowest, 0 undefined."""


_END = b"END:VCALENDAR\r\n"


def calendar(facts: CalendarFacts, events: Sequence[bytes]) -> bytes:
    """The file, in UTF-8, lines folded at 75 bytes and ended by CRLF; the same values give the same bytes.

    Each of the `events` is as `event` gives it.
    """
    made = Calendar()
    title, about = french(facts.title), french(facts.description)
    properties: tuple[tuple[str, Any, dict[str, str]], ...] = (
        ("prodid", f"-//Cyberveille//Cyberveille {__version__}//FR", {}),
        ("version", "2.0", {}),
        ("calscale", "GREGORIAN", {}),
        ("method", "PUBLISH", {}),
        ("uid", facts.uid.removeprefix("urn:uuid:"), {}),
        ("name", title, {}),
        ("x-wr-calname", vText(title), {}),
        ("description", about, {}),
        ("x-wr-caldesc", vText(about), {}),
        ("x-wr-timezone", "Europe/Paris", {}),
        ("url", facts.page, {}),
        # RFC 7986 sections 5.7 and 5.8 ask for the type of these two.
        ("source", facts.address, {"VALUE": "URI"}),
        ("refresh-interval", _REFRESH, {"VALUE": "DURATION"}),
        ("x-published-ttl", "PT1H", {}),
    )
    for name, value, parameters in properties:
        made.add(name, value, parameters=parameters)
    if not events:
        # A calendar has one component at least (RFC 5545 section 3.6).
        made.add_component(_paris())
    data: bytes = made.to_ical()
    return b"".join((data.removesuffix(_END), *events, _END))


def event(deadline: Deadline, vocabularies: Vocabularies, url: str) -> bytes:
    """A whole day, on which nobody is busy; cancelled once it is none of the calendar any more.

    The lines of a component of a calendar; `url` is that of the notice.
    """
    item = deadline.item
    stamp = _utc(max((item.updated, *(change.date for change in item.changes))))
    exploited = sum(change.nature is ChangeNature.EXPLOITATION for change in item.changes)
    made = Event()
    properties: tuple[tuple[str, Any], ...] = (
        ("uid", entry_id(deadline.name).removeprefix("urn:uuid:")),
        ("dtstamp", stamp),
        ("created", _utc(item.published)),
        ("last-modified", stamp),
        ("sequence", item.revised + bool(item.closed) + item.withdrawn + exploited),
        ("status", "CANCELLED" if item.withdrawn or deadline.left else "CONFIRMED"),
        ("dtstart", deadline.day),
        ("dtend", deadline.day + _DAY),
        ("summary", french(_summary(deadline))),
        ("description", french("\n".join(_described(deadline, url)))),
        ("url", url),
        ("categories", list(_categories(deadline, vocabularies))),
        ("priority", _PRIORITY[item.severity] if item.severity else 0),
        ("class", "PUBLIC" if item.tlp is Tlp.CLEAR else "CONFIDENTIAL"),
        ("transp", "TRANSPARENT"),
        ("x-microsoft-cdo-alldayevent", "TRUE"),
        ("x-microsoft-cdo-busystatus", "FREE"),
    )
    for name, value in properties:
        made.add(name, value)
    data: bytes = made.to_ical()
    return data


def _summary(deadline: Deadline) -> str:
    if deadline.item.withdrawn:
        return f"Retirée : {deadline.item.title}"
    exposed = " (exposés à Internet)" if deadline.exposed else ""
    if deadline.left:
        gone = "Hors de ce calendrier" if deadline.holds else "Échéance levée"
        return f"{gone}{exposed} : {deadline.item.title}"
    return f"À traiter{exposed} : {deadline.item.title}"


def _described(deadline: Deadline, url: str) -> Iterator[str]:
    item = deadline.item
    if item.withdrawn:
        yield "La notice a été retirée : cette échéance ne tient plus."
    elif deadline.left and deadline.holds:
        yield "Depuis une révision, la notice n’est plus de ce calendrier ; son échéance tient toujours."
        yield f"À traiter avant la fin du {date_fr(deadline.holds)} : {deadline.systems}."
    elif deadline.left:
        yield "Une révision de la notice a levé cette échéance."
    else:
        yield f"À traiter avant la fin du {date_fr(deadline.day)} : {deadline.systems}."
        if item.immediate:
            yield f"Que faire : {item.immediate}"
        severity = f"Gravité {item.severity.label}" if item.severity else "Gravité non évaluée"
        yield f"{severity}, exploitation constatée." if item.exploited else f"{severity}."
        if item.closed:
            yield f"Alerte close le {date_fr(item.closed)}."
    if item.tlp is not Tlp.CLEAR:
        yield f"{item.tlp.label} : {item.tlp.allows}"
    yield f"{item.id} : {url}"


def _categories(deadline: Deadline, vocabularies: Vocabularies) -> Iterator[str]:
    item = deadline.item
    yield item.kind.label.capitalize()
    if item.severity:
        yield f"Gravité {item.severity.label}"
    if item.exploited:
        yield "Exploitée"
    yield from map(vocabularies.technologies.label, item.technologies)


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


def _paris() -> Timezone:
    """Central European time as it is since 1996 (directive 2000/84/CE)."""
    made = Timezone()
    made.add("tzid", "Europe/Paris")
    winter, summer = timedelta(hours=1), timedelta(hours=2)
    kinds = (
        (TimezoneStandard(), "CET", summer, winter, datetime(1996, 10, 27, 3), 10),  # noqa: DTZ001 - local by definition
        (TimezoneDaylight(), "CEST", winter, summer, datetime(1996, 3, 31, 2), 3),  # noqa: DTZ001
    )
    for part, name, before, after, start, month in kinds:
        part.add("tzname", name)
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        part.add("dtstart", start)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1SU"})
        made.add_component(part)
    return made
