"""`status`: what waits for an editor, of all that the portal holds."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from operator import attrgetter

from msgspec import Struct

from cyberveille.locale import counted, date_fr, datetime_fr, paris_day
from cyberveille.model import Headline


class Section(Struct, frozen=True):
    """A heading in French, and a line for each thing under it."""

    title: str
    lines: tuple[str, ...]


def standing(
    headlines: Sequence[Headline],
    now: datetime,
    *,
    waiting: Mapping[str, str],
    exploited: Sequence[str] = (),
    open_days: int,
    near_days: int,
) -> tuple[Section, ...]:
    """The sections that have something to say.

    `waiting` gives by source the notice whose source changed since; `exploited` are lines on what is
    exploited since it appeared. An alert counts as old after `open_days`, a deadline as near within
    `near_days`, before and after.
    """
    shown = [item for item in headlines if not item.withdrawn]
    sections = (
        Section("Brouillons", tuple(_drafts(shown))),
        Section("Sous embargo", tuple(_embargoed(shown, now))),
        Section(
            f"Alertes ouvertes depuis plus de {counted(open_days, 'jour')}",
            tuple(_old(shown, now, open_days)),
        ),
        Section("Échéances", tuple(_deadlines(shown, paris_day(now), near_days))),
        Section("Exploitées depuis leur parution", tuple(exploited)),
        Section(
            "Sources changées depuis",
            tuple(
                f"{notice} : {source} (« cyberveille refresh {notice} »)"
                for source, notice in waiting.items()
            ),
        ),
    )
    return tuple(section for section in sections if section.lines)


def _drafts(headlines: Iterable[Headline]) -> Iterator[str]:
    for item in sorted((item for item in headlines if item.draft), key=lambda item: item.id):
        yield f"{item.id} : {item.title}"


def _embargoed(headlines: Iterable[Headline], now: datetime) -> Iterator[str]:
    later = (item for item in headlines if not item.draft and item.published > now)
    for item in sorted(later, key=attrgetter("place")):
        yield f"{item.id} jusqu’au {datetime_fr(item.published)} : {item.title}"


def _old(headlines: Iterable[Headline], now: datetime, days: int) -> Iterator[str]:
    limit = now - timedelta(days=days)
    old = (item for item in headlines if item.active and not item.draft and item.published < limit)
    for item in sorted(old, key=attrgetter("place")):
        since = counted((now - item.published).days, "jour")
        yield f"{item.id} depuis {since} : {item.title}"


def _deadlines(headlines: Iterable[Headline], today: date, days: int) -> Iterator[str]:
    """Of notices that have appeared, the nearest first."""
    reach = timedelta(days=days)
    found = []
    for item in headlines:
        if item.draft:
            continue
        for words, day in (("", item.deadline), (", systèmes exposés", item.exposed_deadline)):
            if day is not None and abs(day - today) <= reach:
                found.append((day, item.id, f"{item.id}{words} : {_when(day, today)}, {item.title}"))
    yield from (line for *_, line in sorted(found))


def _when(day: date, today: date) -> str:
    if day == today:
        return f"aujourd’hui, {date_fr(day)}"
    return f"{'passée le' if day < today else 'le'} {date_fr(day)}"
