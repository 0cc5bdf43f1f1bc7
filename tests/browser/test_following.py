"""Deadlines and subscriptions in a real browser: what is narrowed, composed, shared and kept."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import etree  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, Route, expect
from tests import portal as portals
from tests.browser.conftest import faultless, serving
from tests.portal import MEMBERS, NOW, SITES, Portal, without_index

from cyberveille.publishing.build import build
from cyberveille.publishing.workspace import Workspace

WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PAGES = ("/echeances/", "/abonnements/#suivre=gravite/critique", "/donnees/", "/abonnements/acces-grave/")
CHOSEN = "/abonnements/#suivre=gravite/critique,technologie/acces-distant"
INTEREST = """feeds:
  interests:
    - {id: acces-grave, title: Accès distant exploité, technologies: [acces-distant], exploited: true}
"""


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path]]:
    """The public edition of a small portal with deadlines, and that of its correspondents."""
    portal = Portal.copy(SITES / "minimal", tmp_path_factory.mktemp("suivi") / "portail")
    portal.write("site_config.yml", portal.read("site_config.yml") + INTEREST + MEMBERS)
    days = "action: {deadline: 2026-10-23, exposed_deadline: 2026-10-12}\nstructures: [laboratoire]\n"
    portal.write("bulletins/2026/CV-2026-BUL-0009.md", portals.bulletin(9, title="Pompe Zêta", extra=days))
    portal.build()
    members = portal.folder / "site-members"
    with without_index():
        build(*portal.made(audience="members"), Workspace(members))
    yield portal.output, members
    portal.close()


@pytest.fixture(scope="module")
def served(folders: tuple[Path, Path]) -> Iterator[str]:
    with serving(folders[0]) as address:
        yield address


@pytest.fixture
def visitor(chromium: Browser, served: str) -> Iterator[Page]:
    """Somebody in front of the public edition, on the day of the tests' clock."""
    context = chromium.new_context(base_url=served, viewport={"width": 1280, "height": 900}, locale="fr-FR")
    with faultless(context) as page:
        page.clock.set_fixed_time(NOW)
        yield page


def test_days_left_are_worked_out_on_the_day_of_the_visit(visitor: Page) -> None:
    """In Paris; what is past says since when."""
    visitor.goto("/echeances/")
    rows = visitor.locator("[data-day]")
    expect(rows.filter(has_text="Pompe Zêta").first.locator("[data-left]")).to_have_text("2 jours restants")
    expect(visitor.locator("[data-day='2026-10-05'] [data-left]").first).to_have_text(
        re.compile("il y a 5 jours")
    )
    visitor.clock.set_fixed_time("2026-10-12T21:59:00Z")
    visitor.reload()
    expect(visitor.locator("[data-day='2026-10-12'] [data-left]")).to_have_text("finit aujourd’hui")
    visitor.clock.set_fixed_time("2026-10-12T22:01:00Z")
    visitor.reload()
    expect(visitor.locator("[data-day='2026-10-12'] [data-left]")).to_have_text(re.compile("passée"))


def test_deadlines_are_narrowed_by_technology_and_structure(visitor: Page) -> None:
    """With the keyboard; weeks without any left are gone, and the count says of how many."""
    visitor.goto("/echeances/")
    everything = visitor.locator("[data-day]").count()
    visitor.get_by_label("Technologie").focus()
    visitor.keyboard.type("Imagerie")
    expect(visitor.locator("[data-day]:visible")).to_have_count(2)
    expect(visitor.locator("[data-count]")).to_have_text(f"2 échéances sur {everything}")
    expect(visitor.locator("[data-week]:visible")).to_have_count(2)
    visitor.get_by_label("Structure").select_option("laboratoire")
    expect(visitor.locator("[data-day]:visible")).to_have_count(2)
    visitor.get_by_label("Technologie").select_option("")
    # What names no structure may concern any.
    expect(visitor.locator("[data-day]:visible")).to_have_count(everything)


def test_a_subscription_is_composed_by_typing_and_ticking(visitor: Page) -> None:
    """With the keyboard alone: an OPML file that parses, addresses of feeds and calendars."""
    visitor.goto("/abonnements/")
    visitor.get_by_label("Que suivez-vous").focus()
    visitor.keyboard.type("ACCES dist")
    expect(visitor.locator("[data-offer] label")).to_have_text(["Accès distant exploité", "Accès distant"])
    visitor.locator("[data-choice='technologie/acces-distant']").focus()
    visitor.keyboard.press("Space")
    expect(visitor).to_have_url(re.compile(r"#suivre=technologie/acces-distant$"))
    feeds = visitor.locator("[data-feeds] .cv-address")
    expect(feeds).to_have_text(["https://essai.example.org/flux/technologie/acces-distant.atom.xml"])
    calendars = visitor.locator("[data-calendars] .cv-address")
    expect(calendars).to_have_text(["https://essai.example.org/echeances/technologie/acces-distant.ics"])
    visitor.get_by_label("Forme").select_option(label="RSS")
    expect(feeds).to_have_text(["https://essai.example.org/flux/technologie/acces-distant.rss.xml"])
    with visitor.expect_download() as download:
        visitor.get_by_role("button", name="Télécharger le fichier OPML").click()
    outline = etree.parse(download.value.path()).getroot()
    [leaf] = outline.findall("body/outline")
    assert leaf.get("xmlUrl") == "https://essai.example.org/flux/technologie/acces-distant.atom.xml"
    assert leaf.get("htmlUrl", "").endswith("/alertes/technologie/acces-distant/")


def test_what_answers_to_one_of_the_words_is_offered_when_nothing_does_to_all(visitor: Page) -> None:
    """And the page says so."""
    visitor.goto("/abonnements/")
    visitor.get_by_label("Que suivez-vous").fill("passerelle critique")
    offer = visitor.locator("[data-offer]")
    expect(offer).to_contain_text("voici ce qui répond à l’un des mots")
    expect(offer.locator("label")).to_contain_text(["Gravité critique", "Passerelle Bêta"])
    visitor.get_by_label("Que suivez-vous").fill("passerelle beta")
    expect(offer).not_to_contain_text("l’un des mots")
    expect(offer.locator("label")).to_have_text(["Exemple Réseau Passerelle Bêta"])
    visitor.get_by_label("Que suivez-vous").fill("zzz yyy")
    expect(offer).to_have_text("Rien ne répond à « zzz yyy ».")


def test_a_product_is_in_the_calendar_of_its_vendor(visitor: Page) -> None:
    """Told once, whatever is chosen of it; what has no deadline has none, and the page says so."""
    product = "produits/exemple-reseau/passerelle-beta"
    visitor.goto(f"/abonnements/#suivre={product}")
    calendars = visitor.locator("[data-calendars] li")
    expect(calendars).to_have_count(1)
    expect(calendars).to_contain_text("Exemple Réseau, pour Exemple Réseau Passerelle Bêta")
    expect(calendars).to_contain_text("/echeances/produits/exemple-reseau.ics")
    expect(visitor.locator("[data-without]")).to_be_empty()
    visitor.goto(f"/abonnements/#suivre={product},produits/exemple-reseau,documents")
    expect(calendars).to_have_count(1)
    expect(visitor.locator("[data-without]")).to_contain_text("sans calendrier : Documents.")


def test_what_is_to_be_expected_is_told(visitor: Page) -> None:
    """Of each choice and in all, by month: more than one, fewer, none."""

    def told(route: Route) -> None:
        made = route.fetch().json()
        for sort in made["sorts"]:
            for choice in sort["choices"]:
                choice["yearly"] = {"gravite/critique": 30, "gravite/elevee": 5}.get(choice["name"], 0)
        route.fulfill(json=made)

    visitor.route("**/choix.json", told)
    visitor.goto("/abonnements/#suivre=gravite/elevee,gravite/faible")
    rows = visitor.locator("[data-mine] li")
    expect(rows.nth(0)).to_contain_text("Gravité élevée moins d’une entrée par mois, 5 en un an")
    expect(rows.nth(1)).to_contain_text("Gravité faible aucune entrée")
    whole = visitor.locator("[data-expected]")
    expect(whole).to_contain_text("moins d’une entrée par mois, 5 en un an, d’après")
    visitor.locator("[data-choice='gravite/critique']").check()
    expect(rows.nth(2)).to_contain_text("environ 3 entrées par mois")
    expect(whole).to_contain_text("environ 3 entrées par mois, d’après")


def test_a_choice_is_shared_by_its_address_alone(visitor: Page) -> None:
    """Nothing of it is asked of the server; what is no longer there is said; a link in the page keeps it."""
    asked: list[str] = []
    visitor.on("request", lambda request: asked.append(request.url))
    visitor.goto(f"{CHOSEN},technologie/disparue")
    status = visitor.locator("[data-mine-status]")
    expect(status).to_have_text("2 choix retenus. 1 choix de cette adresse n’existe plus.")
    assert not [url for url in asked if "critique" in url or "acces-distant" in url]
    visitor.evaluate("location.hash = '#contenu'")
    expect(visitor).to_have_url(re.compile("#suivre=gravite/critique,technologie/acces-distant$"))
    expect(visitor.locator("[data-mine] li")).to_have_count(2)
    visitor.get_by_role("button", name="Retirer « Gravité critique »").click()
    expect(visitor.locator("[data-mine] li")).to_have_count(1)
    expect(visitor.locator("[data-choice='gravite/critique']")).not_to_be_checked()
    visitor.reload()
    expect(visitor.locator("[data-mine] li")).to_have_count(1)


def test_a_choice_is_kept_if_asked_and_forgotten_if_asked(visitor: Page) -> None:
    """In this browser; nothing is written before."""
    visitor.goto(CHOSEN)
    expect(visitor.locator("[data-mine] li")).to_have_count(2)
    assert visitor.evaluate("localStorage.getItem('cv-abonnements')") is None
    visitor.get_by_role("button", name="Retenir sur ce poste").click()
    visitor.goto("/donnees/")
    visitor.goto("/abonnements/")
    expect(visitor.locator("[data-mine] li")).to_have_count(2)
    visitor.get_by_role("button", name="Oublier").click()
    assert visitor.evaluate("localStorage.getItem('cv-abonnements')") is None


def test_correspondents_choices_are_never_kept(chromium: Browser, folders: tuple[Path, Path]) -> None:
    """Not even one that the public edition kept on the same host."""
    with (
        serving(folders[1]) as address,
        faultless(chromium.new_context(base_url=address), console=False) as page,
    ):
        page.goto("/donnees/")
        page.evaluate("localStorage.setItem('cv-abonnements', 'gravite/critique')")
        page.goto("/abonnements/")
        expect(page.locator("[data-choice='gravite/critique']")).not_to_be_checked()
        expect(page.get_by_role("button", name="Retenir sur ce poste")).to_have_count(0)
        page.locator("[data-choice='gravite/critique']").check()
        expect(page.locator("[data-mine] li")).to_have_count(1)


def test_without_script_lists_remain(chromium: Browser, served: str) -> None:
    """Every deadline, every feed; nothing that only a script could answer."""
    context = chromium.new_context(base_url=served, java_script_enabled=False, locale="fr-FR")
    page = context.new_page()
    page.goto("/echeances/")
    expect(page.locator("[data-narrow]")).to_be_hidden()
    expect(page.locator("main")).to_contain_text("Pompe Zêta")
    page.goto("/abonnements/")
    expect(page.locator("[data-find]")).to_be_hidden()
    expect(page.locator("main").get_by_role("link", name="RSS du flux Gravité critique")).to_be_visible()
    expect(page.locator("main").get_by_role("link", name="fichier OPML")).to_be_visible()
    context.close()


def test_the_lists_remain_when_the_choices_cannot_be_loaded(chromium: Browser, served: str) -> None:
    """And the page says so."""
    with faultless(chromium.new_context(base_url=served, locale="fr-FR"), console=False) as page:
        page.route("**/choix.json", lambda route: route.fulfill(status=503))
        page.goto("/abonnements/")
        expect(page.locator("[data-mine-status]")).to_contain_text("n’ont pas pu être chargés")
        expect(page.get_by_role("link", name="RSS du flux Gravité critique")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 320])
def test_pages_to_follow_are_accessible_and_fit(chromium: Browser, served: str, width: int) -> None:
    """No violation of WCAG 2.2 AA, and nothing wider than the screen."""
    context = chromium.new_context(
        base_url=served, viewport={"width": width, "height": 900}, locale="fr-FR", color_scheme="dark"
    )
    with faultless(context) as page:
        for address in PAGES:
            page.goto(address)
            page.wait_for_load_state("networkidle")
            found = Axe().run(page, options=WCAG)
            assert found.violations_count == 0, (address, found.generate_report())
            wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
            assert not page.evaluate(wide), address
