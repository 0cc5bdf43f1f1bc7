"""What is derived from a notice: its date of change, its vendors, and the headline others print."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from cyberveille.model import (
    Action,
    Alert,
    AlertStatus,
    Body,
    Bulletin,
    Document,
    Headline,
    InBrief,
    Product,
    Revision,
    Severity,
    SourceLocation,
    Tlp,
    Vulnerability,
    Withdrawal,
)


def day(number: int) -> datetime:
    return datetime(2026, 11, number, 8, tzinfo=UTC)


COMMON: dict[str, Any] = {
    "title": "Titre",
    "tlp": Tlp.GREEN,
    "published": day(10),
    "revisions": (Revision(date=day(10), change="Version initiale"),),
    "body": Body(),
    "source": SourceLocation(".", "bulletins/2026/x.md", "empreinte"),
}


def bulletin(**facts: Any) -> Bulletin:  # noqa: ANN401 - any field
    return Bulletin(id="CV-2026-BUL-0042", **(COMMON | facts))


def alert(**facts: Any) -> Alert:  # noqa: ANN401 - any field
    return Alert(id="CV-2026-ALE-0003", **(COMMON | {"status": AlertStatus.ACTIVE} | facts))


def made(name: str, vendor: str | None = None) -> Product:
    return Product(product=name, vendor=vendor)


@pytest.mark.parametrize(
    ("facts", "updated"),
    [
        ({}, 10),
        ({"revisions": (Revision(date=day(10), change=""), Revision(date=day(14), change=""))}, 14),
        ({"revisions": (Revision(date=day(14), change=""), Revision(date=day(12), change=""))}, 14),
        ({"revisions": ()}, 10),
        ({"revisions": (Revision(date=day(3), change=""),)}, 10),
        ({"withdrawn": Withdrawal(date=day(20), reason="")}, 20),
        ({"withdrawn": Withdrawal(date=day(2), reason="")}, 10),
    ],
)
def test_the_date_of_change_is_the_last_of_all(facts: dict[str, Any], updated: int) -> None:
    """A revision or the withdrawal, and never before the publication (RFC 4287 section 4.2.15)."""
    assert bulletin(**facts).updated == day(updated)
    assert Headline.of(bulletin(**facts)).updated == day(updated)


def test_vendors_are_named_once_in_the_order_written() -> None:
    """A product without vendor adds none."""
    products = (made("A", "Zed"), made("B"), made("C", "Alpha"), made("D", "Zed"))
    assert bulletin(products=products).vendors == ("Zed", "Alpha")


@pytest.mark.parametrize(
    ("facts", "active"),
    [
        ({}, True),
        ({"status": AlertStatus.CLOSED, "closed": day(12)}, False),
        ({"withdrawn": Withdrawal(date=day(12), reason="")}, False),
    ],
)
def test_an_alert_is_in_force_until_closed_or_withdrawn(facts: dict[str, Any], active: bool) -> None:
    """The notice and its headline agree: one draws the page, the other the home page's band."""
    assert alert(**facts).active is active
    assert Headline.of(alert(**facts)).active is active


def test_a_bulletin_is_never_in_force() -> None:
    """Only an alert is."""
    assert not Headline.of(bulletin()).active


def test_a_headline_says_what_lists_print() -> None:
    """Each fact where the list looks for it."""
    headline = Headline.of(
        alert(
            severity=Severity.CRITICAL,
            technologies=("imagerie",),
            vulnerabilities=(Vulnerability(cve="CVE-1"), Vulnerability(cve="CVE-2", exploited=True)),
            action=Action(deadline=date(2026, 11, 30), exposed_deadline=date(2026, 11, 25)),
            in_brief=InBrief(what="Quoi", concerned="Qui", action="Que faire"),
            draft=True,
            redirect_from=("/ancienne/",),
            closed=day(15),
        )
    )
    assert (headline.id, headline.address) == ("CV-2026-ALE-0003", "alertes/2026/CV-2026-ALE-0003/")
    assert (headline.year, headline.title, headline.tlp) == ("2026", "Titre", Tlp.GREEN)
    assert (headline.severity, headline.technologies) == (Severity.CRITICAL, ("imagerie",))
    assert (headline.deadline, headline.exposed_deadline) == (date(2026, 11, 30), date(2026, 11, 25))
    assert (headline.immediate, headline.closed) == ("Que faire", day(15))
    assert (headline.exploited, headline.draft, headline.withdrawn) == (True, True, False)
    assert (headline.redirect_from, headline.digest) == (("/ancienne/",), "empreinte")


def test_a_headline_of_little_is_made_too() -> None:
    """A notice without deadlines, brief or products is listed all the same."""
    headline = Headline.of(bulletin())
    assert (headline.deadline, headline.immediate, headline.severity) == (None, None, None)
    assert (headline.vendors, headline.products, headline.exploited) == ((), (), False)


def test_a_headline_names_three_products_at_most() -> None:
    """The first three, each once: an archive keeps every headline in memory."""
    names = ["A", "A", "B", "C", "D", "B"]
    headline = Headline.of(bulletin(products=tuple(made(name, f"Chez {name}") for name in names)))
    assert headline.products == ("A", "B", "C")
    assert headline.vendors == ("Chez A", "Chez B", "Chez C")


def test_a_document_is_listed_by_theme_and_form() -> None:
    """With its summary and its version."""
    facts = {"theme": "reagir", "form": "fiche", "summary": "En bref", "version": "1.10"}
    headline = Headline.of(Document(id="CV-2026-DOC-0007", **(COMMON | facts)))
    assert (headline.theme, headline.form) == ("reagir", "fiche")
    assert (headline.summary, headline.version) == ("En bref", "1.10")
    assert headline.address == "documents/CV-2026-DOC-0007/"
    assert headline.status is None


def test_a_minor_revision_is_in_the_history_and_moves_no_date() -> None:
    """Feeds follow `updated`; what asks when a text last changed follows `last_date`."""
    slip = Revision(date=day(12), change="Une faute corrigée", minor=True)
    bulletin = Bulletin(id="CV-2026-BUL-0042", **COMMON | {"revisions": (*COMMON["revisions"], slip)})
    assert bulletin.updated == day(10)
    assert bulletin.last_date == day(12)
    assert bulletin.substantial == COMMON["revisions"]
