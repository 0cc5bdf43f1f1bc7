"""Moments as people and machines read them here: with the offset of Europe/Paris."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def paris(moment: datetime) -> datetime:
    """The same moment with the offset in force in Paris, to the second."""
    return moment.astimezone(PARIS).replace(microsecond=0)


def paris_day(moment: datetime) -> date:
    """The day it is in Paris at an aware moment."""
    return moment.astimezone(PARIS).date()
