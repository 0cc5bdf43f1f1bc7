"""Deadlines as French sentences give them: « avant le 30 novembre », « sous 48 heures », « fin mai »."""

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from cyberveille.locale import MONTHS

_MONTHS = {name: number for number, name in enumerate(MONTHS, 1)} | {
    "janv": 1, "fevrier": 2, "févr": 2, "fév": 2, "avr": 4, "juil": 7, "aout": 8, "sept": 9, "oct": 10,
    "nov": 11, "decembre": 12, "déc": 12,
}  # fmt: skip
_NUMBERS = {"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8,
            "dix": 10, "quinze": 15, "trente": 30}  # fmt: skip
_S = "[ \u00a0\u202f]"
_MONTH = "|".join(sorted(map(re.escape, _MONTHS), key=len, reverse=True))
_BEFORE = (
    rf"(?:avant{_S}|d[’']ici{_S}(?:à{_S}|au{_S})?|au{_S}plus{_S}tard{_S}|jusqu[’']au{_S}|pour{_S}"
    rf"|échéance{_S}?:?{_S}(?:du{_S}|au{_S})?)"
)
_WEEKDAY = "(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)[ \u00a0])?"
_IN_LETTERS = re.compile(
    rf"{_BEFORE}(?:le{_S})?{_WEEKDAY}(?P<day>\d{{1,2}})(?:er)?{_S}(?P<month>{_MONTH})\b\.?(?:{_S}(?P<year>20\d\d))?",
    re.IGNORECASE,
)
_IN_FIGURES = re.compile(
    rf"{_BEFORE}(?:le{_S})?{_WEEKDAY}(?:(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})(?:/(?P<year>20\d\d))?(?![\d/])"
    r"|(?P<iso>20\d\d-\d\d-\d\d))",
    re.IGNORECASE,
)
_END = re.compile(
    rf"{_BEFORE}(?:la{_S})?fin{_S}(?P<month>{_MONTH})\b(?:{_S}(?P<year>20\d\d))?", re.IGNORECASE
)
_WITHIN = re.compile(
    rf"(?:sous|dans{_S}un{_S}délai{_S}de|dans{_S}les){_S}(?P<count>\d{{1,3}}|{'|'.join(_NUMBERS)}){_S}"
    r"(?P<unit>heures|h|jours|semaines|mois)\b",
    re.IGNORECASE,
)
_TELLING = (
    "avant",
    "Avant",
    "ici",
    "tard",
    "usqu",
    "our",
    "chéance",
    "ous ",
    "ous\u00a0",
    "ans ",
    "ans\u00a0",
)
# Besides one of these words, a deadline has a day, the end of a month or a period.
_TIMED = re.compile(rf"\d(?:er)?{_S}(?:{_MONTH})|\d[/-]\d|fin{_S}")
_PERIODS = ("heures", "jours", "semaines", "mois", " h", "\u00a0h", "\u202fh")
_UNITS = {"h": 1 / 24, "heures": 1 / 24, "jours": 1, "semaines": 7, "mois": 30}
_FAR = timedelta(days=180)


class Told(NamedTuple):
    """A deadline in words: the day that they give, and how far off another may be and still be meant."""

    words: str
    day: date
    before: int
    after: int = 0

    def means(self, day: date) -> bool:
        """« Avant le 1er décembre » may be 30 November; « fin janvier » is any of its last days."""
        return -self.before <= (day - self.day).days <= self.after


def deadlines_in(text: str, published: date) -> Iterator[Told]:
    """Each deadline of a text; a day without year is the first after publication, or soon before it.

    `published` is the day, in Paris, from which periods count.
    """
    if not _may_tell(text):
        return
    for match in _IN_LETTERS.finditer(text):
        yield from _day_told(
            match, int(match["day"]), _MONTHS[match["month"].lower()], match["year"], published
        )
    for match in _IN_FIGURES.finditer(text):
        if match["iso"]:
            year, month, day = match["iso"].split("-")
            yield from _day_told(match, int(day), int(month), year, published)
        else:
            yield from _day_told(match, int(match["day"]), int(match["month"]), match["year"], published)
    for match in _END.finditer(text):
        month = _MONTHS[match["month"].lower()]
        year = int(match["year"] or published.year + (month < published.month))
        last = calendar.monthrange(year, month)[1]
        yield Told(match.group(), date(year, month, last), last - 1)
    for match in _WITHIN.finditer(text):
        count = match["count"].lower()
        number = int(count) if count.isdigit() else _NUMBERS[count]
        unit = match["unit"].lower()
        slack = 3 if unit == "mois" else 1
        yield Told(match.group(), published + timedelta(days=round(number * _UNITS[unit])), slack, slack)


def _may_tell(text: str) -> bool:
    """Told in no time of most texts."""
    if not any(word in text for word in _TELLING):
        return False
    lower = text.lower()
    return any(period in lower for period in _PERIODS) or _TIMED.search(lower) is not None


def _day_told(
    match: re.Match[str], day: int, month: int, year: str | None, published: date
) -> Iterator[Told]:
    try:
        told = date(int(year or published.year), month, day)
    except ValueError:
        return
    if year is None and published - told > _FAR:
        told = told.replace(year=told.year + 1)
    yield Told(match.group(), told, 1)
