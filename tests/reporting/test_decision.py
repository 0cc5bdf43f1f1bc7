"""The scheme that comes with the program over a table of incidents."""

import msgspec
import pytest

from cyberveille.model import Vocabularies
from cyberveille.reporting import Answers, Field, Scheme, Terms, asked, decide, settle
from tests.reporting.scenarios import SCENARIOS, Scenario


def test_the_table_is_large_and_names_each_origin(vocabularies: Vocabularies) -> None:
    assert len(SCENARIOS) >= 40
    assert {item.answers["origin"] for item in SCENARIOS} == set(vocabularies.origines.ids)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_what_follows_from_an_incident(
    scenario: Scenario, scheme: Scheme, vocabularies: Vocabularies
) -> None:
    decision = decide(scheme, scenario.known, Terms.of(vocabularies))
    told = {item.recipient.id for item in decision.advice}
    assert scenario.agrees(declare=decision.declare, told=told, sheets=set(decision.documents)), (
        decision.declare,
        told,
        decision.documents,
    )
    assert decision.grade is not None
    assert all(item.reasons for item in decision.advice)


def test_every_answer_is_a_term_of_its_list(vocabularies: Vocabularies) -> None:
    """A scenario with a misspelt term would prove nothing."""
    for scenario in SCENARIOS:
        for field in Field:
            if field.vocabulary is None:
                continue
            value = scenario.answers.get(field.value) or ()
            given = {value} if isinstance(value, str) else set(value)
            assert given <= set(getattr(vocabularies, field.vocabulary).ids), scenario.name


def test_an_answer_to_a_question_no_longer_asked_is_forgotten(
    scheme: Scheme, vocabularies: Vocabularies
) -> None:
    terms = Terms.of(vocabularies)
    degraded = Answers(structure="eps", origin="panne-dpi", care_level="mode-degrade", services=("urgences",))
    assert Field.SERVICES in asked(scheme, degraded, terms)
    calm = msgspec.structs.replace(degraded, care_level="aucun", unknown=(Field.SERVICES,))
    assert Field.SERVICES not in asked(scheme, calm, terms)
    assert settle(scheme, calm, terms).services == ()
    assert settle(scheme, calm, terms).unknown == ()
