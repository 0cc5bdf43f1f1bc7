"""The words by which a notice is found, and the facts that results show of it."""

import re

from tests.portal import Portal, bulletin

from cyberveille.publishing.search.kept_words import KeptWords
from cyberveille.publishing.search.notice_record import record_of

BULLETIN = "bulletins/2026/CV-2026-BUL-0010.md"


def _document(portal: Portal, **given: str) -> str:
    portal.write(BULLETIN, bulletin(10, **given))
    edition = portal.edition()
    item = edition.headline("CV-2026-BUL-0010")
    assert item is not None
    return record_of(edition, item, KeptWords(None, "", ""))


def _words(document: str) -> str:
    return re.sub("<[^>]+>", " ", document.partition("<main")[2])


def test_the_label_of_its_technologies_is_among_its_words(portal: Portal) -> None:
    """« imagerie » finds what is filed there, whatever its text says."""
    words = _words(_document(portal))
    label = portal.edition().vocabularies.technologies.label("imagerie")
    assert label in words


def test_the_names_of_its_vendors_are_among_its_words(portal: Portal) -> None:
    """Those of the list of vendors; of a vendor that it does not know, the one written."""
    portal.write(
        "content/vocabulaires/editeurs.yml",
        "- {id: bd, label: BD, spellings: [Becton Dickinson, CareFusion]}\n",
    )
    products = "products:\n  - {{vendor: {}, product: Alaris, affected: toutes}}\n"
    assert "CareFusion" in _words(_document(portal, extra=products.format("Becton Dickinson")))
    assert "CareFusion" not in _words(_document(portal, extra=products.format("Baxter")))


def test_a_withdrawn_notice_says_so(portal: Portal) -> None:
    """In what results show; it keeps its words."""
    withdrawn = "withdrawn: {date: 2026-10-07T10:00:00+02:00, reason: Doublon}\n"
    document = _document(portal, extra=withdrawn)
    assert '<span data-pagefind-meta="withdrawn">retirée</span>' in document
    assert "Un défaut sans gravité" in _words(document)
    assert "withdrawn" not in _document(portal)
