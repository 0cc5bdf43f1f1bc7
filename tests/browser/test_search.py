"""The search page in a real browser."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.conftest import without_errors


@pytest.fixture(scope="module")
def opened(chromium: Browser, site: str) -> Iterator[Page]:
    context = chromium.new_context(base_url=site, locale="fr-FR")
    yield context.new_page()
    context.close()


@pytest.fixture
def page(opened: Page) -> Iterator[Page]:
    """The same person asks everything; any error in the console fails the test."""
    with without_errors(opened):
        yield opened


@pytest.mark.parametrize("words", ["passerelle", "CVE-2026-10002", "CV-2026-BUL-0002"])
def test_the_search_finds_a_notice(page: Page, words: str) -> None:
    """By a word, a CVE or an identifier; the address can be shared."""
    page.goto(f"/recherche/?q={words}")
    first = page.locator("[data-search-results] a").first
    expect(first).to_be_visible()
    expect(page.locator("[data-search-results]")).to_contain_text("passerelle Bêta")


def test_a_search_can_be_filtered_sorted_shared_and_left(page: Page) -> None:
    """The panel fills when it opens; the address carries the whole question; going back restores it."""
    page.goto("/recherche/?q=passerelle")
    status = page.locator("[data-search-status]")
    expect(status).to_contain_text("« passerelle »")
    page.locator("summary", has_text="Filtrer et trier").click()
    page.get_by_label("Gravité").select_option("critique")
    expect(page).to_have_url(re.compile("severity=critique"))
    for severity in page.locator("[data-search-results] .cv-severity").all_inner_texts():
        assert "critique" in severity
    page.get_by_label("Ordre").select_option("date")
    expect(page).to_have_url(re.compile("order=date"))
    shared = page.url
    page.go_back()
    expect(page.get_by_label("Ordre")).to_have_value("")
    expect(page.get_by_label("Gravité")).to_have_value("critique")
    other = page.context.new_page()
    other.goto(shared)
    expect(other.get_by_label("Ordre")).to_have_value("date")
    expect(other.locator("[data-search-results] li").first).to_be_visible()
    other.close()


@pytest.mark.parametrize("typed", ["cve-2026-10002", "CVE 2026-10002", "CVE–2026–10002"])
def test_an_identifier_is_found_however_it_is_typed(page: Page, typed: str) -> None:
    """Lower case, a space, a typographic dash: the notice that bears it comes first."""
    page.goto("/recherche/")
    page.locator("main input[type=search]").fill(typed)
    page.keyboard.press("Enter")
    expect(page.locator("[data-search-results] li").first).to_contain_text("passerelle Bêta")


@pytest.mark.parametrize("words", ["equipe", "équipe", "ÉQUIPES", "authentifications", "contournements"])
def test_accents_and_endings_do_not_matter(page: Page, words: str) -> None:
    """French stemming, diacritics folded: a result, not something near."""
    page.goto(f"/recherche/?q={words}")
    expect(page.locator("[data-search-results] li")).to_have_count(1)
    expect(page.locator("[data-search-status]")).to_contain_text("1 résultat")
    expect(page.locator("[data-search-near]")).to_be_hidden()


def test_nothing_found_says_what_to_try(page: Page) -> None:
    """An empty result is announced, with advice."""
    page.goto("/recherche/?q=zzzzqq")
    expect(page.locator("[data-search-status][role=status]")).to_contain_text("Aucun résultat")


@pytest.mark.parametrize(
    "words",
    [
        "authentification",
        "l’authentification",
        "l'authentification",
        '"l’équipe"',
        "eloise",
        "œdeme",
        "oedème",
        "coeur",
    ],
)
def test_elisions_and_ligatures_do_not_hide_words(page: Page, words: str) -> None:
    """A printed apostrophe parts words, and œ is oe; what is shown keeps the apostrophes of print."""
    page.goto(f"/recherche/?q={words}")
    results = page.locator("[data-search-results] li")
    expect(results.first).to_contain_text("visionneuse Alpha")
    expect(page.locator("[data-search-status]")).to_contain_text("1 résultat")
    expect(results.first).not_to_contain_text("'")


@pytest.mark.parametrize("words", ["passepartout", "visionneuse passepartout"])
def test_what_is_only_near_is_said_to_be(page: Page, words: str) -> None:
    """The index answers by the beginning of a word that stands nowhere: no result, and it stands apart."""
    page.goto(f"/recherche/?q={words}")
    near = page.get_by_role("region", name="Réponses proches")
    expect(near.get_by_role("heading", level=3).first).to_be_visible()
    expect(page.locator("[data-search-results] li")).to_have_count(0)
    expect(page.locator("[data-search-status]")).to_contain_text("tel quel")


def test_what_shares_two_letters_is_not_near(page: Page) -> None:
    """« défaut » stands nowhere, and « de » does not answer for it."""
    page.goto("/recherche/?q=défaut")
    expect(page.locator("[data-search-status]")).to_contain_text("Aucun résultat")
    expect(page.locator("main .cv-result")).to_have_count(0)
