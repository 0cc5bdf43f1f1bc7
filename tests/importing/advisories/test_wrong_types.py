"""Values of another type than their form has, in CSAF documents and CVE records."""

import json

import pytest
from tests.importing.advisories.made import (
    VECTOR,
    affected,
    document,
    doubts,
    facts,
    lines,
    weakness,
    with_products,
)

from cyberveille.importing import RecordError, json_record

VERSION = "product_version"


def test_a_value_of_a_wrong_type_is_mended_or_left_and_told() -> None:
    """A number in quotes, a version without any; what nothing can be made of costs itself alone."""
    scores = [{"cvss_v3": {"version": 3.1, "vectorString": VECTOR, "baseScore": "9,8"}}]
    made = weakness(scores=scores, notes="x", threats=[["y"]], references=[{"url": 1}, "z"])
    found = facts(made)
    assert found.weaknesses[0].vectors == (VECTOR,)
    assert "Champ « vulnerabilities[0].notes » : texte au lieu de liste." in doubts(made)
    assert "baseScore" not in doubts(made)


def test_digits_of_a_version_without_quotes_are_kept() -> None:
    """2.10 is not 2.1."""
    made = with_products(("A", VERSION, "dix"), known_affected=["A"])
    data = json.dumps(made).replace('"dix"', "2.10").encode()
    assert [item.affected for item in facts(data).products] == ["2.10"]


def test_who_may_read_a_document_is_never_left() -> None:
    """A marking that cannot be read refuses the document, as does one that is of another form throughout."""
    with pytest.raises(RecordError, match="tlp"):
        facts(document(distribution={"tlp": "RED"}))
    with pytest.raises(RecordError, match="threats"):
        facts(weakness(threats=[1] * 40))


def test_a_bound_without_quotes_is_a_bound() -> None:
    """In a CVE record, too; a list that is none leaves its product told."""
    made = affected({"version": 1, "lessThan": 3, "status": "affected"})
    assert lines(made) == [(">= 1, < 3", "3")]
    made["containers"]["cna"]["affected"][0]["versions"] = "1.0"
    assert "containers.cna.affected[0].versions" in doubts(made)


def test_what_a_source_quotes_throughout_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many values err alike: the record is not begun again for each of them."""
    rounds: list[str] = []
    place = json_record._place

    def counted(message: str) -> tuple[str, str]:
        rounds.append(message)
        return place(message)

    monkeypatch.setattr(json_record, "_place", counted)
    made = weakness()
    one = made["vulnerabilities"][0] | {"scores": [{"cvss_v3": {"vectorString": VECTOR, "baseScore": "9.8"}}]}
    made["vulnerabilities"] = [one | {"cve": f"CVE-2026-{1000 + number}"} for number in range(300)]
    assert len(facts(made).weaknesses) == 300
    assert len(rounds) == 1


def test_a_number_that_is_none_refuses_a_record_in_words() -> None:
    made = json.dumps(weakness(scores=[{"cvss_v3": {"vectorString": VECTOR, "baseScore": "dix"}}]))
    with pytest.raises(RecordError, match="JSON"):
        facts(made.replace('"dix"', "1e99999999999999999999").encode())
