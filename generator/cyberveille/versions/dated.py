"""Versions that are dates: 2014-09-29, 2023.06, 27/08/2013, 12 mars 2019, July 2018.

A date written with strokes is read day first, as in French; where the other reading is a date too and another
one, nothing is read (ISO 8601 has year, month, day).
"""

from datetime import date

from cyberveille.expressions import expression
from cyberveille.versions.folding import folded
from cyberveille.versions.keyed import Keyed

_MONTHS = (
    ("janvier", "january", "jan"),
    ("fevrier", "february", "feb"),
    ("mars", "march", "mar"),
    ("avril", "april", "apr"),
    ("mai", "may"),
    ("juin", "june", "jun"),
    ("juillet", "july", "jul"),
    ("aout", "august", "aug"),
    ("septembre", "september", "sep"),
    ("octobre", "october", "oct"),
    ("novembre", "november", "nov"),
    ("decembre", "december", "dec"),
)
MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_YEAR_FIRST = expression(r"([0-9]{4})(?:([-./])([0-9]{1,2})(?:\2([0-9]{1,2}))?)?")
_TOGETHER = expression(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})")
_DAY_FIRST = expression(r"([0-9]{1,2})([-./])([0-9]{1,2})\2([0-9]{4})")
_NAMED = expression(r"(?:([0-9]{1,2})(?:er)? )?([a-z]{3,9})\.? ([0-9]{4})")
_LONGEST = 40


def dated(text: str) -> Keyed | None:
    """A day, a month or a year; two dates of which one holds the other compare by their first days."""
    plain = " ".join(folded(text[: _LONGEST + 1]).split())
    if len(plain) > _LONGEST:
        return None
    if found := _TOGETHER.fullmatch(plain):
        return _date(*found.groups())
    if found := _YEAR_FIRST.fullmatch(plain):
        return _date(found[1], found[3], found[4])
    if found := _DAY_FIRST.fullmatch(plain):
        day, month = found[1], found[3]
        other = _date(found[4], day, month)
        read = _date(found[4], month, day)
        return read if other is None or other == read else None
    if (found := _NAMED.fullmatch(plain)) and (month_number := MONTHS.get(found[2])):
        return _date(found[3], str(month_number), found[1])
    return None


def _date(year: str, month: str | None, day: str | None) -> Keyed | None:
    parts = tuple(int(part) for part in (year, month, day) if part is not None)
    try:
        date(*parts, *(1,) * (3 - len(parts)))
    except ValueError:
        return None
    return Keyed(parts, parts)
