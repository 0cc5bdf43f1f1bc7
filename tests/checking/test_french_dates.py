"""Deadlines in words are read as French writes them, and compared with those of the header."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.exploring import examples

from cyberveille.checking.french_dates import deadlines_in
from cyberveille.locale import SHORT_MONTHS, date_fr

PUBLISHED = date(2026, 11, 23)
BEFORE = [
    "avant le",
    "d’ici le",
    "d'ici au",
    "au plus tard le",
    "jusqu’au",
    "pour le",
    "Échéance : le",
    "avant lundi",
]


def _written(day: date) -> list[str]:
    short = SHORT_MONTHS[day.month - 1]
    return [
        date_fr(day),
        date_fr(day).rpartition(" ")[0],
        f"{day.day} {short} {day.year}",
        f"{day:%d/%m/%Y}",
        f"{day.day}/{day.month}",
        day.isoformat(),
    ]


@given(
    day=st.dates(PUBLISHED, PUBLISHED + timedelta(days=170)), before=st.sampled_from(BEFORE), data=st.data()
)
@examples(150)
def test_a_day_is_read_whatever_its_form(day: date, before: str, data: st.DataObject) -> None:
    """In letters, in figures, short, without its year, which is then the first to come."""
    written = data.draw(st.sampled_from(_written(day)))
    [told] = deadlines_in(f"Installer la 4.2.1 {before} {written}.", PUBLISHED)
    assert told.day == day
    assert told.means(day)
    assert told.means(day - timedelta(days=1))
    assert not told.means(day + timedelta(days=1))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("avant fin janvier", date(2027, 1, 29)),
        ("d’ici début décembre", date(2026, 12, 3)),
        ("avant la mi-décembre", date(2026, 12, 15)),
        ("avant décembre", date(2026, 11, 27)),
        ("le 12/12 au plus tard", date(2026, 12, 12)),
        ("le 12 décembre au plus tard", date(2026, 12, 12)),
        ("avant le 12.12.2026", date(2026, 12, 12)),
        ("avant le 12-12-2026", date(2026, 12, 12)),
        ("avant le 12/12/26", date(2026, 12, 12)),
        ("AVANT LE 12 DÉCEMBRE", date(2026, 12, 12)),
        ("avant le premier décembre", date(2026, 12, 1)),
        ("avant le 1 er décembre", date(2026, 12, 1)),
        ("sous 72h", date(2026, 11, 26)),
        ("sous 8 j", date(2026, 12, 1)),
        ("sous une semaine", date(2026, 11, 30)),
        ("sous quinzaine", date(2026, 12, 8)),
        ("sous 5 jours ouvrés", date(2026, 11, 30)),
        ("d’ici deux semaines", date(2026, 12, 7)),
        ("dans un délai d’un mois", date(2026, 12, 23)),
        ("J+15", date(2026, 12, 8)),
        ("doit être installé avant le 12 décembre", date(2026, 12, 12)),
        ("d’ici fin novembre", date(2026, 11, 25)),
        ("avant la fin janvier 2027", date(2027, 1, 31)),
        ("sous 48 heures", date(2026, 11, 25)),
        ("sous huit jours", date(2026, 12, 1)),
        ("dans les 7 jours", date(2026, 11, 30)),
        ("dans un délai de deux semaines", date(2026, 12, 7)),
        ("avant le 1er décembre", date(2026, 11, 30)),
    ],
)
def test_a_period_means_its_last_day(text: str, day: date) -> None:
    """Counted from the publication, in Paris."""
    [told] = deadlines_in(text, PUBLISHED)
    assert told.means(day)
    assert not told.means(day + timedelta(days=40))


@pytest.mark.parametrize(
    "text",
    [
        "publié le 3 novembre",
        "la version du 12/10/2026",
        "avant la 4.2.1",
        "avant le 31 février",
        "sous Linux",
        "les comptes créés avant le 12 décembre",
        "les versions publiées avant le 15 juin 2027",
        "avant le 4.2",
    ],
)
def test_other_dates_are_no_deadlines(text: str) -> None:
    """What is not to be done before a day."""
    assert [*deadlines_in(text, PUBLISHED)] == []
