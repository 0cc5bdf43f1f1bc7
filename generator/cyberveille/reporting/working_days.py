"""Working days in metropolitan France: Monday to Friday, but for the public holidays."""

import functools
from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

_SATURDAY = 5


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (Meeus, Jones and Butcher)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leap, left = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap - correction + 15) % 30
    fourth, years = divmod(rest, 4)
    weekday = (32 + 2 * left + 2 * fourth - epact - years) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


@functools.cache
def holidays(year: int) -> Mapping[date, str]:
    """The eleven public holidays of a year, by day (code du travail, article L. 3133-1)."""
    sunday = easter(year)
    return MappingProxyType(
        {
            date(year, 1, 1): "jour de l’An",
            sunday + timedelta(days=1): "lundi de Pâques",
            date(year, 5, 1): "fête du Travail",
            date(year, 5, 8): "victoire de 1945",
            sunday + timedelta(days=39): "Ascension",
            sunday + timedelta(days=50): "lundi de Pentecôte",
            date(year, 7, 14): "fête nationale",
            date(year, 8, 15): "Assomption",
            date(year, 11, 1): "Toussaint",
            date(year, 11, 11): "armistice de 1918",
            date(year, 12, 25): "Noël",
        }
    )


def is_working_day(day: date) -> bool:
    """`day` is a day in Paris."""
    return day.weekday() < _SATURDAY and day not in holidays(day.year)
