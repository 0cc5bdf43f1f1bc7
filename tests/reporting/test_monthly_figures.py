"""What is counted, and that nothing else of a declaration is."""

from datetime import UTC, datetime, timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from cyberveille.reporting import Declaration, Figure, Format, figures, figures_csv, last_states

FIRST = datetime(2026, 10, 31, 22, 30, tzinfo=UTC)


def _declaration(**changed: object) -> Declaration:
    plain = Declaration(
        format=Format.DECLARATION_1,
        id="0123456789",
        declared=FIRST,
        structure="eps",
        origin="rancongiciel",
        care_level="interruption",
    )
    return msgspec.structs.replace(plain, **changed)


def test_an_incident_counts_once_in_the_month_of_its_first_declaration_with_its_last_state() -> None:
    """22:30 UTC on 31 October is still October in Paris, in winter time."""
    completed = _declaration(declared=FIRST + timedelta(days=3), origin="intrusion")
    assert figures([completed, _declaration()]) == (Figure("2026-10", "eps", "intrusion", "interruption", 1),)
    assert last_states([completed, _declaration()]) == (completed,)


def test_midnight_is_that_of_paris() -> None:
    assert figures([_declaration(declared=FIRST + timedelta(hours=1))])[0].period == "2026-11"


def test_an_incident_whose_effect_on_care_is_unknown_waits() -> None:
    assert figures([_declaration(care_level=None)]) == ()


@given(words=st.text(min_size=12, max_size=40), name=st.text(min_size=12, max_size=40))
def test_nothing_that_people_wrote_is_in_the_figures(words: str, name: str) -> None:
    told = _declaration(
        description=words,
        structure_name=name,
        contact_name=name,
        contact_phone=name,
        contact_email=name,
        measures_taken=words,
        help_wanted=words,
        department="75",
        services=("urgences",),
    )
    assert figures_csv(figures([told])) == figures_csv(figures([_declaration()]))
