"""Recent years are searched first, those before when asked for: the page says which it did not look at."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from tests.browser.conftest import ask, faultless, serving
from tests.portal import SITES, Portal, bulletin

from cyberveille.publishing.search import generations, reach

OF_A_YEAR = 6
YEARS = range(2019, 2027)
ALL = OF_A_YEAR * len(YEARS) + 2
"""With two of the smallest portal."""


def _name(year: int, number: int) -> str:
    return f"CV-{year}-BUL-{number:04d}"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Six notices in each of eight years; each bears a CVE, and those of two years cite another."""
    portal = Portal.copy(SITES / "minimal", tmp_path_factory.mktemp("années") / "portail")
    for year in YEARS:
        for number in range(10, 10 + OF_A_YEAR):
            extra = f"vulnerabilities:\n  - {{cve: CVE-{year}-777{number}}}\n"
            cited = "CVE-2019-12345." if year in {2020, 2026} else ""
            body = f"Le mot de {year}. {'Un zéphyr.' if year == 2019 else ''} {cited}"
            text = bulletin(number, title=f"Passerelle de {year}", extra=extra, body=body)
            text = text.replace("CV-2026", f"CV-{year}").replace("2026-10-05", f"{year}-03-{number:02d}")
            portal.write(f"bulletins/{year}/{_name(year, number)}.md", text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(generations, "STEP", 4)
        patch.setattr(reach, "FIRST", 11)
        portal.build(search=True)
    portal.close()
    with serving(portal.output) as at:
        yield at


@pytest.fixture
def visitor(chromium: Browser, address: str) -> Iterator[Page]:
    """Any error in the console fails the test."""
    context = chromium.new_context(base_url=address, locale="fr-FR")
    with faultless(context) as page:
        page.goto("/recherche/")
        yield page


@pytest.fixture
def fetched(visitor: Page) -> set[str]:
    """The years of the index of which anything was fetched."""
    years: set[str] = set()
    visitor.on("request", lambda request: years.update(_years_of(request.url)))
    return years


def _years_of(url: str) -> list[str]:
    return [url.split("/pagefind/")[1][:4]] if "/pagefind/20" in url else []


def _status(page: Page, text: str) -> None:
    expect(page.locator("[data-search-status]")).to_contain_text(text)


def test_recent_years_answer_first_and_the_others_when_asked_for(visitor: Page, fetched: set[str]) -> None:
    """What was not searched is told, in years; each press searches more, and leads to the best of it all."""
    older = visitor.locator("[data-search-older]")
    ask(visitor, "passerelle")
    _status(visitor, "depuis 2025")
    expect(older).to_contain_text("Les années 2019 à 2024 n’ont pas encore été cherchées")
    assert {year for year in fetched if year < "2025"} == set()
    older.get_by_role("button", name="Chercher aussi les années 2021 à 2024").click()
    _status(visitor, "depuis 2021")
    expect(visitor.locator("[data-search-results] a").first).to_be_focused()
    older.get_by_role("button", name="Chercher aussi les années 2019 à 2020").click()
    _status(visitor, f"{ALL} résultats pour « passerelle »")
    expect(older).to_be_hidden()


def test_going_back_finds_what_was_searched(visitor: Page) -> None:
    """From a result of an earlier year; another question begins with the recent ones again."""
    ask(visitor, "passerelle")
    visitor.get_by_role("button", name="Chercher aussi").click()
    _status(visitor, "depuis 2021")
    visitor.locator("[data-search-results] a").first.click()
    expect(visitor.locator("h1")).to_contain_text("Passerelle")
    visitor.go_back()
    _status(visitor, "depuis 2021")
    ask(visitor, "mot")
    _status(visitor, "depuis 2025")


def test_what_recent_years_do_not_hold_is_looked_for_in_all(visitor: Page) -> None:
    """Without asking: nothing is said to be missing before."""
    ask(visitor, "zéphyr")
    _status(visitor, f"{OF_A_YEAR} résultats pour « zéphyr »")
    expect(visitor.locator("[data-search-older]")).to_be_hidden()
    ask(visitor, "zzzzqq")
    _status(visitor, "Aucun résultat")
    expect(visitor.locator("[data-search-older]")).to_be_hidden()


def test_an_identifier_is_found_whatever_its_year(visitor: Page, fetched: set[str]) -> None:
    """Without the index of its year; the texts that may cite it are told apart."""
    ask(visitor, "CVE-2019-77712")
    expect(visitor.locator("[data-search-results] .cv-result__id")).to_have_text(_name(2019, 12))
    older = visitor.locator("[data-search-older]")
    expect(older).to_contain_text("Les textes des années 2019 à 2024 n’ont pas encore été cherchés")
    assert {year for year in fetched if year < "2025"} == set()
    ask(visitor, "CVE-2019-12345")
    _status(visitor, f"{OF_A_YEAR} notices le citent dans le texte depuis 2025")
    older.get_by_role("button").click()
    _status(visitor, "depuis 2021")
    older.get_by_role("button").click()
    _status(visitor, f"{2 * OF_A_YEAR} notices le citent dans le texte.")


@pytest.mark.parametrize("question", ["passerelle", "CVE-2020-77713"])
def test_a_year_is_searched_whichever_it_is(visitor: Page, question: str) -> None:
    """Narrowed to one of the earlier years by its address, by words and by identifier."""
    visitor.goto(f"/recherche/?q={question}&year=2020")
    _status(visitor, "6 résultats" if question == "passerelle" else "1 résultat")
    ids = visitor.locator("[data-search-results] .cv-result__id").all_inner_texts()
    assert {name[:7] for name in ids} == {"CV-2020"}
    expect(visitor.get_by_label("Année").locator("option")).to_have_count(1 + len(YEARS))
    if question == "passerelle":
        expect(visitor.locator("[data-search-older]")).to_be_hidden()


def test_a_link_that_narrows_is_answered_before_the_choices_are_known(visitor: Page) -> None:
    """Those take the table of contents of every year; they keep what the address says."""
    visitor.context.route("**/2019/*.pf_meta", lambda _route: None)
    visitor.goto("/recherche/?q=passerelle&severity=faible&kind=bulletin&order=date")
    _status(visitor, "12 résultats pour « passerelle » depuis 2025")
    expect(visitor.get_by_label("Gravité")).to_have_value("faible")
    visitor.context.unroute("**/2019/*.pf_meta")
    visitor.reload()
    expect(visitor.get_by_label("Année").locator("option")).to_have_count(1 + len(YEARS))
    expect(visitor.get_by_label("Gravité")).to_have_value("faible")
    expect(visitor.get_by_label("Nature")).to_have_value("bulletin")
    _status(visitor, "12 résultats pour « passerelle » depuis 2025")


@pytest.mark.parametrize("piece", ["**/2020/*.pf_meta", "**/2020/index/*.pf_index"])
def test_earlier_years_that_cannot_be_searched_are_said(visitor: Page, piece: str) -> None:
    """Neither found nor missing; once they are back, as much is searched as was asked for."""
    visitor.context.route(piece, lambda route: route.fulfill(status=404, body=""))
    errors = visitor.locator("[data-search-failed]")
    ask(visitor, "passerelle")
    visitor.get_by_role("button", name="Chercher aussi").click()
    _status(visitor, "depuis 2021")
    visitor.get_by_role("button", name="Chercher aussi").click()
    expect(errors).to_be_visible()
    expect(visitor.locator("[data-search-older]")).to_be_hidden()
    visitor.context.unroute(piece)
    visitor.get_by_role("button", name="Réessayer").click()
    _status(visitor, f"{ALL} résultats")


@pytest.mark.parametrize("width", [1280, 320])
def test_what_was_not_searched_is_accessible(visitor: Page, width: int) -> None:
    """Nothing wider than the screen."""
    visitor.set_viewport_size({"width": width, "height": 900})
    ask(visitor, "passerelle")
    expect(visitor.locator("[data-search-older]")).to_be_visible()
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}
    assert Axe().run(visitor, options=rules).response["violations"] == []
    assert visitor.evaluate("document.documentElement.scrollWidth <= innerWidth")
