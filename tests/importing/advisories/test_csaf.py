"""CSAF documents as facts."""

import json

import pytest
from tests.importing.advisories.made import (
    OTHER_VECTOR,
    VECTOR,
    document,
    doubts,
    facts,
    lines,
    sample,
    weakness,
    with_products,
)

from cyberveille.importing import RecordError
from cyberveille.model import Tlp

RANGE, VERSION = "product_version_range", "product_version"


def test_version_2_1_says_as_much() -> None:
    """CVSS 4.0 in metrics, several CWE, ranges as vers, dates of exploitation, identifiers of the EUVD."""
    found = facts(sample("csaf-21.json"))
    [weak] = found.weaknesses
    assert (weak.kinds, weak.exploited) == (("CWE-787",), True)
    assert weak.vectors[0].startswith("CVSS:4.0/")
    assert [(item.vendor, item.product, item.affected) for item in found.products] == [
        ("Beispiel", "Pumpe X", ">= 1.0, < 2.0.4"),
        ("Beispiel", "Pumpe X", "3.1"),
    ]
    assert found.aliases == ("WID-SEC-2026-0007", "EUVD-2026-12345")
    assert (found.language, found.tlp) == ("de", Tlp.CLEAR)


@pytest.mark.parametrize(
    ("written", "affected"),
    [
        ("<=4.2", "<= 4.2"),
        (">= 4.01 | <= 4.34", ">= 4.01, <= 4.34"),
        ("vers:all/*", "Toutes versions"),
        ("alle Versionen", "Toutes versions"),
        ("vers:deb/%3E%3D1%3A2.0", ">= 1:2.0"),
        ("vers:intdot/>=1.0|<1.4|>=2.0|<2.3", ">= 1.0, < 1.4, >= 2.0, < 2.3"),
        ("A10 < A11", "A10 < A11"),
        ("< august 28", "< august 28"),
        ("<= 2.01 (end-of-life Nov 2017)", "<= 2.01 (end-of-life Nov 2017)"),
        ("vers:intdot/>=1.0|!=1.3|<2.0", ">= 1.0 | < 2.0, sauf 1.3"),
        ("!=1.3", "versions, sauf 1.3"),
    ],
)
def test_ranges_are_in_signs_where_these_say_it_all(written: str, affected: str) -> None:
    """Otherwise they stay as the source writes them; an excluded version is never one that is affected."""
    made = with_products(("A", RANGE, written), known_affected=["A"])
    assert [item for item, _ in lines(made)] == [affected]


@pytest.mark.parametrize(
    ("tlp", "group", "taken"),
    [
        ("CLEAR", "11111111-1111-4111-8111-111111111111", False),
        ("CLEAR", "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF", True),
        ("AMBER+STRICT", "11111111-1111-4111-8111-111111111111", True),
    ],
)
def test_a_document_for_a_group_is_not_for_everybody(tlp: str, group: str, taken: bool) -> None:
    """One that says both is refused: its marking cannot be believed."""
    made = document(csaf_version="2.1", distribution={"tlp": {"label": tlp}, "sharing_group": {"id": group}})
    if taken:
        assert facts(json.dumps(made).encode()).tlp is Tlp(tlp)
    else:
        with pytest.raises(RecordError, match="sharing_group"):
            facts(json.dumps(made).encode())


def test_a_correction_that_is_affected_is_not_taken() -> None:
    """Nor one older than all that is; both are told."""
    made = with_products(("A", RANGE, "<4.2"), ("B", VERSION, "4.0"), known_affected=["A"], fixed=["B"])
    assert lines(made) == [("< 4.2", None)]
    assert "la version 4.0, dite corrigée, est de celles que touche « < 4.2 »" in doubts(made)
    made = with_products(("A", RANGE, ">=3|<5"), ("B", VERSION, "2.0"), known_affected=["A"], fixed=["B"])
    assert lines(made) == [(">= 3, < 5", None)]
    assert "dite corrigée, est plus ancienne que celles que touche « >= 3, < 5 »" in doubts(made)


@pytest.mark.parametrize("written", [">=5|<4.2", ">4|<4", "vers:intdot/>=2.0|<1.5"])
def test_a_range_that_holds_nothing_is_not_taken(written: str) -> None:
    """Nobody would be concerned by it; it is told, and the product stays."""
    made = with_products(("A", RANGE, written), known_affected=["A"])
    assert lines(made) == [(None, None)]
    assert "P : aucune version ne peut être dans « " in doubts(made)


def test_what_is_said_to_be_corrected_alone_is_told() -> None:
    """As by publishers of packages: nothing is said of what was affected, and nothing is guessed."""
    made = with_products(("A", VERSION, "4.18.0-513.el8"), fixed=["A", "ailleurs"])
    assert lines(made) == []
    told = "dits corrigés, sans que la source dise ce qui était touché : P 4.18.0-513.el8, ailleurs."
    assert told in doubts(made)
    made = with_products(("A", RANGE, "<4.2"), ("B", VERSION, "4.2"), known_affected=["A"], fixed=["B"])
    assert "dits corrigés" not in doubts(made)


def test_a_product_said_to_be_affected_and_not_is_told() -> None:
    """It stays among the affected ones: in doubt a reader has to look."""
    made = with_products(("A", VERSION, "4.0"), known_affected=["A"], known_not_affected=["A"])
    assert lines(made) == [("4.0", None)]
    assert "P 4.0 est dit touché et non touché" in doubts(made)


def test_words_that_differ_from_the_range_are_told() -> None:
    """« Versions: 3.02 and prior » beside `<= 3.01`; a « v » before a version is no difference."""
    made = with_products(("A", RANGE, "<= 3.01"), known_affected=["A"])
    leaf = made["product_tree"]["branches"][0]["branches"][0]["branches"][0]["product"]
    leaf["name"] = "P: Versions: 3.02 and prior"
    assert "ne disent pas la même chose" in doubts(made)
    leaf["name"] = "P: v3.01 and prior"
    assert "ne disent pas la même chose" not in doubts(made)


def test_a_product_that_nothing_corrects_is_said_to_have_none() -> None:
    """Unless another remediation of the same corrects it; by group as well."""
    made = with_products(("A", VERSION, "1"), ("B", VERSION, "2"), known_affected=["A", "B"])
    made["product_tree"]["product_groups"] = [{"group_id": "G", "product_ids": ["A", "B"]}]
    made["vulnerabilities"][0]["remediations"] = [
        {"category": "no_fix_planned", "details": "End of life.", "group_ids": ["G"]},
        {"category": "vendor_fix", "details": "Patch.", "product_ids": ["B"]},
    ]
    assert lines(made) == [("1", "none"), ("2", None)]


def test_hundreds_of_single_versions_share_lines() -> None:
    """As many as a line may hold."""
    leaves = [(f"P{number}", VERSION, f"16.{number}.1") for number in range(300)]
    made = with_products(*leaves, known_affected=[identifier for identifier, *_ in leaves])
    assert len(lines(made)) < 20
    assert sum(str(affected).count(",") + 1 for affected, _ in lines(made)) == 300


def test_two_vectors_of_one_version_are_both_told_and_none_is_taken() -> None:
    """Which one holds is for an editor to say; of several versions, the newest comes first."""
    scores = [{"cvss_v3": {"vectorString": vector, "version": "3.1"}} for vector in (VECTOR, OTHER_VECTOR)]
    made = weakness(scores=scores)
    assert facts(made).weaknesses[0].vectors == ()
    assert f"{VECTOR} et {OTHER_VECTOR}. Aucun n’est repris" in doubts(made)
    older = {"cvss_v2": {"vectorString": "(AV:N/AC:L/Au:N/C:C/I:C/A:C)", "version": "2.0"}}
    assert facts(weakness(scores=[scores[0] | older])).weaknesses[0].vectors == (
        VECTOR,
        "AV:N/AC:L/Au:N/C:C/I:C/A:C",
    )


def test_vectors_that_cannot_be_are_left_and_scores_that_differ_are_told() -> None:
    """A vector without its prefix has the one of the version beside it."""
    scores = [
        {
            "cvss_v3": {
                "vectorString": "AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
                "version": "3.1",
                "baseScore": 5.0,
            }
        },
        {"cvss_v2": {"vectorString": "AV:N/<b>"}},
    ]
    made = weakness(scores=scores)
    assert facts(made).weaknesses[0].vectors == (VECTOR,)
    assert "la source donne un score de 5,0, son vecteur" in doubts(made)
    assert "« AV:N/<b> » n’est pas un vecteur CVSS valide" in doubts(made)


def test_a_vulnerability_without_cve_is_told() -> None:
    """Its identifiers of other registers become aliases."""
    made = weakness(cve=None, ids=[{"system_name": "GHSA", "text": "GHSA-abcd-2345-6789"}], title="Overflow")
    found = facts(made)
    assert found.weaknesses == ()
    assert found.aliases == ("GHSA-abcd-2345-6789",)
    assert "une vulnérabilité sans identifiant CVE : Overflow" in doubts(made)


@pytest.mark.parametrize(
    ("label", "tlp"),
    [("WHITE", Tlp.CLEAR), ("GREEN", Tlp.GREEN), ("AMBER+STRICT", Tlp.AMBER_STRICT), ("TLP:RED", Tlp.RED)],
)
def test_the_marking_is_kept(label: str, tlp: Tlp) -> None:
    """CSAF 2.0 writes CLEAR as WHITE."""
    assert facts(document(distribution={"tlp": {"label": label}})).tlp is tlp


@pytest.mark.parametrize(
    ("distribution", "tlp"),
    [
        ({"text": "TLP:AMBER+STRICT, see FIRST", "tlp": {"label": "AMBER"}}, Tlp.AMBER_STRICT),
        ({"text": "TLP v2.0: Green"}, Tlp.GREEN),
        ({"text": "TLP:CLEAR", "tlp": {"label": "GREEN"}}, Tlp.GREEN),
        ({"text": "Not to be shared"}, None),
    ],
)
def test_words_may_close_what_a_label_opens(distribution: dict[str, object], tlp: Tlp | None) -> None:
    """CSAF 2.0 has no label for AMBER+STRICT: publishers say it beside."""
    assert facts(document(distribution=distribution)).tlp is tlp


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"distribution": {"tlp": {"label": "SECRET"}}}, "n’est pas un marquage TLP"),
        ({"csaf_version": "1.2"}, "au lieu de 2.0 ou 2.1"),
        (
            {"tracking": {"id": "…", "initial_release_date": "2026-01-01T00:00:00Z"}},
            "ne peut pas servir d’alias",
        ),
        ({"tracking": {"id": "A-1"}}, "« document.tracking.initial_release_date » manque"),
        ({"title": 3}, "nombre au lieu de texte"),
        ({"notes": {"text": "x"}}, "groupe de clés au lieu de liste"),
    ],
)
def test_what_is_no_advisory_is_refused_in_french(changes: dict[str, object], told: str) -> None:
    """With the field that is wrong."""
    with pytest.raises(RecordError, match=told):
        facts(document(**changes))


def test_a_tree_without_end_is_refused() -> None:
    """Deeper than the standard allows, or than a program may go."""
    made = document()
    branch: dict[str, object] = {"category": "product_name", "name": "x"}
    for _ in range(40):
        branch = {"category": "product_family", "name": "x", "branches": [branch]}
    made["product_tree"] = {"branches": [branch]}
    with pytest.raises(RecordError, match="dépasse 30 niveaux"):
        facts(made)
    deep = b'{"branches":[' * 50_000 + b"]}" * 50_000
    with pytest.raises(RecordError, match="JSON valide"):
        facts(
            json.dumps(document())
            .encode()
            .replace(b'"product_tree": {', b'"product_tree": ' + deep + b', "x": {')
        )


def test_thousands_of_products_are_counted() -> None:
    """Those beyond what a table shows stay in the source."""
    leaves = [(f"P{number}", VERSION, f"build <{number}>") for number in range(10_000)]
    made = with_products(*leaves, known_affected=[identifier for identifier, *_ in leaves])
    assert len(facts(made).products) == 200
    assert "9400 produits touchés, au-delà de 600" in doubts(made)
    assert "400 lignes de produits, au-delà de 200" in doubts(made)


def test_html_and_addresses_of_other_kinds_do_not_come_through() -> None:
    """Markup goes, its words stay; only pages of the web are cited."""
    links = [
        {"category": "self", "summary": "<b>Avis</b>", "url": "https://a.example/1"},
        {"summary": "x", "url": "javascript:alert(1)"},
        {"summary": "y", "url": "https://user@evil.example/"},
        {"summary": "z", "url": "ftp://a.example/2"},
    ]
    made = document(title="<script>alert(1)</script>Pump <b>X</b>", references=links)
    found = facts(made)
    assert [(item.title, item.url) for item in found.references] == [
        ("Avis", "https://a.example/1"),
        ("y", "https://evil.example/"),
    ]
    assert "<b>" not in found.title
    assert "javascript:alert(1), ftp://a.example/2" in doubts(made)


def test_a_text_about_other_vulnerabilities_is_told() -> None:
    """Some publishers shift their notes by one."""
    notes = [{"category": "summary", "text": "CVE-2026-29999 has been assigned."}]
    assert "CVE-2026-20001 : son texte ne parle que de CVE-2026-29999" in doubts(weakness(notes=notes))


def test_letters_read_in_another_coding_are_read_again() -> None:
    """« Alarisâ„¢ » is Alaris™: an editor would be refused the other."""
    assert facts(document(title="Alarisâ„¢ pump")).title == "Alaris™ pump"
