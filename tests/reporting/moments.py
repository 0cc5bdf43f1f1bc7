"""Moments around the edges of working hours, and whether the cell answers then."""

from datetime import datetime

from cyberveille.locale import PARIS

_MOMENTS = """
2026-11-24 08:59 closed    Tuesday, before nine
2026-11-24 09:00 open
2026-11-24 17:59 open
2026-11-24 18:00 closed
2026-11-21 10:00 closed    Saturday
2026-11-22 10:00 closed    Sunday
2026-04-06 10:00 closed    Easter Monday
2026-04-07 10:00 open      the day after
2026-04-03 10:00 open      Good Friday is worked
2024-04-01 10:00 closed    Easter Monday, 1 April
2026-05-01 10:00 closed    Friday, fête du Travail
2026-05-08 10:00 closed    Friday, 1945
2026-05-14 10:00 closed    Ascension
2026-05-15 10:00 open
2026-05-25 10:00 closed    Whit Monday
2026-07-14 10:00 closed
2027-07-14 10:00 closed
2026-11-11 10:00 closed
2026-12-24 17:59 open      Christmas Eve, a Thursday
2026-12-25 10:00 closed
2027-01-01 10:00 closed
2026-12-31 17:59 open
2026-03-27 17:59 open      Friday before summer time
2026-03-30 09:00 open      Monday after it: 07:00 UTC
2026-03-30 08:59 closed
2026-10-23 17:59 open
2026-10-26 09:00 open      Monday after winter time: 08:00 UTC
2026-10-26 18:00 closed
2026-10-26 17:59 open
"""
MOMENTS = tuple(
    (datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=PARIS), state == "open")
    for day, hour, state, *_ in (line.split() for line in _MOMENTS.strip().splitlines())
)
