"""Facts before and after, in words for readers."""

from datetime import date

from msgspec import Struct
from msgspec.structs import replace
from tests.portal import bulletin

from cyberveille.model import (
    RECORDS,
    Action,
    Bulletin,
    Indicator,
    IndicatorType,
    Product,
    Reference,
    Shown,
    Tlp,
    Vocabularies,
    Vulnerability,
    fields_of,
)
from cyberveille.publishing.comparing import Budget, facts
from cyberveille.reading import read_source


def _bulletin() -> Bulletin:
    notice = read_source("bulletins/2026/CV-2026-BUL-0009.md", bulletin(9).encode()).subject
    assert isinstance(notice, Bulletin)
    return notice


def _told(before: Bulletin, after: Bulletin) -> list[tuple[str, str, str]]:
    found = facts(before, after, Vocabularies(), Budget())
    return [(item.label, item.before, item.after) for item in found if not item.html]


def test_the_same_notice_has_no_fact_that_changed() -> None:
    """Its history and its text are told elsewhere."""
    notice = _bulletin()
    assert facts(notice, replace(notice, revisions=()), Vocabularies(), Budget()) == ()


def test_values_are_told_in_words() -> None:
    """Terms, choices and dates as pages write them; nothing for what is not there."""
    notice = _bulletin()
    after = replace(notice, tlp=Tlp.GREEN, technologies=("imagerie", "reseau"))
    assert _told(notice, after) == [
        ("Diffusion", "TLP:CLEAR", "TLP:GREEN"),
        ("Technologies", "imagerie", "imagerie, reseau"),
    ]
    later = replace(notice, action=Action(deadline=date(2026, 11, 30)))
    assert _told(notice, later) == [("Échéances : à traiter avant la fin du", "", "30\u00a0novembre 2026")]


def test_items_are_followed_by_their_names() -> None:
    """A vulnerability by its CVE, a reference by its address, a product by its own name."""
    notice = _bulletin()
    flaw = Vulnerability(cve="CVE-2026-10001", cvss="AV:N")
    before = replace(
        notice,
        products=(Product(product="X", affected="1"), Product(product="Y")),
        vulnerabilities=(flaw, Vulnerability(cve="CVE-2026-10002")),
        references=(Reference(title="Avis", url="https://a.example/"),),
    )
    after = replace(
        notice,
        products=(Product(product="X", affected="1.2"), Product(product="Z", fixed="3")),
        vulnerabilities=(Vulnerability(cve="CVE-2026-10002", exploited=True), flaw),
        references=(Reference(title="Avis, mis à jour", url="https://a.example/"),),
    )
    assert _told(before, after) == [
        ("Références : Avis, mis à jour : titre", "Avis", "Avis, mis à jour"),
        ("Produits et versions touchés : X : versions touchées", "1", "1.2"),
        ("Produits et versions touchés : Z", "", "version corrigée : 3"),
        ("Produits et versions touchés : Y", "présent", ""),
        ("Vulnérabilités : CVE-2026-10002 : exploitation constatée", "non", "oui"),
    ]


def test_what_is_dangerous_stays_disarmed() -> None:
    """As on the page of the notice."""
    notice = _bulletin()
    trace = Indicator(type=IndicatorType.DOMAIN, value="relais.example.net")
    ((label, _, after),) = _told(notice, replace(notice, indicators=(trace,)))
    assert "relais.example.net" not in label + after
    assert "relais[.]example[.]net" in label + after


def test_long_texts_are_compared_word_by_word() -> None:
    """With the marks of the text below."""
    notice = _bulletin()
    title = "Exécution de code à distance dans la passerelle DICOM de l’éditeur Exemple"
    found = facts(
        replace(notice, title=title),
        replace(notice, title=title.replace("code", "commandes")),
        Vocabularies(),
        Budget(),
    )
    assert "<del>" in found[0].html
    assert "passerelle DICOM" in found[0].html


def test_every_fact_that_a_page_shows_has_a_label_for_readers() -> None:
    """Neither a key nor an editor's note: a field added tomorrow says what it is."""
    waiting: list[type[Struct]] = list(RECORDS.values())
    seen: set[type[Struct]] = set()
    while waiting:
        record = waiting.pop()
        shown = [field for field in fields_of(record) if Shown.PAGE in field.holds.where]
        for field in shown if record not in seen else ():
            if field.name not in {"revisions", "withdrawn"}:
                waiting += [field.group] if field.group else []
                assert field.label[:1].isupper() or field.label.startswith("«"), (record, field.name)
                assert "`" not in field.label
        seen.add(record)
