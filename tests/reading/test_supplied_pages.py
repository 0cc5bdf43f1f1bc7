"""The pages that come with the program: whole, and only where a portal has none of its own."""

import re
from importlib.resources import files

import pytest
from tests.portal import Portal

from cyberveille.catalogue import Catalogue
from cyberveille.map import PLACES
from cyberveille.model import Finding, Gravity, Page, Tlp
from cyberveille.reading import GAPS, default_pages, read_source

ALWAYS = {place.address for place in PLACES if place.editorial}
EMERGENCY = "signaler/index.html"


def _gaps(catalogue: Catalogue) -> list[Finding]:
    return [item for item in catalogue.findings if item.rule == "default-page"]


@pytest.mark.parametrize("page", default_pages(), ids=lambda page: page.slug)
def test_each_is_read_without_a_finding(page: Page) -> None:
    """By the reader of editors' pages; nothing is left to fill in, and what it leaves unsaid is declared."""
    data = files("cyberveille").joinpath("default_pages", f"{page.slug}.md").read_bytes()
    assert read_source(page.source.path, data).findings == ()
    text = re.sub(r"<[^>]+>", "", "".join(part.html for part in page.body.sections))
    assert "À compléter" not in text
    assert ("n’a pas encore publié" in text) == (page.address in GAPS)


def test_all_that_the_frame_leads_to_have_one() -> None:
    """The frame, the home page and the pages themselves print these addresses in every portal."""
    assert {page.address for page in default_pages()} >= ALWAYS | GAPS.keys()
    assert all(page.tlp is Tlp.CLEAR for page in default_pages())


def test_the_emergency_button_leads_to_a_page(portal: Portal) -> None:
    """In the smallest portal, which wrote none: with the contacts of its configuration."""
    portal.build()
    assert 'href="/signaler/"' in portal.page("alertes")
    page = portal.page("signaler")
    assert "cellule@essai.example.org" in page
    assert "https://signalement.social-sante.gouv.fr" in page
    assert "Trois gestes, tout de suite" in page


def test_a_page_of_the_portal_takes_its_place(portal: Portal) -> None:
    """With its own words, its own template, and nothing of the other."""
    text = "---\ntlp: CLEAR\ntitle: Au secours\ndescription: Qui appeler.\n---\nAppelez le 00 00.\n"
    portal.write("content/pages/signaler.md", text)
    portal.build()
    page = portal.page("signaler")
    assert "Appelez le 00" in page
    assert "Trois gestes" not in page
    assert sum(path == EMERGENCY for path in portal.files()) == 1


def test_a_page_that_the_public_may_not_read_takes_no_place_there(portal: Portal) -> None:
    """Correspondents read the restricted one, everybody else that of the program."""
    portal.add_members()
    portal.edit("site_config.yml", "navigation:", 'sources: [{path: ".", tlp_max: AMBER}]\nnavigation:')
    portal.write(
        "content/pages/signaler.md",
        "---\ntlp: AMBER\ntitle: Au secours\ndescription: Qui appeler.\n---\nAppelez le 00 00 zorgla.\n",
    )
    public, members = (
        {page.address: page for page in portal.edition(audience=audience).pages}["signaler/"]
        for audience in ("public", "members")
    )
    assert (public.title, members.title) == ("Signaler un incident", "Au secours")


def test_menus_bring_what_they_name(portal: Portal) -> None:
    """A page that only menus lead to is there when one does, and its link is found right."""
    portal.build()
    assert "licence/index.html" not in portal.files()
    portal.edit("site_config.yml", "footer:\n", "footer:\n  - {title: Licence, address: licence/}\n")
    assert not portal.catalogue().findings
    portal.build()
    assert "Licence Ouverte 2.0" in portal.page("licence")


def test_links_to_them_are_good(portal: Portal) -> None:
    """Editors may cite them; one that is not there is still a dead link."""
    body = "Voir les [mentions](/mentions-legales/) et [là](/licence/)."
    portal.write("content/pages/aide.md", f"---\ntlp: CLEAR\ntitle: Aide\ndescription: Aide.\n---\n{body}\n")
    [finding] = portal.catalogue().findings
    assert (finding.rule, "/licence/" in finding.message) == ("internal-link-exists", True)


@pytest.mark.parametrize("address", sorted(GAPS))
def test_a_default_with_gaps_is_a_warning(portal: Portal, address: str) -> None:
    """Until the portal has its own page, which the warning names."""
    assert not _gaps(portal.catalogue())
    (portal.folder / "content/pages" / f"{address.rstrip('/')}.md").unlink()
    [found] = _gaps(portal.catalogue())
    assert found.gravity is Gravity.WARNING
    assert f"/{address}" in found.message
    assert f"content/pages/{address.rstrip('/')}.md" in found.hint


def test_legal_pages_stand_in_every_footer(portal: Portal) -> None:
    """Once, whether or not the configuration names them."""
    portal.build()
    for address in ("mentions-legales/", "donnees-personnelles/", "accessibilite/"):
        assert portal.page("a-propos").count(f'href="/{address}"') == 1
    portal.edit(
        "site_config.yml", "footer:\n", "footer:\n  - {title: Qui nous sommes, address: mentions-legales/}\n"
    )
    portal.build()
    assert portal.page("a-propos").count('href="/mentions-legales/"') == 1
    assert "Qui nous sommes" in portal.page("a-propos")
