"""How French is written, and what time it is in Paris."""

from cyberveille.locale.dates import (
    MONTHS,
    SHORT_MONTHS,
    date_fr,
    datetime_fr,
    day_iso,
    iso,
    short_date,
    time_fr,
    utc_iso,
)
from cyberveille.locale.numbers import counted, few, number_fr, size_fr
from cyberveille.locale.paris import PARIS, paris, paris_day
from cyberveille.locale.typography import NBSP, NNBSP, french, french_html

__all__ = [
    "MONTHS",
    "NBSP",
    "NNBSP",
    "PARIS",
    "SHORT_MONTHS",
    "counted",
    "date_fr",
    "datetime_fr",
    "day_iso",
    "few",
    "french",
    "french_html",
    "iso",
    "number_fr",
    "paris",
    "paris_day",
    "short_date",
    "size_fr",
    "time_fr",
    "utc_iso",
]
