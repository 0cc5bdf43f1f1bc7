"""Working days and hours of the cell, in the time of Paris, as the declaration's script tells them."""

import json
from datetime import UTC, date, datetime

import pytest
from dateutil.easter import easter as easter_of_dateutil

from cyberveille.locale import PARIS
from cyberveille.reading.yaml_files import given_country
from tests.reporting.moments import MOMENTS
from tests.scripts import Evaluate

FRANCE = given_country().holidays.told


def _hours(availability: str = "jours-ouvres", holidays: object = FRANCE) -> str:
    """What the page says of a cell that answers from nine to six, as JSON."""
    told = {"opens": 9 * 60, "closes": 18 * 60, "availability": availability, "holidays": holidays}
    return json.dumps(told)


def _days(values: list[int]) -> list[date]:
    return [datetime.fromtimestamp(value / 1000, UTC).date() for value in values]


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def test_whether_the_cell_answers(evaluate: Evaluate) -> None:
    """At the edges of hours, holidays and summer time."""
    moments = json.dumps([_milliseconds(moment) for moment, _ in MOMENTS])
    found = evaluate("hours.js", f"{moments}.map((t) => m.isOpen(new Date(t), {_hours()}))")
    assert found == [open_ for _, open_ in MOMENTS]


def test_easter_agrees_with_an_independent_computation(evaluate: Evaluate) -> None:
    """Dateutil uses another algorithm (Claus Tøndering's)."""
    years = range(1900, 2200)
    found = evaluate("hours.js", f"{json.dumps(list(years))}.map(m.easter)")
    assert _days(found) == [easter_of_dateutil(year) for year in years]


@pytest.mark.parametrize(
    ("year", "off"),
    [
        (2026, "01-01 04-06 05-01 05-08 05-14 05-25 07-14 11-11 12-25"),
        (2008, "01-01 03-24 05-01 05-08 05-12 07-14 08-15 11-11 12-25"),
    ],
)
def test_holidays_that_fall_in_the_week_are_not_worked(evaluate: Evaluate, year: int, off: str) -> None:
    """Those of week-ends change nothing, and two may fall on one day (Ascension, 1 May 2008)."""
    first = _milliseconds(datetime(year, 1, 1, tzinfo=UTC))
    days = f"Array.from({{ length: 365 }}, (_, n) => {first} + n * 86400000)"
    found = _days(evaluate("hours.js", f"{days}.filter((day) => !m.isWorkingDay(day, {json.dumps(FRANCE)}))"))
    assert [f"{day:%m-%d}" for day in found if day.weekday() < 5] == off.split()


def test_when_the_cell_answers_next(evaluate: Evaluate) -> None:
    """The same day before it opens; else the next working day."""
    expected = {
        "2026-11-24T07:00": "2026-11-24",
        "2026-11-24T18:00": "2026-11-25",
        "2026-11-20T18:00": "2026-11-23",
        "2026-04-03T18:00": "2026-04-07",
        "2026-12-24T20:00": "2026-12-28",
        "2027-04-30T19:00": "2027-05-03",
        "2026-03-28T12:00": "2026-03-30",
    }
    asked = [_milliseconds(datetime.fromisoformat(text).replace(tzinfo=PARIS)) for text in expected]
    found = evaluate("hours.js", f"{json.dumps(asked)}.map((t) => m.nextDay(new Date(t), {_hours()}))")
    assert [day.isoformat() for day in _days(found)] == list(expected.values())


@pytest.mark.parametrize(
    ("country", "moment", "answers"),
    [
        ("fr", "2026-04-03T10:00", True),
        ("fr-alsace-moselle", "2026-04-03T10:00", False),
        ("fr-alsace-moselle", "2025-12-26T10:00", False),
        ("be", "2026-07-21T10:00", False),
        ("be", "2026-07-14T10:00", True),
        ("lu", "2026-06-23T10:00", False),
        ("lu", "2026-05-08T10:00", True),
    ],
)
def test_holidays_are_those_of_the_country(
    evaluate: Evaluate, country: str, moment: str, answers: bool
) -> None:
    """Good Friday in Alsace and Moselle, the national days of Belgium and Luxembourg."""
    at = _milliseconds(datetime.fromisoformat(moment).replace(tzinfo=PARIS))
    hours = _hours(holidays=given_country(country).holidays.told)
    assert evaluate("hours.js", f"m.isOpen(new Date({at}), {hours})") is answers


def test_a_cell_may_answer_every_day_or_always(evaluate: Evaluate) -> None:
    """On Sundays and holidays between its hours; or at three in the morning of New Year."""
    sunday, night = (
        _milliseconds(datetime.fromisoformat(text).replace(tzinfo=PARIS))
        for text in ("2026-11-22T10:00", "2027-01-01T03:00")
    )
    asked = f"[{sunday}, {night}].map((t) => m.isOpen(new Date(t), {{}}))"
    for availability, expected in (("tous-les-jours", [True, False]), ("permanente", [True, True])):
        assert evaluate("hours.js", asked.replace("{}", _hours(availability))) == expected
    late = _milliseconds(datetime.fromisoformat("2026-11-21T19:00").replace(tzinfo=PARIS))
    [day] = _days([evaluate("hours.js", f"m.nextDay(new Date({late}), {_hours('tous-les-jours')})")])
    assert day == date(2026, 11, 22)
