"""Dates as French readers write them, and as machines do; times are shown in Europe/Paris."""

from datetime import UTC, date, datetime
from functools import lru_cache

from cyberveille.locale.paris import PARIS
from cyberveille.locale.typography import NBSP

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
SHORT_MONTHS = (
    "janv.", "févr.", "mars", "avr.", "mai", "juin",
    "juil.", "août", "sept.", "oct.", "nov.", "déc.",
)  # fmt: skip

_remembered = lru_cache(maxsize=4096)
"""A notice tells its dates several times over, and its neighbours in lists tell the same ones."""


def _day(when: date) -> date:
    return when.astimezone(PARIS).date() if isinstance(when, datetime) else when


@_remembered
def date_fr(when: date) -> str:
    """« 23 novembre 2026 », the first of a month being « 1er »."""
    day = _day(when)
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number}{NBSP}{MONTHS[day.month - 1]} {day.year}"


@_remembered
def short_date(when: date) -> str:
    """« 23 nov. 2026 », for rows."""
    day = _day(when)
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number}{NBSP}{SHORT_MONTHS[day.month - 1]}{NBSP}{day.year}"


def time_fr(when: datetime) -> str:
    """« 9 h 30 », « 9 h »."""
    local = when.astimezone(PARIS)
    minutes = f"{NBSP}{local.minute:02d}" if local.minute else ""
    return f"{local.hour}{NBSP}h{minutes}"


@_remembered
def datetime_fr(when: datetime) -> str:
    """« 23 novembre 2026, 9 h 30 »; the day alone at midnight: what says no hour is not at « 0 h »."""
    local = when.astimezone(PARIS)
    hourless = not (local.hour or local.minute or local.second)
    return date_fr(when) if hourless else f"{date_fr(when)}, {time_fr(when)}"


@_remembered
def iso(when: datetime) -> str:
    """RFC 3339 with the offset of Paris, to the second."""
    return when.astimezone(PARIS).isoformat(timespec="seconds")


def day_iso(when: date) -> str:
    return _day(when).isoformat()


def utc_iso(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
