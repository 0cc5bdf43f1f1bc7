"""Drafts that an editor writes from."""

from collections.abc import Iterable

import pytest
from msgspec.structs import replace
from tests.importing.advisories.made import (
    NOW,
    OTHER_VECTOR,
    VECTOR,
    cve_record,
    document,
    drafted,
    facts,
    sample,
    weakness,
    with_products,
)

from cyberveille.checking.rules.leftover import PLACEHOLDER
from cyberveille.importing import Desk, Known, RecordError
from cyberveille.importing.advisories import draft_of
from cyberveille.model import Kind, Product, Severity, Tlp, Vocabularies
from cyberveille.model.deadline_rule import DeadlineRule
from cyberveille.reading import read_source
from cyberveille.writing import notice_text

DESK = Desk(Vocabularies(), NOW)


class Registry:
    """One vendor under two names, with a product."""

    def vendor(self, name: str) -> str | None:
        return "Exemple" if name in {"V", "Exemple"} else None

    def product(self, vendor: str | None, name: str) -> Known | None:
        return Known("Exemple", "Pompe", ("imagerie",)) if (vendor, name) == ("V", "P") else None

    def entries(self, products: Iterable[Product]) -> tuple[tuple[str, str], ...]:
        return tuple((f"{item.vendor}.yml", f"label: {item.product}\n") for item in products)


@pytest.mark.parametrize("name", ["csaf-20.json", "csaf-21.json", "cve.json"])
def test_a_draft_can_be_read(name: str) -> None:
    """Nothing is wrong with its form, and what is left to write is marked so."""
    draft = drafted(sample(name))
    text = notice_text(draft.header("CV-2026-BUL-0009"), draft.body)
    read = read_source("bulletins/2026/CV-2026-BUL-0009.md", text.encode())
    assert read.findings == ()
    assert read.subject is not None
    assert read.subject.draft
    assert draft.title.startswith(PLACEHOLDER)
    assert [part.title for part in read.subject.body.sections] == ["Résumé", "Mesures", "Source à reprendre"]


def test_the_source_is_quoted_as_it_stands() -> None:
    """In blocks that nothing is read from, whatever it holds; its words come before its boilerplate."""
    notes = [
        {"category": "general", "text": "Boilerplate."},
        {"category": "summary", "text": "## Titre\n```\n<script>x</script> [a](javascript:b) {{ c }}"},
    ]
    body = drafted(document(notes=notes, lang="zh")).body
    assert "en chinois" in body
    assert "````source\n## Titre\n```\n<script>x</script> [a](javascript:b) {{ c }}\n````" in body
    assert body.index("javascript") < body.index("Boilerplate")
    long = drafted(document(notes=[{"category": "summary", "text": f"{n} " * 20_000} for n in range(9)])).body
    assert len(long) < 100_000
    assert "Restent dans la source : 10 textes" in long.replace("\u00a0", " ")


def test_severity_and_deadlines_follow_from_vectors_and_rules() -> None:
    """The first rule that holds; days are counted in Paris."""
    rules = (
        DeadlineRule(severity=Severity.CRITICAL, exploited=True, days=3, exposed_days=1),
        DeadlineRule(severity=Severity.CRITICAL, days=30),
    )
    desk = Desk(Vocabularies(), NOW, deadlines=rules)
    draft = drafted(sample("cve.json"), desk)
    assert draft.severity is Severity.CRITICAL
    assert draft.action is not None
    assert (str(draft.action.deadline), str(draft.action.exposed_deadline)) == ("2026-12-01", "2026-11-29")
    calm = drafted(cve_record(), desk).action
    assert calm is not None
    assert (str(calm.deadline), calm.exposed_deadline) == ("2026-12-28", None)
    assert drafted(weakness(scores=[]), desk).severity is None


def test_names_are_those_of_the_registry() -> None:
    """With the technologies of the products; a vendor that it does not know is told."""
    desk = Desk(Vocabularies(), NOW, names=Registry())
    made = with_products(("A", "product_version", "4.0"), known_affected=["A"])
    draft = drafted(made, desk)
    assert draft.products == (Product(vendor="Exemple", product="Pompe", affected="4.0"),)
    assert draft.technologies == ("imagerie",)
    assert "registre" not in draft.body
    assert "content/produits/Exemple Imaging.yml" in drafted(document(), desk).body
    assert "éditeurs hors du registre des produits : Exemple Imaging." in " ".join(
        drafted(document(), desk).doubts
    )


def test_titles_in_french_are_kept() -> None:
    """Those in another language are to be written."""
    title = "Traversée de répertoires"
    made = weakness(title=title)
    made["document"]["lang"] = "fr"
    assert drafted(made).vulnerabilities[0].title == title
    assert drafted(weakness(title=title)).vulnerabilities[0].title == f"{PLACEHOLDER} : {title}"


def test_several_sources_make_one_notice() -> None:
    """Each fact once; what one lacks is filled by another, what they say differently is told."""
    bare = facts(weakness(scores=[], cwe=None))
    record = facts(cve_record())
    other = replace(record.weaknesses[0], cve="CVE-2026-20001", vectors=(OTHER_VECTOR,))
    draft = draft_of(
        Kind.BULLETIN, (bare, replace(record, weaknesses=(other,), products=bare.products)), DESK
    )
    assert draft.aliases == ("EX-26-001", "CVE-2026-20003")
    [weak] = draft.vulnerabilities
    assert (weak.cvss, weak.cwe) == (OTHER_VECTOR, "CWE-77")
    assert draft.products == bare.products
    assert not any("vecteur CVSS : " in doubt for doubt in draft.doubts)
    mine = replace(bare, weaknesses=(replace(other, vectors=(VECTOR,)),))
    both = draft_of(Kind.BULLETIN, (mine, replace(record, weaknesses=(other,))), DESK)
    assert both.vulnerabilities[0].cvss == VECTOR
    assert f"l’enregistrement CVE-2026-20003 donne {OTHER_VECTOR}, une autre source {VECTOR}" in " ".join(
        both.doubts
    )


def test_ranges_of_two_sources_stand_side_by_side() -> None:
    """And the difference is told; a correction that one lacks is the other's."""
    one = facts(with_products(("A", "product_version_range", "<4.2"), known_affected=["A"]))
    [line] = one.products
    two = replace(
        one, reference="B-2", products=(replace(line, fixed="4.2"), replace(line, affected="< 4.3"))
    )
    draft = draft_of(Kind.BULLETIN, (one, two), DESK)
    assert draft.products == (replace(line, fixed="4.2"), replace(line, affected="< 4.3"))
    assert "B-2 donne pour P : « < 4.3 »" in " ".join(draft.doubts)
    small = tuple(replace(item, vendor="v", product="p") for item in two.products)
    again = draft_of(Kind.BULLETIN, (one, replace(two, products=small)), DESK)
    assert again.products == draft.products


def test_the_most_closed_marking_holds() -> None:
    """One that is missing is asked for when the source says in words who may read it, else told."""
    green = facts(document(distribution={"tlp": {"label": "GREEN"}}))
    assert draft_of(Kind.BULLETIN, (facts(cve_record()), green), DESK).tlp is Tlp.GREEN
    bare = document()
    del bare["document"]["distribution"]
    draft = drafted(bare)
    assert draft.tlp is Tlp.CLEAR
    assert "ne porte aucun marquage TLP" in " ".join(draft.doubts)
    said = document(distribution={"text": "Customers only"})
    with pytest.raises(RecordError, match="Customers only"):
        drafted(said)
    assert drafted(said, Desk(Vocabularies(), NOW, tlp=Tlp.AMBER)).tlp is Tlp.AMBER
