"""The page for an address that leads nowhere reads the identifier that the address names."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.conftest import serving, without_errors
from tests.portal import SITES, Portal, bulletin

ICSMA = "https://www.cisa.gov/news-events/ics-medical-advisories/icsma-20-254-01"
STATUS = ".cv-not-found__status[role=status]"
OFFERED = "Pompe à perfusion"


@dataclass(frozen=True)
class Lost:
    """A page opened below the portal's path; `base` ends with a slash."""

    page: Page
    base: str

    def open(self, path: str) -> None:
        self.page.goto(self.base + path)


@pytest.fixture(
    scope="module",
    params=[
        pytest.param("", marks=pytest.mark.thorough, id="at the root"),
        pytest.param("veille/", id="below a path"),
    ],
)
def portal_at(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a portal that a server answers for, at its root or below a path."""
    path = str(request.param)
    top = tmp_path_factory.mktemp("perdu")
    portal = Portal.copy(SITES / "minimal", top / "portail")
    cves = "vulnerabilities:\n  - {cve: CVE-2026-11111}\n"
    extra = f"{cves}  - {{cve: CVE-2026-22222}}\naliases: [CERTFR-2026-AVI-0001]\n"
    text = bulletin(10, title=OFFERED, extra=extra).replace("https://example.org/10", ICSMA)
    portal.write("bulletins/2026/CV-2026-BUL-0010.md", text)
    portal.write("bulletins/2026/CV-2026-BUL-0011.md", bulletin(11, title="Autre pompe", extra=cves))
    withdrawn = "withdrawn: {date: 2026-10-07T10:00:00+02:00, reason: Doublon}\n"
    portal.write("bulletins/2026/CV-2026-BUL-0012.md", bulletin(12, title="Pompe de trop", extra=withdrawn))
    portal.build(search=True, url=f"https://essai.example.org/{path}")
    portal.close()
    if path:
        (top / "servi").mkdir()
        (top / "servi" / path.rstrip("/")).symlink_to(portal.output)
    with serving(top / "servi" if path else portal.output) as address:
        yield f"{address}/{path}"


@pytest.fixture(scope="module")
def opened(chromium: Browser) -> Iterator[Page]:
    """The same person gets lost each time."""
    context = chromium.new_context(locale="fr-FR")
    yield context.new_page()
    context.close()


@pytest.fixture
def lost(opened: Page, portal_at: str) -> Iterator[Lost]:
    with without_errors(opened, console=False):
        yield Lost(opened, portal_at)
    opened.unroute_all()


@pytest.mark.parametrize(
    "path",
    [
        "bulletins/2026/CV-2026-BUL-0010.",
        "bulletins/2026/CV-2026-BUL-0010).",
        "bulletins/2026/CV-2026-BUL-0010/%20",
        "bulletins/2026/CV-2026-BUL-0010%29",
        "bulletins/2026/CV-2026-BUL-0010%2529",
        "bulletins/2026/cv-2026-bul-0010/",
        "bulletins/2025/CV-2026-BUL-0010/",
        "alertes/2026/CV-2026-BUL-0010/",
        "CV-2026-BUL-0010",
        f"bulletins/2026/{quote('CV‑2026‑BUL‑0010')}/",
        f"bulletins/2026/{quote('CV-2026-BUL-0010' + chr(0x200B))}/",
        "certfr-2026-avi-0001.html",
        "icsma-20-254-01,",
        "index.php?id=CV-2026-BUL-0010",
        "nulle-part/#CV-2026-BUL-0010",
    ],
)
def test_the_notice_that_the_address_names_is_offered(lost: Lost, path: str) -> None:
    """However the address was spoilt on its way, and whatever the number is that names it."""
    lost.open(path)
    offered = lost.page.locator("main").get_by_role("link", name=OFFERED)
    expect(offered).to_have_count(1)
    expect(lost.page.locator(STATUS)).to_contain_text("Voici la notice qui porte")
    offered.click()
    expect(lost.page.locator("h1")).to_have_text(OFFERED)


@pytest.mark.parametrize(
    "path", ["cve/CVE-2026-22222", "cve/cve-2026-22222/", "cve/CVE-2026-22222).", "cve/2026-22222"]
)
def test_a_cve_that_one_notice_bears_leads_to_it(lost: Lost, path: str) -> None:
    """Where no server rule does."""
    lost.open(path)
    lost.page.wait_for_url("**/bulletins/2026/CV-2026-BUL-0010/")
    expect(lost.page.locator("h1")).to_have_text(OFFERED)


def test_a_cve_that_several_bear_leads_to_their_list(lost: Lost) -> None:
    """All of them, under its name."""
    lost.open("cve/CVE-2026-11111")
    expect(lost.page.locator("h1")).to_have_text("CVE-2026-11111")
    expect(lost.page.locator("main .cv-result")).to_have_count(2)
    expect(lost.page.locator(STATUS)).to_contain_text("Voici les notices qui portent")


@pytest.mark.parametrize(
    "path", ["cve/CVE-2026-1111", "bulletins/2026/CV-2026-BUL-9999/", "cve/cve-2020-1622"]
)
def test_an_identifier_that_nobody_bears_is_said_to_be(lost: Lost, path: str) -> None:
    """Not another that begins alike; the search is one step away."""
    lost.open(path)
    expect(lost.page.locator(STATUS)).to_contain_text("Aucune notice ne porte")
    expect(lost.page.locator("main .cv-result")).to_have_count(0)
    lost.page.locator("main").get_by_role("link", name="dans tout le portail").click()
    expect(lost.page.locator("[data-search-status]")).to_contain_text("Aucune notice ne porte")


def test_a_withdrawn_notice_is_offered_as_such(lost: Lost) -> None:
    """Its page is there, and says why."""
    lost.open("bulletins/2026/CV-2026-BUL-0012;")
    expect(lost.page.locator("main .cv-result")).to_contain_text("retirée")


@pytest.mark.parametrize(
    "path", ["nulle-part/", "bulletins/annee/1999/", "documents/kit-de-crise-2026/", "wp-login.php"]
)
def test_an_address_that_names_nothing_shows_the_plain_page(lost: Lost, path: str) -> None:
    """Nothing is guessed."""
    lost.open(path)
    lost.page.wait_for_load_state("networkidle")
    expect(lost.page.locator("h1")).to_have_text("Page introuvable")
    expect(lost.page.locator("main .cv-plan")).to_be_visible()
    expect(lost.page.locator(STATUS)).to_be_empty()


@pytest.mark.parametrize("failure", [404, 403, 500])
def test_what_could_not_be_looked_up_is_said(lost: Lost, failure: int) -> None:
    """Never that nobody bears it."""
    lost.page.route("**/identifiants/*.json", lambda route: route.fulfill(status=failure, body=""))
    lost.open("cve/CVE-2026-11111")
    expect(lost.page.locator(STATUS)).to_contain_text("n’a pas pu être recherché")


def test_a_server_rule_leads_to_the_search_page_which_leads_on(lost: Lost) -> None:
    """To the notice when there is one, to the results when there are several or none."""
    lost.open("recherche/?cve=cve-2026-22222")
    lost.page.wait_for_url("**/bulletins/2026/CV-2026-BUL-0010/")
    lost.open("recherche/?cve=CVE-2026-11111")
    expect(lost.page.locator("[data-search-status]")).to_contain_text("2 résultats")
    assert lost.page.url.endswith("recherche/?q=CVE-2026-11111")
    lost.open("recherche/?cve=CVE-2026-1111")
    expect(lost.page.locator("[data-search-status]")).to_contain_text("Aucune notice ne porte")


def test_without_a_search_a_notice_still_answers_for_its_own_identifier(
    chromium: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """There is no table of identifiers then: nothing is said of those that others gave."""
    portal = Portal.copy(SITES / "minimal", tmp_path_factory.mktemp("sans") / "portail")
    portal.write("site_config.yml", portal.read("site_config.yml") + "search: false\n")
    portal.build()
    portal.close()
    with serving(portal.output) as address:
        page = chromium.new_page(base_url=address)
        page.goto("/bulletins/2026/cv-2026-bul-0001).")
        expect(page.locator("main .cv-result__link")).to_have_attribute(
            "href", "/bulletins/2026/CV-2026-BUL-0001/"
        )
        page.goto("/bulletins/2026/CV-2026-BUL-9999/")
        expect(page.locator(STATUS)).to_contain_text("Aucune notice ne porte")
        page.goto("/cve/CVE-2026-10001")
        page.wait_for_load_state("networkidle")
        expect(page.locator(STATUS)).to_be_empty()
        page.route("**/*.json", lambda route: route.abort())
        page.goto("/bulletins/2026/CV-2026-BUL-0001.")
        expect(page.locator(STATUS)).to_contain_text("n’a pas pu être recherché")
        page.close()
