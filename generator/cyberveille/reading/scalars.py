"""One scalar of a header, from text to value, or the fault that stands in the way."""

import difflib
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from enum import Enum

from cyberveille.expressions import expression
from cyberveille.locale import PARIS
from cyberveille.reading.faults import Fault
from cyberveille.signs import ALIKE, SPACE, named

Problem = tuple[Fault, str, str]
"""Fault, message, hint."""

_DAY = expression(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = expression(r"[0-9]{2}:[0-9]{2}")
_MOMENT = expression(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ](?P<time>[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?)"
    r"(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})?"
)
_ODD = expression(f"{SPACE.pattern}|{ALIKE.pattern}|[“”„«»‘’]")
_LAST_MINUTE = 59
# From Baker Island to Kiribati; RFC 3339 (4.3) keeps « -00:00 » for a time whose zone is not known.
_OFFSETS = range(-12 * 60, 14 * 60 + 1)
_ELSEWHERE = frozenset(
    {
        "+00:00",
        "-10:00",
        "-09:30",
        "-09:00",
        "-04:00",
        "-03:00",
        "+03:00",
        "+04:00",
        "+05:00",
        "+11:00",
    }
    | {"+12:00"}
)
"""UTC, and the offsets of French territories from the Pacific to Kerguelen.

-02:00, the summer of Saint-Pierre, is left out: it is the commonest slip for +02:00.
"""
_CERTAIN = {
    "+01:00": frozenset({"01", "02", "11", "12"}),
    "+02:00": frozenset({"04", "05", "06", "07", "08", "09"}),
}
"""Months in which an offset is that of Paris from the first day to the last."""
_DIGITS = 9
_YEARS = range(1970, 2200)
_ZONE_HINT = "Ajoutez +01:00 (heure d’hiver) ou +02:00 (heure d’été)."
_MOMENT_HINT = "Écrivez par exemple 2026-11-23T09:30:00+01:00."


def nearest(word: str, known: Iterable[str]) -> str:
    """A sentence that proposes the nearest valid word; the list itself when none is near."""
    candidates = list(known)
    folded = {candidate.casefold(): candidate for candidate in candidates}
    near = difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    if near:
        return f"Vouliez-vous dire « {folded[near[0]]} » ?"
    return "Valeurs possibles : " + ", ".join(candidates) + "."


def read_boolean(text: str) -> bool | Problem:
    if text in {"true", "false"}:
        return text == "true"
    return Fault.WRONG_VALUE, f"« {text} » n’est ni true ni false.", "Écrivez true ou false."


def read_integer(text: str) -> int | Problem:
    if text.isascii() and text.isdigit() and len(text) <= _DIGITS:
        return int(text)
    return (
        Fault.WRONG_TYPE,
        f"« {text} » n’est pas un nombre entier.",
        "Écrivez des chiffres seulement.",
    )


def read_enum(text: str, kind: type[Enum]) -> Enum | Problem:
    try:
        return kind(text)
    except ValueError:
        values = [str(member.value) for member in kind]
        return Fault.WRONG_VALUE, f"« {text} » n’est pas une valeur connue.", nearest(text, values)


def read_day(text: str) -> date | Problem:
    if not _DAY.fullmatch(text):
        return Fault.DATE, f"« {text} » n’est pas un jour.", "Écrivez par exemple 2026-11-30."
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return Fault.DATE, f"Le {text} n’existe pas.", "Vérifiez le mois et le jour."
    return day if day.year in _YEARS else _improbable(day.year)


def read_time(text: str) -> time | Problem:
    """A time of day to the minute, without zone: the key says which."""
    try:
        return time.fromisoformat(text) if _TIME.fullmatch(text) else _no_time(text)
    except ValueError:
        return _no_time(text)


def _no_time(text: str) -> Problem:
    return Fault.DATE, f"« {text} » n’est pas une heure.", "Écrivez par exemple 09:00."


def read_moment(text: str) -> datetime | Problem:
    """A date and time with its zone, normalised to UTC: the same instant is the same value everywhere."""
    match = _MOMENT.fullmatch(text)
    if not match:
        if _DAY.fullmatch(text):
            return Fault.DATE, f"« {text} » n’a pas d’heure.", _MOMENT_HINT
        return Fault.DATE, f"« {text} » n’est pas une date.", _MOMENT_HINT
    zone = match["zone"]
    if not zone:
        return Fault.ZONE, f"« {text} » n’a pas de fuseau horaire.", _ZONE_HINT
    if zone != "Z" and not _is_offset(zone):
        return Fault.DATE, f"« {text} » : aucun fuseau horaire n’est à {zone}.", _ZONE_HINT
    try:
        # Later versions of Python read 24:00 as the next day: here it is a slip, as everywhere else.
        moment = datetime.fromisoformat(text) if match["time"] < "24" else None
        if moment is not None:
            return moment.astimezone(UTC) if moment.year in _YEARS else _improbable(moment.year)
    except (ValueError, OverflowError):
        pass
    return Fault.DATE, f"« {text} » n’existe pas.", "Vérifiez le jour, l’heure et le fuseau."


def told(key: str, text: str, problem: Problem) -> tuple[str, str]:
    """The message and the hint; a sign that passes for another is named, since the value would look right."""
    odd = None if text.isascii() else _ODD.search(text.strip(" "))
    if odd is None:
        return f"{key} : {problem[1]}", problem[2]
    sign = f"{named(odd.group())}, au rang {odd.start() + 1}"
    return f"{key} : « {text.strip()} » contient un signe qui passe pour un autre : {sign}.", problem[2]


def doubtful_offset(text: str) -> tuple[str, str] | None:
    """What is doubtful in the offset of a moment that could be read, and how to mend it; None most often.

    UTC and the offsets of the overseas territories are nobody's slip. In the hour that comes twice, both
    offsets of Paris are right; in the one that does not come, neither is.
    """
    zone, month = text[-6:], text[5:7]
    if text.endswith("Z") or zone in _ELSEWHERE or month in _CERTAIN.get(zone, ()):
        return None
    local = datetime.fromisoformat(text[:-6])
    offsets = {local.replace(tzinfo=PARIS, fold=fold).strftime("%z") for fold in (0, 1)}
    there = datetime.fromisoformat(text).astimezone(PARIS)
    if zone.replace(":", "") in offsets:
        if len(offsets) == 1 or there.replace(tzinfo=None) == local:
            return None
        never = f"à Paris, il n’est jamais {local:%H:%M} ce jour-là"
        return (
            f"{never} : il y sera {there:%H:%M}, le {there:%d/%m/%Y}.",
            f"Écrivez {there.isoformat()} si c’est l’heure voulue.",
        )
    right = min(offsets)
    right = f"{right[:3]}:{right[3:]}"
    return (
        f"ce jour-là, Paris est à {right}, non à {zone} : il y sera {there:%H:%M}, le {there:%d/%m/%Y}.",
        f"Écrivez {text[:-6]}{right} si c’est l’heure de Paris.",
    )


def _is_offset(zone: str) -> bool:
    """Whether somebody lives by that offset from UTC; `fromisoformat` would read +01:60 as +02:00."""
    hours, minutes = int(zone[1:3]), int(zone[4:])
    offset = (60 * hours + minutes) * (-1 if zone.startswith("-") else 1)
    return minutes <= _LAST_MINUTE and offset in _OFFSETS and zone != "-00:00"


def _improbable(year: int) -> Problem:
    return Fault.DATE, f"L’année {year:04d} est hors de {_YEARS[0]}–{_YEARS[-1]}.", "Vérifiez l’année."
