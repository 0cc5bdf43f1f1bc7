"""CVE records as facts."""

from typing import Any

import pytest
from tests.importing.advisories.made import (
    OTHER_VECTOR,
    VECTOR,
    affected,
    cve_record,
    doubts,
    facts,
    lines,
    sample,
    weakness,
)

from cyberveille.importing import RecordError

_TURN = [{"at": "9.8", "status": "unaffected"}]
_AGAIN = [{"at": "9.8.3", "status": "affected"}, {"at": "9.8.7", "status": "unaffected"}]
Ranges = list[tuple[str | None, str | None]]


def _range(start: str, **end: Any) -> dict[str, Any]:  # noqa: ANN401
    return {"version": start, "status": "affected", "versionType": "custom"} | end


def _spared(start: str, **end: Any) -> dict[str, Any]:  # noqa: ANN401
    return _range(start, **end) | {"status": "unaffected"}


def test_a_record_and_its_other_containers_make_one() -> None:
    """What CISA adds says that it is exploited; a reference names it in the EUVD."""
    found = facts(sample("cve.json"))
    assert (found.reference, found.aliases) == ("CVE-2026-20003", ("EUVD-2026-33333",))
    [weak] = found.weaknesses
    assert weak.exploited
    assert [(item.affected, item.fixed) for item in found.products] == [
        (">= 10.2.0, < 10.2.9", "10.2.9"),
        ("<= 9.8", None),
    ]
    assert found.references[0].title == "Avis de l’éditeur"


@pytest.mark.parametrize(
    ("versions", "default", "expected"),
    [
        ([_range("0", lessThan="4.2")], "unaffected", [("< 4.2", "4.2")]),
        ([_range("0", lessThan="4.2")], "unknown", [("< 4.2", None)]),
        ([_range("0", lessThan="4.2"), _spared("4.2")], "unknown", [("< 4.2", "4.2")]),
        ([_range("unspecified", lessThanOrEqual="4.2 ")], "unaffected", [("<= 4.2", None)]),
        ([_range("3.0", lessThan="*")], "unaffected", [(">= 3.0", None)]),
        ([_range("3.0", lessThanOrEqual="3.*")], "unaffected", [(">= 3.0, <= 3.x", None)]),
        ([_range("*")], "unaffected", [("Toutes versions", None)]),
        ([_range("n/a")], "unaffected", [(None, None)]),
        ([_range(">= 1.0, < 1.2")], "unaffected", [(">= 1.0, < 1.2", None)]),
        ([_range("1.0"), _range("1.1")], "unaffected", [("1.0, 1.1", None)]),
        ([], "affected", [("Toutes versions", None)]),
        ([_spared("4.2", lessThan="*")], "affected", [("< 4.2", "4.2")]),
        ([_spared("1.4")], "affected", [("< 1.4", "1.4"), ("> 1.4", None)]),
        (
            [
                _range("5.1"), _spared("0", lessThan="5.1"), _spared("5.1.20", lessThanOrEqual="5.1.*"),
                _spared("6.6", lessThanOrEqual="*"),
            ],
            "affected",
            [(">= 5.1, < 5.1.20", "5.1.20"), ("> 5.1.x, < 6.6", "6.6")],
        ),
        ([_spared("rouge"), _spared("bleu")], "affected", [("versions, sauf rouge, bleu", None)]),
        ([_range("0", lessThanOrEqual="9.7", changes=_TURN)], "unaffected", [("<= 9.7", "9.8")]),
        ([_range("9.0", lessThan="9.*", changes=_TURN)], "unaffected", [(">= 9.0, < 9.8", "9.8")]),
        ([_spared("1.0")], "unaffected", []),
        ([_range("unspecified", lessThan="next of 5.1")], "unaffected", [("<= 5.1", None)]),
        (
            [_range("9.0", lessThan="9.9", changes=[*_TURN, *_AGAIN])],
            "unaffected",
            [(">= 9.0, < 9.8", "9.8"), (">= 9.8.3, < 9.8.7", "9.8.7")],
        ),
        (
            [_range("9.0", lessThan="9.9", changes=[*_TURN, *_AGAIN[:1]])],
            "unaffected",
            [(">= 9.0, < 9.8", "9.8"), (">= 9.8.3, < 9.9", None)],
        ),
        (
            [_range("9.0", lessThan="9.9", changes=[*_AGAIN[:1], *_TURN])],
            "unaffected",
            [(">= 9.0, < 9.8", "9.8")],
        ),
    ],
)  # fmt: skip
def test_versions_say_what_their_schema_says(
    versions: list[dict[str, Any]], default: str, expected: Ranges
) -> None:
    """Ranges and their ends, the default status, changes within a range, what lies between what is spared."""
    assert lines(affected(*versions, default=default)) == expected


def test_commits_are_left_and_told() -> None:
    """A hospital has no commit to compare; the product stays named."""
    made = affected(_range("abc", lessThan="def") | {"versionType": "git"})
    assert lines(made) == [(None, None)]
    assert "P : versions données par des commits de git" in doubts(made)


@pytest.mark.parametrize(
    ("versions", "default", "told"),
    [
        (
            [_range("1.0") | {"status": "unknown"}, _range("2.0")],
            "unaffected",
            "P : versions dont la source ne sait pas si elles sont touchées : 1.0.",
        ),
        ([], "unknown", "P : la source ne dit pas s’il est touché."),
        ([], "unaffected", "P : dit non touché."),
        ([_spared("2.0")], "unknown", "P : des versions non touchées seulement : 2.0."),
    ],
)
def test_what_is_said_besides_what_is_affected_is_told(
    versions: list[dict[str, Any]], default: str, told: str
) -> None:
    """No product of a record goes without a word."""
    assert told in doubts(affected(*versions, default=default))


def test_what_is_told_holds_no_sign_that_a_notice_may_not() -> None:
    """Whatever stands in the names of a source."""
    made = _with_other(cve_record(), providerMetadata={"shortName": "A\x00\u202eB\nC"}, affected=[])
    made["containers"]["adp"][0]["metrics"] = [
        {"other": {"type": "ssvc", "content": {"options": [{"Exploitation": "poc"}]}}}
    ]
    assert "AB C : un exemple d’exploitation" in doubts(made)
    kind = {"remediations": [{"category": "vendor_fix\x00", "details": "Fix."}]}
    assert "vendor fix" in [passage.title for passage in facts(weakness(**kind)).passages]


def test_a_disputed_record_says_so() -> None:
    """So do records of products that nobody maintains, or that are services."""
    said = doubts(cve_record(tags=["disputed", "unsupported-when-assigned", "x_other"]))
    assert "contestée" in said
    assert "n’était plus maintenu" in said


def test_a_package_is_named_by_its_address() -> None:
    """A record may name a package by its purl alone; a product without any name is told."""
    items = [
        {"packageURL": "pkg:npm/%40hopital/pont@1.0", "defaultStatus": "affected"},
        {"vendor": "V", "product": "n/a", "defaultStatus": "affected"},
    ]
    made = cve_record(affected=items)
    assert [item.product for item in facts(made).products] == ["@hopital/pont"]
    assert "un produit de V, que la source ne nomme pas" in doubts(made)


def test_every_weakness_that_a_text_names_is_read() -> None:
    """Several in one text; one that has no number is quoted."""
    texts = ["CWE-20 Improper input, CWE-22 Path traversal", "Élévation de privilèges"]
    made = cve_record(
        problemTypes=[{"descriptions": [{"lang": "en", "description": text}]} for text in texts]
    )
    found = facts(made)
    assert found.weaknesses[0].kinds == ("CWE-20", "CWE-22")
    assert "Élévation de privilèges" in [passage.text for passage in found.passages]


def _with_other(record: dict[str, Any], **container: Any) -> dict[str, Any]:  # noqa: ANN401
    other = {"title": "Other", "providerMetadata": {"shortName": "OTHER"}} | container
    record["containers"]["adp"] = [other]
    return record


def test_what_others_say_completes_and_does_not_replace() -> None:
    """A vector that differs is told; products are theirs only where the author names none."""
    metric = {"cvssV3_1": {"vectorString": OTHER_VECTOR, "version": "3.1"}}
    made = _with_other(cve_record(), metrics=[metric])
    assert facts(made).weaknesses[0].vectors == (VECTOR,)
    assert f"OTHER donne {OTHER_VECTOR}, la source {VECTOR}, qui est repris" in doubts(made)
    assert facts(_with_other(cve_record(metrics=[]), metrics=[metric])).weaknesses[0].vectors == (
        OTHER_VECTOR,
    )
    theirs = [{"vendor": "w", "product": "q", "versions": [_range("2.0")]}]
    unnamed = [{"vendor": "n/a", "product": "n/a", "versions": [_range("n/a")]}]
    made = _with_other(cve_record(affected=unnamed), affected=theirs)
    assert [(item.vendor, item.product) for item in facts(made).products] == [("w", "q")]
    assert "produits donnés par OTHER" in doubts(made)


@pytest.mark.parametrize("state", ["REJECTED", "RESERVED"])
def test_a_record_that_was_rejected_gives_nothing(state: str) -> None:
    """Its reason is told."""
    made = cve_record(rejectedReasons=[{"lang": "en", "value": "Not a flaw."}])
    made["cveMetadata"]["state"] = state
    with pytest.raises(RecordError, match="Not a flaw"):
        facts(made)


def test_a_record_of_the_gcve_is_found_by_its_own_identifier() -> None:
    """It has the form of a CVE record (BCP-05) and may have no CVE."""
    made = cve_record()
    made["cveMetadata"] = {"vulnId": "GCVE-1-2026-0007", "state": "PUBLISHED"}
    found = facts(made)
    assert (found.reference, found.weaknesses) == ("GCVE-1-2026-0007", ())
    assert "sans identifiant CVE" in doubts(made)


def test_french_is_read_before_english() -> None:
    """Whatever the order; without either, what there is, in Chinese as well."""
    texts = [{"lang": "zh-CN", "value": "攻击者可以执行代码。"}, {"lang": "en", "value": "An attacker."}]
    assert facts(cve_record(title=None, descriptions=texts)).title == "An attacker"
    assert facts(cve_record(title=None, descriptions=texts[:1])).title == "攻击者可以执行代码。"
    french = [*texts, {"lang": "fr", "value": "Un attaquant exécute du code."}]
    found = facts(cve_record(title=None, descriptions=french))
    assert (found.title, found.language) == ("Un attaquant exécute du code", "fr")


@pytest.mark.parametrize(("version", "taken"), [("5.0", True), ("5.2", True), ("4.0", False), ("6.0", False)])
def test_a_form_that_nobody_here_knows_is_refused(version: str, taken: bool) -> None:
    """Its keys may say something else."""
    record = cve_record() | {"dataVersion": version}
    if taken:
        assert facts(record).weaknesses
    else:
        with pytest.raises(RecordError, match="dataVersion"):
            facts(record)
