"""The page of a notice: what stands where, and what is left out."""

import re

import pytest
from tests.portal import Portal

BULLETIN = "bulletins/2026/CV-2026-BUL-0001.md"
ALERT = "alerts/2026/CV-2026-ALE-0001.md"
_CONTENTS = re.compile(r'<nav class="cv-toc".*?</nav>', re.DOTALL)


@pytest.mark.parametrize("source", [BULLETIN, ALERT])
def test_the_contents_are_those_of_the_page(portal: Portal, source: str) -> None:
    """Each section of the text, in the order of the page, and no other."""
    portal.edit(source, "## Mesures", "## Contexte\n\nUn mot.\n\n## Mesures")
    portal.edit(source, "\nrevisions:", "\nindicators:\n  - {type: domain, value: exemple.org}\nrevisions:")
    portal.build()
    page = portal.page(re.sub(r"^alerts", "alertes", source).removesuffix(".md"))
    contents = _CONTENTS.search(page)
    assert contents
    told = re.findall(r'<a href="#([^"]+)">([^<]+)</a>', contents[0])
    shown = re.findall(r'<h2 id="([^"]+)">([^<]+)</h2>', page)
    aside = {"echeances", "soins"}
    assert [anchor for anchor, _ in told] == [anchor for anchor, _ in shown if anchor not in aside]
    titles = [title for _, title in told]
    assert {"Résumé", "Mesures", "Contexte", "Indicateurs", "Révisions"} <= set(titles)
    assert (titles.index("Mesures") < titles.index("Résumé")) == (source == ALERT)


def test_text_before_the_first_heading_comes_first(portal: Portal) -> None:
    """As it is written."""
    portal.edit(BULLETIN, "## Résumé", "Avant tout.\n\n## Résumé")
    portal.build()
    page = portal.page(BULLETIN.removesuffix(".md"))
    assert page.index("<p>Avant tout.</p>") < page.index("Résumé</h2>")
    assert page.count("Avant tout.</p>") == 1


def test_vulnerabilities_without_facts_are_a_list(portal: Portal) -> None:
    """Identifiers alone need no table; a score, a weakness or a title does."""
    portal.edit(BULLETIN, ", cwe: CWE-22", "")
    portal.build()
    assert "Score CVSS</th>" in portal.page(BULLETIN.removesuffix(".md"))
    portal.edit(BULLETIN, ', cvss: "CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N"}', "}")
    portal.build()
    page = portal.page(BULLETIN.removesuffix(".md"))
    assert '<ul class="cv-cves"' in page
    assert "Score CVSS" not in page
    portal.edit(BULLETIN, "{cve: CVE-2026-10001}", "{cve: CVE-2026-10001, title: Un défaut}")
    portal.build()
    page = portal.page(BULLETIN.removesuffix(".md"))
    assert '<ul class="cv-cves"' not in page
    assert '<table class="cv-table cv-table--stack" id="liste-cve">' in page


def test_products_without_versions_have_no_empty_columns(portal: Portal) -> None:
    """The names alone, when nothing more is known."""
    portal.build()
    assert "Version corrigée</th>" in portal.page(BULLETIN.removesuffix(".md"))
    portal.edit(BULLETIN, ', affected: "< 2.10", fixed: "2.10"}', "}")
    portal.build()
    assert "Version corrigée</th>" not in portal.page(BULLETIN.removesuffix(".md"))


def test_a_minor_revision_is_shown_as_one_and_moves_no_feed(portal: Portal) -> None:
    """The page's history says it; the entry and the feed keep their dates."""
    portal.build()
    before = re.findall(r"<updated>[^<]+", (portal.output / "flux/bulletins.atom.xml").read_text("utf-8"))
    slip = "  - {date: 2026-10-09T10:00:00+02:00, change: Une faute corrigée, minor: true}\n---\n"
    portal.edit(BULLETIN, "\n---\n", f"\n{slip}")
    portal.edit(BULLETIN, "## Mesures", "Un mot corrigé.\n\n## Mesures")
    portal.build()
    page = portal.page(BULLETIN.removesuffix(".md"))
    assert re.search(r"Une faute corrigée.{0,40}\(correction mineure\)", page)
    after = (portal.output / "flux/bulletins.atom.xml").read_text("utf-8")
    assert "Un mot corrigé." in after
    assert re.findall(r"<updated>[^<]+", after) == before


def test_a_date_without_hour_is_shown_without_hour(portal: Portal) -> None:
    """In the history, the facts and the feeds: « 0 h » would be a lie."""
    portal.edit(BULLETIN, "2026-09-01T10:00:00+02:00", "2026-09-01T00:00:00+02:00")
    later = "  - {date: 2026-10-09T00:00:00+02:00, change: Suite}\n---\n"
    portal.edit(BULLETIN, "\n---\n", f"\n{later}")
    portal.build()
    page = portal.page(BULLETIN.removesuffix(".md")).replace("\xa0", " ")
    assert "9 octobre 2026</time>" in page
    assert not re.search(r"\b0 h\b", page)
    assert not re.search(r"\b0 h\b", (portal.output / "flux/bulletins.rss.xml").read_text("utf-8"))
