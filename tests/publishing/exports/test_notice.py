"""The JSON beside each notice's page."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from cyberveille.map import json_of
from cyberveille.model import (
    Alert,
    AlertStatus,
    Bulletin,
    Document,
    FileFacts,
    Headline,
    Revision,
    Tlp,
    Withdrawal,
)
from cyberveille.publishing.exports import (
    NoticeContext,
    notice_json,
    notice_schema,
    outputs,
)

Make = Callable[..., Any]

FACTS = {"fiche.pdf": FileFacts(1234, "0" * 64, "application/pdf")}


@pytest.fixture
def export(edition_of: Make) -> Callable[..., dict[str, Any]]:
    """The JSON of a notice, decoded."""

    def make(notice: Bulletin | Alert | Document, **options: Any) -> dict[str, Any]:  # noqa: ANN401
        edition = edition_of(notice)
        context = NoticeContext.of(edition.configuration, edition.vocabularies)
        decoded: dict[str, Any] = json.loads(notice_json(context, notice, **options))
        return decoded

    return make


@pytest.fixture
def validator() -> Draft202012Validator:
    schema = notice_schema("https://portail.example.org/schemas/notice-1.json")
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker())


def test_a_bulletin_in_full(export: Make, bulletin: Make) -> None:
    """Facts with labels beside identifiers, times in Paris, scores worked out, links absolute."""
    found = export(bulletin())
    text = found.pop("sections")
    assert found == {
        "kind": "bulletin",
        "$schema": "https://portail.example.org/schemas/notice-1.json",
        "schema_version": "1.4",
        "id": "CV-2026-BUL-0042",
        "title": "Exécution de code dans la passerelle X",
        "url": "https://portail.example.org/bulletins/2026/CV-2026-BUL-0042/",
        "language": "fr",
        "tlp": "CLEAR",
        "pap": None,
        "handling": "Diffusion sans restriction.",
        "published": "2026-11-23T09:30:00+01:00",
        "updated": "2026-11-23T09:30:00+01:00",
        "source": bulletin().source.digest,
        "withdrawn": None,
        "publisher": {"name": "Équipe d’essai", "url": "https://portail.example.org/"},
        "licence": {
            "id": "etalab-2.0",
            "name": "Licence Ouverte 2.0",
            "url": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
        },
        "aliases": [],
        "audiences": [],
        "references": [{"title": "Avis de l’éditeur", "url": "https://example.org/avis"}],
        "revisions": [
            {
                "date": "2026-11-23T09:30:00+01:00",
                "change": "Version initiale",
                "minor": False,
                "url": None,
            }
        ],
        "severity": {"id": "critique", "label": "critique"},
        "exploited": True,
        "exploitation": [],
        "technologies": [{"id": "imagerie", "label": "Imagerie médicale", "scope": "sante"}],
        "products": [
            {
                "vendor": "Exemple Imaging",
                "product": "Passerelle X",
                "affected": "< 4.2.1",
                "fixed": "4.2.1",
                "vendor_id": None,
                "product_id": None,
            }
        ],
        "vulnerabilities": [
            {
                "cve": "CVE-2026-12345",
                "cvss": {
                    "vector": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
                    "version": "3.1",
                    "base_score": 9.8,
                    "base_severity": "CRITICAL",
                },
                "cwe": "CWE-787",
                "exploited": True,
                "title": None,
            }
        ],
        "risks": [{"id": "execution-code-distance", "label": "Exécution de code à distance"}],
        "care_impact": {
            "services": [{"id": "imagerie", "label": "Service d’imagerie"}],
            "level": {"id": "mode-degrade", "label": "Mode dégradé"},
            "fallback": "Lecture sur console locale.",
        },
        "action": {"deadline": "2026-11-30", "exposed_deadline": "2026-11-25"},
        "in_brief": {
            "what": "Une passerelle exécute du code.",
            "concerned": "Toute version < 4.2.1.",
            "action": "Mettre à jour.",
        },
        "indicators": [],
    }
    assert text == [
        {
            "title": "Résumé",
            "html": "<p>Une passerelle <b>DICOM</b> exécute du code.</p>",
            "text": "Une passerelle DICOM exécute du code.",
        },
        {
            "title": "Mesures",
            "html": '<p>Voir <a href="https://portail.example.org/bulletins/2026/'
            'CV-2026-BUL-0001/">l’autre</a>.</p>',
            "text": "Voir l’autre.",
        },
    ]


def test_an_alert_adds_its_status(export: Make, alert: Make) -> None:
    """Open, then closed at a moment."""
    assert (export(alert())["status"], export(alert())["closed"]) == ("active", None)
    closed = alert(status=AlertStatus.CLOSED, closed=alert().published + timedelta(days=200, hours=2))
    assert export(closed)["closed"] == "2027-06-11T12:30:00+02:00"


def test_a_document_gives_its_files(export: Make, document: Make, bulletin: Make) -> None:
    """Address, size and digest of each; of the related, those the edition shows."""
    found = export(
        document(related=("CV-2026-BUL-0042", "CV-2026-BUL-0099")),
        facts=FACTS,
        related=(Headline.of(bulletin()),),
    )
    assert found["attachments"] == [
        {
            "title": "Fiche à imprimer",
            "file": "fiche.pdf",
            "url": "https://portail.example.org/documents/CV-2026-DOC-0007/fiche.pdf",
            "language": "fr",
            "media_type": "application/pdf",
            "size": 1234,
            "sha256": "0" * 64,
            "pages": None,
        }
    ]
    assert [item["id"] for item in found["related"]] == ["CV-2026-BUL-0042"]
    assert "CV-2026-BUL-0099" not in json.dumps(found)


def test_every_notice_follows_the_schema(
    export: Make, validator: Draft202012Validator, bulletin: Make, alert: Make, document: Make
) -> None:
    """Full and bare, of each kind."""
    moment = bulletin().published
    bare = {
        "severity": None,
        "technologies": (),
        "products": (),
        "vulnerabilities": (),
        "risks": (),
        "care_impact": None,
        "action": None,
        "in_brief": None,
    }
    for found in (
        export(bulletin()),
        export(bulletin(**bare)),
        export(bulletin(withdrawn=Withdrawal(date=moment, reason="Doublon."))),
        export(alert()),
        export(alert(**bare, status=AlertStatus.CLOSED, closed=moment)),
        export(document(), facts=FACTS, related=(Headline.of(bulletin()),)),
        export(document(attachments=())),
    ):
        validator.validate(found)


def test_the_schema_refuses_what_is_not_a_notice(
    export: Make, validator: Draft202012Validator, bulletin: Make
) -> None:
    """A missing key, an unknown severity band, another kind."""
    good = export(bulletin())
    without = {key: value for key, value in good.items() if key != "updated"}
    for bad in (without, good | {"tlp": "WHITE"}, good | {"kind": "page"}, {}):
        assert not validator.is_valid(bad)
    assert validator.is_valid(good | {"later": 1})


def test_updated_is_the_last_revision(export: Make, bulletin: Make) -> None:
    """Whatever the order in which revisions were written."""
    start = bulletin().published
    revisions = (
        Revision(date=start, change="Version initiale"),
        Revision(date=start + timedelta(days=2), change="Correctif"),
    )
    assert export(bulletin(revisions=revisions))["updated"] == "2026-11-25T09:30:00+01:00"


def test_a_marked_notice_has_no_open_licence(export: Make, bulletin: Make) -> None:
    """Only what everyone may read is given to everyone."""
    assert export(bulletin(tlp=Tlp.AMBER))["licence"] is None


def test_an_unknown_term_or_vector_does_not_stop_the_export(export: Make, bulletin: Make) -> None:
    """The identifier stands for its label, the vector stands without a score."""
    odd = bulletin().vulnerabilities[0].__class__(cve="CVE-2026-1", cvss="néant")
    found = export(bulletin(technologies=("inconnue",), vulnerabilities=(odd,)))
    assert found["technologies"] == [{"id": "inconnue", "label": "inconnue", "scope": None}]
    assert found["vulnerabilities"][0]["cvss"] == {
        "vector": "néant",
        "version": None,
        "base_score": None,
        "base_severity": None,
    }


def test_same_notice_same_bytes(edition_of: Make, bulletin: Make) -> None:
    """One line of UTF-8 that ends with a newline."""
    edition = edition_of(bulletin())
    context = NoticeContext.of(edition.configuration, edition.vocabularies)
    data = notice_json(context, bulletin())
    assert data == notice_json(context, bulletin())
    assert data.endswith(b"}\n")
    assert data.count(b"\n") == 1
    assert "Équipe d’essai".encode() in data


def test_the_json_stands_beside_the_page(bulletin: Make, document: Make) -> None:
    """The page's address, with .json instead of the last slash."""
    assert json_of(bulletin().address) == "bulletins/2026/CV-2026-BUL-0042.json"
    assert json_of(document().address) == "documents/CV-2026-DOC-0007.json"


def test_the_schema_is_published_where_notices_say(edition_of: Make, bulletin: Make) -> None:
    """`$schema` of a notice is the `$id` of the schema."""
    edition = edition_of(bulletin(), url="https://portail.example.org/veille/")
    context = NoticeContext.of(edition.configuration, edition.vocabularies)
    files = {output.path: output for output in outputs(edition)}
    schema = json.loads(files["schemas/notice-1.json"].render())
    assert schema["$id"] == json.loads(notice_json(context, bulletin()))["$schema"]
    assert schema["$id"] == "https://portail.example.org/veille/schemas/notice-1.json"
