"""Whether the cell answers at a given moment; its hours are those of Europe/Paris."""

from datetime import datetime, time, timedelta

from cyberveille.paris import PARIS
from cyberveille.reporting.working_days import is_working_day


def is_open(moment: datetime, opens: time, closes: time) -> bool:
    """Whether `moment`, aware, falls on a working day, from `opens` until just before `closes`."""
    local = moment.astimezone(PARIS)
    return is_working_day(local.date()) and opens <= local.time() < closes


def next_opening(moment: datetime, opens: time, closes: time) -> datetime:
    """`moment` itself while the cell answers; else the next time it does, in Europe/Paris."""
    if is_open(moment, opens, closes):
        return moment
    local = moment.astimezone(PARIS)
    day = local.date()
    if local.time() >= opens or not is_working_day(day):
        day += timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return datetime.combine(day, opens, PARIS)
