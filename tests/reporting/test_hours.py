"""Working days and hours of the cell, in the time of Paris."""

from datetime import UTC, date, datetime, time

import pytest
from dateutil.easter import easter as easter_of_dateutil

from cyberveille.paris import PARIS
from cyberveille.reporting import easter, holidays, is_open, is_working_day, next_opening
from tests.reporting.moments import MOMENTS

OPENS, CLOSES = time(9), time(18)


@pytest.mark.parametrize(("moment", "open_"), MOMENTS, ids=str)
def test_whether_the_cell_answers(moment: datetime, *, open_: bool) -> None:
    assert is_open(moment.astimezone(UTC), OPENS, CLOSES) is open_


def test_easter_agrees_with_an_independent_computation() -> None:
    """Dateutil uses another algorithm (Claus Tøndering's)."""
    assert all(easter(year) == easter_of_dateutil(year) for year in range(1900, 2200))


def test_a_year_has_eleven_holidays_unless_two_fall_on_one_day() -> None:
    assert len(holidays(2026)) == 11
    assert holidays(2008)[date(2008, 5, 1)] == "Ascension"
    assert len(holidays(2008)) == 10


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        ("2026-11-24T12:00", "2026-11-24T12:00"),
        ("2026-11-24T07:00", "2026-11-24T09:00"),
        ("2026-11-24T18:00", "2026-11-25T09:00"),
        ("2026-11-20T18:00", "2026-11-23T09:00"),
        ("2026-04-03T18:00", "2026-04-07T09:00"),
        ("2026-12-24T20:00", "2026-12-28T09:00"),
        ("2027-04-30T19:00", "2027-05-03T09:00"),
        ("2026-03-28T12:00", "2026-03-30T09:00"),
    ],
)
def test_when_the_cell_answers_next(moment: str, opening: str) -> None:
    asked, expected = (datetime.fromisoformat(text).replace(tzinfo=PARIS) for text in (moment, opening))
    found = next_opening(asked, OPENS, CLOSES)
    assert found == expected
    assert is_working_day(found.date())
