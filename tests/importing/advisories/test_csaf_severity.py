"""What CSAF documents say of exploitation and of severity besides vectors."""

import pytest
from tests.importing.advisories.made import VECTOR, document, doubts, facts, weakness


def _status(details: str) -> dict[str, object]:
    return {"threats": [{"category": "exploit_status", "details": details}]}


def _decision(key: str, values: object) -> dict[str, object]:
    selection = {"namespace": "ssvc", "name": "Exploitation", "values": values}
    return {"metrics": [{"content": {key: {"selections": [selection]}}}]}


@pytest.mark.parametrize(
    ("changes", "exploited", "told"),
    [
        (_status("CISA: https://www.cisa.gov/known-exploited-vulnerabilities-catalog"), True, ""),
        (_status("Publicly Disclosed:No;Exploited:Yes"), True, ""),
        (_status("Publicly Disclosed:No;Exploited:No"), False, ""),
        (_status("Attacks were seen."), False, "exploitation : la source dit « Attacks were seen »"),
        (_decision("ssvc_v1", ["Active"]), True, ""),
        (_decision("ssvc_v2", [{"name": "Active", "key": "A"}]), True, ""),
        (_decision("ssvc_v2", [{"name": "Public PoC", "key": "P"}]), False, "un exemple d’exploitation"),
        (_decision("ssvc_v1", "Active"), False, ""),
        ({"metrics": [{"content": {"qualitative_severity_rating": "high"}}]}, False, "« high », sans score"),
    ],
)
def test_exploitation_is_taken_or_told(changes: dict[str, object], exploited: bool, told: str) -> None:
    """By a catalogue that a threat names, by a decision (SSVC); words of the source are for an editor."""
    made = weakness(**{"threats": [], "metrics": []} | changes)
    assert facts(made).weaknesses[0].exploited is exploited
    assert told in doubts(made)
    assert ("exploitation" in doubts(made)) == ("exploitation" in told)


def test_a_score_without_vector_is_told() -> None:
    """It is of no use to a notice."""
    made = weakness(scores=[{"cvss_v3": {"version": "3.1", "baseScore": 9.8}}])
    assert "un score CVSS de 9,8, sans vecteur." in doubts(made)


def test_the_severity_that_a_publisher_states_is_told() -> None:
    """In its own words, which are on no common scale."""
    assert "la source dit la gravité « Important »" in doubts(
        document(aggregate_severity={"text": "Important"})
    )


def test_a_vector_in_the_address_of_a_calculator_is_told() -> None:
    """CSAF 2.0 has no place for those of version 4.0; some contradict the score."""
    base = "https://www.first.org/cvss/calculator/"
    links = [{"url": f"{base}3.1#{VECTOR}"}, {"url": f"{base}4.0#CVSS:4.0/AV:N/AC:L"}]
    scores = [{"cvss_v3": {"version": "3.1", "vectorString": VECTOR}}]
    said = doubts(weakness(references=links, scores=scores))
    assert "des adresses de la source portent d’autres vecteurs : CVSS:4.0/AV:N/AC:L." in said
    assert "portent d’autres" not in doubts(weakness(references=links[:1], scores=scores))
