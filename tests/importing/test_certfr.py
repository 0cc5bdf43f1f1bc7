"""Facts of a CERT-FR record in the header of a draft."""

from datetime import datetime

import pytest
from tests.importing.records import body, draft, revision, system

from cyberveille.importing import RecordError
from cyberveille.importing.certfr import parse_reference
from cyberveille.model import Kind, Product, Reference, Tlp, Vulnerability


def test_facts_go_to_the_header() -> None:
    """Identity, products, CVEs, risks and references are taken over as they are."""
    made = draft()
    assert made.kind is Kind.BULLETIN
    assert made.aliases == ("CERTFR-2023-AVI-0042",)
    assert made.title == "Vulnérabilité dans Exemple Serveur"
    assert made.tlp is Tlp.CLEAR
    assert made.published == datetime.fromisoformat("2023-11-22T00:00:00+01:00")
    assert made.products == (
        Product(vendor="Exemple", product="Exemple Serveur", affected="Exemple Serveur antérieur à 4.10"),
    )
    assert made.vulnerabilities == (Vulnerability(cve="CVE-2023-12345"),)
    assert made.risks == ("deni-service",)


def test_the_source_is_the_last_reference_and_names_its_licence() -> None:
    """Attribution that the Licence Ouverte asks for."""
    assert draft().references[-1] == Reference(
        title="CERT-FR, avis CERTFR-2023-AVI-0042 (Licence Ouverte 2.0)",
        url="https://www.cert.ssi.gouv.fr/avis/CERTFR-2023-AVI-0042/",
    )


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Vulnérabilité de <TT>gzip</TT>", "Vulnérabilité de gzip"),
        ('Le <SPAN class= "textit">démon</SPAN> X', "Le démon X"),
        ("Webmin &amp; Usermin", "Webmin & Usermin"),
        ("Titre avec un point.", "Titre avec un point"),
        ("Titre\n   sur deux lignes", "Titre sur deux lignes"),
        ("E\u0301diteur\ufeff\u200b", "Éditeur"),
        ("Le jeton <nom-du-serveur> fuit", "Le jeton <nom-du-serveur> fuit"),
    ],
)
def test_titles_are_plain_text(written: str, expected: str) -> None:
    """HTML, entities, line ends, invisible characters and the final point go; words stay."""
    assert draft(title=written).title == expected


def test_a_product_without_name_is_its_description() -> None:
    """« N/A » is no name: the description stands for the product, the vendor stays."""
    products = draft(
        affected_systems=[
            system("- Passerelle X 2.1 ;", vendor="Exemple"),
            system("les versions 1.x, etc."),
            system("Passerelle X 2.1", vendor="Exemple"),
            system("N/A"),
        ]
    ).products
    assert products == (
        Product(product="Passerelle X 2.1", vendor="Exemple"),
        Product(product="les versions 1.x, etc."),
    )


def test_a_description_too_long_for_a_product_goes_to_the_body() -> None:
    """A paragraph is not the name of a product."""
    made = draft(affected_systems=[system("mot " * 100, vendor="Exemple")])
    assert made.products == ()
    assert "## Systèmes affectés\n\n- Exemple : mot mot" in made.body


def test_summer_and_winter_times_of_naive_dates() -> None:
    """A date without zone is a time of Europe/Paris."""
    assert draft(revisions=[revision("2000-05-18")]).published.isoformat() == "2000-05-18T00:00:00+02:00"
    assert draft(revisions=[revision("2000-12-07")]).published.isoformat() == "2000-12-07T00:00:00+01:00"


def test_revisions_are_ordered_and_advance() -> None:
    """Changes of one instant are merged, the same text once; the first date is the publication's."""
    made = draft(
        revisions=[
            revision("2023-02-01", "ajout de la référence CVE."),
            revision("2023-01-01", "version initiale."),
            revision("2023-01-01", "Version initiale"),
            revision("2023-02-01", "correction ;"),
        ]
    )
    assert [item.change for item in made.revisions] == [
        "Version initiale",
        "Ajout de la référence CVE ; Correction",
    ]
    assert made.revisions[0].date == made.published < made.revisions[1].date


def test_a_zone_in_the_source_is_respected() -> None:
    """Only naive dates are taken for Paris times."""
    written = {"revision_date": "2023-01-01T12:00:00Z", "description": "Version initiale"}
    assert draft(revisions=[written]).published.isoformat() == "2023-01-01T13:00:00+01:00"


def test_the_reference_gives_the_year_of_the_identifier() -> None:
    """A notice published in another year than its reference keeps the reference's."""
    assert parse_reference("CERTFR-2020-AVI-375").year == 2020
    assert draft("CERTFR-2020-AVI-375", revisions=[revision("2021-01-08")]).published.year == 2021


def test_an_alert_is_closed_at_its_last_revision() -> None:
    """Without a date of the source's, an alert is as old as its last revision."""
    made = draft("CERTFR-2021-ALE-022", revisions=[revision("2021-12-10"), revision("2022-01-05", "MAJ")])
    assert made.kind is Kind.ALERT
    assert made.closed == made.revisions[-1].date
    assert made.references[-1].url.startswith("https://www.cert.ssi.gouv.fr/alerte/")


def test_an_alert_is_closed_when_the_source_says_so() -> None:
    """`closed_at` wins; it is never before the publication."""
    later = draft("CERTFR-2021-ALE-022", closed_at="2024-02-01", revisions=[revision("2021-12-10")])
    before = draft("CERTFR-2021-ALE-022", closed_at="2020-02-01", revisions=[revision("2021-12-10")])
    assert later.closed is not None
    assert later.closed.isoformat() == "2024-02-01T00:00:00+01:00"
    assert before.closed == before.published


def test_what_is_not_a_cve_stays_in_the_text() -> None:
    """An identifier that nobody could look up is kept, and reported."""
    made = draft(cves=[{"name": "cve-2023-1111"}, {"name": "CVE-2207-6216"}, {"name": "CVE-2023-1111"}])
    assert made.vulnerabilities == (Vulnerability(cve="CVE-2023-1111"),)
    assert made.rejected_vulnerabilities == ("CVE-2207-6216",)
    assert "## Autres identifiants\n\n- CVE-2207-6216" in made.body


def test_risks_that_the_list_does_not_know_stay_in_the_text() -> None:
    """Nothing of the source is lost, nothing is guessed."""
    made = draft(risks=[{"description": "É lévation de privilèges"}, {"description": "Vol de cookies"}])
    assert made.risks == ("elevation-privileges",)
    assert made.unmapped_risks == ("Vol de cookies",)
    assert "## Risques selon la source\n\n- Vol de cookies" in made.body


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"revisions": []}, "revisions"),
        ({"revisions": [{"revision_date": "hier"}]}, "revisions.revision_date"),
        ({"revisions": [{"revision_date": "0001-01-01"}]}, "revisions.revision_date"),
        ({"title": " . "}, "title"),
        ({"title": 3}, "title"),
        ({"affected_systems": [{"product": {"name": 3}}]}, "affected_systems[0].product.name"),
        ({"closed_at": "demain", "reference": "CERTFR-2021-ALE-001"}, "closed_at"),
    ],
)
def test_a_fact_that_cannot_be_had_names_its_field(changes: dict[str, object], field: str) -> None:
    """An editor learns which field of which record to look at."""
    with pytest.raises(RecordError, match=r".") as refused:
        draft(**changes)  # type: ignore[arg-type]
    assert f"« {field} »" in str(refused.value)


@pytest.mark.parametrize("reference", ["", "CERTFR-2023-ACT-001", "CVE-2023-1234", "CERTFR-23-AVI-1"])
def test_only_avis_and_alertes_are_notices(reference: str) -> None:
    """Other publications of the CERT-FR have no place here."""
    with pytest.raises(RecordError, match="référence"):
        draft(reference)


def test_null_lists_are_empty() -> None:
    """The source may leave any list null."""
    made = draft(
        affected_systems=None, cves=None, risks=None, vendor_advisories=None, links=None, content=None
    )
    assert (made.products, made.vulnerabilities, made.risks) == ((), (), ())
    assert len(made.references) == 1
    assert "## Mesures\n\n" in body(content=None)


def test_two_identifiers_in_one_field_are_two_vulnerabilities() -> None:
    """However they are parted."""
    for written in (
        "CVE-2026-10073, CVE-2026-10074",
        "CVE-2026-10073 ; cve–2026–10074",
        "CVE-2026-10073/CVE-2026-10074",
    ):
        made = draft(cves=[{"name": written}])
        assert [item.cve for item in made.vulnerabilities] == ["CVE-2026-10073", "CVE-2026-10074"]


def test_an_hour_that_does_not_come_is_the_next() -> None:
    """A naive date of the night when clocks go forward."""
    assert (
        draft(revisions=[{"description": None, "revision_date": "2026-03-29T02:30:00"}]).published.isoformat()
        == "2026-03-29T03:30:00+02:00"
    )
