"""Notices and editions made in memory, so that a test says only what matters to it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from hashlib import blake2b
from typing import Any

import msgspec
import pytest

from cyberveille.model import (
    Action,
    Alert,
    AlertStatus,
    Attachment,
    Audience,
    Body,
    Bulletin,
    CareImpact,
    Configuration,
    Document,
    Headline,
    InBrief,
    Page,
    Product,
    Reference,
    Revision,
    Scope,
    Section,
    Severity,
    SourceLocation,
    Term,
    Tlp,
    Vocabularies,
    Vocabulary,
    Vulnerability,
)
from cyberveille.model.configuration import Portal, Publisher, Reporting, SecurityContact
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.shelf import Shelf

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
PUBLISHED = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)

CONFIGURATION = Configuration(
    portal=Portal(
        name="Portail d’essai",
        tagline="Essai",
        description="Un portail d’essai.",
        url="https://portail.example.org/",
    ),
    publisher=Publisher(
        name="Équipe d’essai",
        director="Direction",
        address="1 rue de l’Essai",
        email="contact@example.org",
        host="Hébergeur",
    ),
    reporting=Reporting(portal="https://signalement.example.org", email="cellule@example.org"),
    security=SecurityContact(contact="mailto:securite@example.org"),
)

VOCABULARIES = Vocabularies(
    technologies=Vocabulary(
        "technologies", (Term(id="imagerie", label="Imagerie médicale", scope=Scope.HEALTH),)
    ),
    risques=Vocabulary(
        "risques", (Term(id="execution-code-distance", label="Exécution de code à distance"),)
    ),
    structures=Vocabulary("structures", (Term(id="ehpad", label="EHPAD"),)),
    services=Vocabulary("services", (Term(id="imagerie", label="Service d’imagerie"),)),
    impacts=Vocabulary("impacts", (Term(id="mode-degrade", label="Mode dégradé"),)),
    themes=Vocabulary("themes", (Term(id="gestion-de-crise", label="Gestion de crise"),)),
    formes=Vocabulary("formes", (Term(id="fiche-reflexe", label="Fiche réflexe"),)),
)

BODY = Body(
    sections=(
        Section("Résumé", "s-resume", "<p>Une passerelle <b>DICOM</b> exécute du code.</p>", 20),
        Section(
            "Mesures",
            "s-mesures",
            '<p>Voir <a href="/bulletins/2026/CV-2026-BUL-0001/">l’autre</a>.</p>',
            24,
        ),
    )
)

_WATCH: dict[str, Any] = {
    "severity": Severity.CRITICAL,
    "technologies": ("imagerie",),
    "products": (
        Product(vendor="Exemple Imaging", product="Passerelle X", affected="< 4.2.1", fixed="4.2.1"),
    ),
    "vulnerabilities": (
        Vulnerability(
            cve="CVE-2026-12345",
            cvss="CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
            cwe="CWE-787",
            exploited=True,
        ),
    ),
    "risks": ("execution-code-distance",),
    "care_impact": CareImpact(
        services=("imagerie",), level="mode-degrade", fallback="Lecture sur console locale."
    ),
    "action": Action(deadline=date(2026, 11, 30), exposed_deadline=date(2026, 11, 25)),
    "in_brief": InBrief(
        what="Une passerelle exécute du code.",
        concerned="Toute version < 4.2.1.",
        action="Mettre à jour.",
    ),
}


def _common(notice_id: str, changes: dict[str, Any]) -> dict[str, Any]:
    published = changes.get("published", PUBLISHED)
    return {
        "id": notice_id,
        "title": "Exécution de code dans la passerelle X",
        "tlp": Tlp.CLEAR,
        "published": published,
        "revisions": (Revision(date=published, change="Version initiale"),),
        "references": (Reference(title="Avis de l’éditeur", url="https://example.org/avis"),),
        "body": BODY,
        "source": SourceLocation(
            ".", f"{notice_id}.md", blake2b(repr(sorted(changes.items())).encode()).hexdigest()
        ),
    }


@pytest.fixture
def bulletin() -> Callable[..., Bulletin]:
    """A bulletin that uses every field, changed as asked."""

    def make(number: int = 42, **changes: Any) -> Bulletin:  # noqa: ANN401 - any field
        notice_id = f"CV-2026-BUL-{number:04}"
        return Bulletin(**_common(notice_id, changes) | _WATCH | changes)

    return make


@pytest.fixture
def alert() -> Callable[..., Alert]:
    """An active alert that uses every field, changed as asked."""

    def make(number: int = 3, **changes: Any) -> Alert:  # noqa: ANN401 - any field
        notice_id = f"CV-2026-ALE-{number:04}"
        status = {"status": AlertStatus.ACTIVE}
        return Alert(**_common(notice_id, changes) | _WATCH | status | changes)

    return make


@pytest.fixture
def document() -> Callable[..., Document]:
    """A document with one attachment, changed as asked."""

    def make(number: int = 7, **changes: Any) -> Document:  # noqa: ANN401 - any field
        library = {
            "title": "Premières heures d’une crise",
            "theme": "gestion-de-crise",
            "form": "fiche-reflexe",
            "summary": "Les premières heures, pas à pas.",
            "version": "1.2",
            "attachments": (Attachment(file="fiche.pdf", title="Fiche à imprimer"),),
        }
        return Document(**_common(f"CV-2026-DOC-{number:04}", changes) | library | changes)

    return make


@pytest.fixture
def edition_of() -> Callable[..., Edition]:
    """The public edition of the notices given, at `now`, under `url`."""

    def make(
        *notices: Bulletin | Alert | Document,
        now: datetime = NOW,
        url: str = CONFIGURATION.portal.url,
        tlp_max: Tlp = Tlp.CLEAR,
        pages: tuple[Page, ...] = (),
        **options: Any,  # noqa: ANN401 - any option of the configuration
    ) -> Edition:
        portal = msgspec.structs.replace(CONFIGURATION.portal, url=url)
        headlines = sorted(
            map(Headline.of, notices), key=lambda item: (item.published, item.id), reverse=True
        )
        return Edition(
            configuration=msgspec.structs.replace(CONFIGURATION, portal=portal, **options),
            vocabularies=VOCABULARIES,
            audience=Audience(name="public", tlp_max=tlp_max),
            clock=now,
            commit="a" * 40,
            headlines=tuple(headlines),
            pages=pages,
            shelf=Shelf({notice.id: notice for notice in notices}),
        )

    return make
