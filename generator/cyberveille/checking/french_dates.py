"""Deadlines as French sentences give them: « avant le 30 novembre », « sous 48 heures », « fin mai »."""

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from cyberveille.expressions import expression
from cyberveille.locale import MONTHS

_MONTHS = {name: number for number, name in enumerate(MONTHS, 1)} | {
    "janv": 1, "fevrier": 2, "févr": 2, "fév": 2, "avr": 4, "juil": 7, "aout": 8, "sept": 9, "oct": 10,
    "nov": 11, "decembre": 12, "déc": 12,
}  # fmt: skip
_NUMBERS = {"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8,
            "dix": 10, "quinze": 15, "quinzaine": 15, "trente": 30}  # fmt: skip
_S = "[ \u00a0\u202f]"
_MONTH = "|".join(sorted(map(re.escape, _MONTHS), key=len, reverse=True))
_BEFORE = (
    rf"(?:avant{_S}|d[’']ici{_S}(?:à{_S}|au{_S})?|au{_S}plus{_S}tard{_S}|jusqu[’']au{_S}|pour{_S}"
    rf"|échéance{_S}?:?{_S}(?:du{_S}|au{_S})?)"
)
_WEEKDAY = "(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)[ \u00a0])?"
_LETTERS = rf"(?P<day>\d{{1,2}}|premier)(?:{_S}?er)?{_S}(?P<month>{_MONTH})\b\.?(?:{_S}(?P<year>20\d\d))?"
_IN_LETTERS = expression(rf"{_BEFORE}(?:le{_S})?{_WEEKDAY}{_LETTERS}", re.IGNORECASE)
_LATEST = expression(rf"\ble{_S}{_WEEKDAY}{_LETTERS}{_S}au{_S}plus{_S}tard\b", re.IGNORECASE)
_LATEST_IN_FIGURES = expression(
    rf"\ble{_S}{_WEEKDAY}(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})(?:/(?P<year>(?:20)?\d\d))?{_S}au{_S}plus{_S}tard\b",
    re.IGNORECASE,
)
_IN_FIGURES = expression(
    rf"{_BEFORE}(?:le{_S})?{_WEEKDAY}(?:(?P<day>\d{{1,2}})(?P<sign>[/.-])(?P<month>\d{{1,2}})"
    r"(?:(?P=sign)(?P<year>(?:20)?\d\d)|(?<=/\d)|(?<=/\d\d))(?![\d/])|(?P<iso>20\d\d-\d\d-\d\d))",
    re.IGNORECASE,
)
_PART = expression(
    rf"(?:{_BEFORE}(?:la{_S}|le{_S})?(?P<part>fin|début|mi)[ \u00a0-]|avant{_S})(?P<month>{_MONTH})\b"
    rf"(?:{_S}(?P<year>20\d\d))?",
    re.IGNORECASE,
)
_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(_NUMBERS)})"
_UNIT = rf"{_S}?(?P<unit>heures?|h|jours?|j|semaines?|mois)\b(?P<worked>{_S}ouvr(?:é|able)s?)?"
_WITHIN = expression(
    rf"(?:sous|dans{_S}un{_S}délai{_S}d[e’'] ?|dans{_S}les|d[’']ici){_S}?{_COUNT}(?:{_UNIT}|(?<=quinzaine))"
    r"|\bJ\+(?P<days>\d{1,3})\b",
    re.IGNORECASE,
)
# What was made before a day is no deadline; what is to be made is.
_MADE = expression(r"(?P<verb>\S+)\s+\w+(?:é|ée|és|ées)\s+$")
_TO_BE = frozenset({"être", "sera", "seront", "soit", "soient"})
_TELLING = ("avant", "ici", "tard", "usqu", "our", "chéance", "ous ", "ous\u00a0", "ans ", "ans\u00a0", "j+")
# Besides one of these words, a deadline has a day, the end of a month or a period.
_TIMED = expression(
    rf"\d(?:{_S}?er)?{_S}(?:{_MONTH})|\d[/.-]\d|(?:fin|début|premier|avant){_S}|mi-|\d{_S}?[hj]\b|j\+\d"
)
_PERIODS = ("heure", "jour", "semaine", "mois", "quinzaine")
_UNITS = {"h": 1 / 24, "heure": 1 / 24, "j": 1, "jour": 1, "semaine": 7, "mois": 30}
_WORKED = 7 / 5
_PARTS = {"début": (1, 10), "mi": (10, 20)}
_FAR = timedelta(days=180)


class WrittenDeadline(NamedTuple):
    """A deadline in words: the day that they give, and how far off another may be and still be meant."""

    words: str
    day: date
    before: int
    after: int = 0

    def means(self, day: date) -> bool:
        """« Avant le 1er décembre » may be 30 November; « fin janvier » is any of its last days."""
        return -self.before <= (day - self.day).days <= self.after


def deadlines_in(text: str, published: date) -> Iterator[WrittenDeadline]:
    """Each deadline of a text; a day without year is the first after publication, or soon before it.

    `published` is the day, in Paris, from which periods count.
    """
    if not _may_tell(text):
        return
    for pattern in (_IN_LETTERS, _LATEST):
        for match in pattern.finditer(text):
            if not _is_told_of(text, match):
                day = 1 if match["day"].lower() == "premier" else int(match["day"])
                yield from _day_told(match, day, _MONTHS[match["month"].lower()], match["year"], published)
    for pattern in (_IN_FIGURES, _LATEST_IN_FIGURES):
        for match in pattern.finditer(text):
            if not _is_told_of(text, match):
                yield from _in_figures(match, published)
    for match in _PART.finditer(text):
        yield _part_told(match, published)
    for match in _WITHIN.finditer(text):
        yield _within(match, published)


def _is_told_of(text: str, match: re.Match[str]) -> bool:
    """Whether what stands before says what was made by then: « les comptes créés avant le 12 mars »."""
    made = _MADE.search(text, max(0, match.start() - 60), match.start())
    return made is not None and made["verb"].lower() not in _TO_BE


def _in_figures(match: re.Match[str], published: date) -> Iterator[WrittenDeadline]:
    found = match.groupdict()
    if found.get("iso"):
        year, month, day = found["iso"].split("-")
    else:
        day, month, year = found["day"], found["month"], found["year"]
    full = f"20{year}" if year and len(year) == 2 else year  # noqa: PLR2004 - two figures of a year
    yield from _day_told(match, int(day), int(month), full, published)


def _part_told(match: re.Match[str], published: date) -> WrittenDeadline:
    """« Fin mai » is any of its last days, « avant mai » any of the month before."""
    month = _MONTHS[match["month"].lower()]
    year = int(match["year"] or published.year + (month < published.month))
    part = (match["part"] or "").lower()
    if part == "fin":
        last = calendar.monthrange(year, month)[1]
        return WrittenDeadline(_words(match), date(year, month, last), last - 1)
    first, last = _PARTS.get(part, (1, 1))
    return WrittenDeadline(_words(match), date(year, month, last), last - first if part else 31)


def _within(match: re.Match[str], published: date) -> WrittenDeadline:
    if match["days"]:
        return WrittenDeadline(_words(match), published + timedelta(days=int(match["days"])), 1, 1)
    count, unit = match["count"].lower(), (match["unit"] or "jour").lower()
    number = int(count) if count.isdigit() else _NUMBERS[count]
    length = _UNITS.get(unit) or _UNITS[unit.removesuffix("s")]
    if match["worked"]:
        length *= _WORKED
    slack = 3 if unit == "mois" or match["worked"] else 1
    return WrittenDeadline(_words(match), published + timedelta(days=round(number * length)), slack, slack)


def _words(match: re.Match[str]) -> str:
    return match.group().rstrip(" .")


def _may_tell(text: str) -> bool:
    """Told in no time of most texts."""
    lower = text.lower()
    if not any(word in lower for word in _TELLING):
        return False
    return any(period in lower for period in _PERIODS) or _TIMED.search(lower) is not None


def _day_told(
    match: re.Match[str], day: int, month: int, year: str | None, published: date
) -> Iterator[WrittenDeadline]:
    try:
        told = date(int(year or published.year), month, day)
    except ValueError:
        return
    if year is None and published - told > _FAR:
        told = told.replace(year=told.year + 1)
    yield WrittenDeadline(_words(match), told, 1)
