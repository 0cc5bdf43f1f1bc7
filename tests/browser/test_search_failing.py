"""The search page when a piece of it cannot be loaded: it says so, and never that nothing is found."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from tests.browser.conftest import serving
from tests.portal import SITES, Portal, bulletin

from cyberveille.publishing.search import generations, reach

WATCH = """
window.said = [];
addEventListener("DOMContentLoaded", () => {
  const status = document.querySelector("[data-search-status]");
  new MutationObserver(() => window.said.push(status.textContent))
    .observe(status, { childList: true, characterData: true, subtree: true });
});
"""
"""Keeps all that the status ever says."""
FAILED = "La recherche n’a pas pu être chargée"
PIECES = {
    "the worker": "**/assets/worker.*.js",
    "the program": "**/pagefind-worker.js",
    "wasm": "**/wasm.fr.pagefind",
    "the tables of contents": "**/first/tables.*.pf_meta",
    "the index": "**/*.pf_index",
    "an older year's table of contents": "**/2025/*.pf_meta",
    "a part of the index": "**/2026/index/*.pf_index",
    "a fragment": "**/*.pf_fragment",
}
OLDER = {"an older year's table of contents"}
"""What a search does not come to before it found nothing in recent years."""
GZIP = bytes.fromhex("1f8b0800000000000003")
LOGIN = "<!doctype html><html><body><form>Connexion</form></body></html>"
FAILURES: dict[str, Callable[[Route], None]] = {
    "404": lambda route: route.fulfill(status=404, content_type="text/html", body="<h1>Introuvable</h1>"),
    "403": lambda route: route.fulfill(status=403, content_type="text/html", body="<h1>Interdit</h1>"),
    "broken": lambda route: route.fulfill(status=200, body=GZIP + b"\x00\xff\x13\x37"),
    "cut": lambda route: route.abort("connectionreset"),
}
OTHERS: dict[str, Callable[[Route], None]] = {
    "500": lambda route: route.fulfill(status=500, body=""),
    "empty": lambda route: route.fulfill(status=200, body=""),
    "a login page": lambda route: route.fulfill(status=200, content_type="text/html", body=LOGIN),
    "cut short": lambda route: route.fulfill(status=200, body=route.fetch().body()[:40]),
}


@pytest.fixture(scope="module")
def shards(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a portal whose index has the newest notices and two years, the older searched next."""
    portal = Portal.copy(SITES / "minimal", tmp_path_factory.mktemp("tessons") / "portail")
    for number in range(10, 30):
        year = 2026 - number // 20
        body = f"Un {'mot' if year == 2026 else 'zéphyr'} sur ce qui est à faire."
        text = bulletin(number, title=f"Passerelle numéro {number}", body=body).replace("2026", str(year))
        portal.write(f"bulletins/{year}/CV-{year}-BUL-{number:04d}.md", text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(generations, "STEP", 4)
        patch.setattr(reach, "FIRST", 11)
        portal.build(search=True)
    portal.close()
    with serving(portal.output) as address:
        yield address


@pytest.fixture
def visitor(chromium: Browser, shards: str) -> Iterator[BrowserContext]:
    """Someone whose network fails in ways that the test chooses."""
    context = chromium.new_context(base_url=shards, locale="fr-FR")
    context.add_init_script(WATCH)
    yield context
    context.close()


def _expect_failure(page: Page) -> None:
    expect(page.locator("[data-search-status]")).to_contain_text(FAILED)
    expect(page.locator("[data-search-failed]")).to_be_visible()
    expect(page.locator("main .cv-result")).to_have_count(0)
    said = page.evaluate("window.said")
    assert not [text for text in said if text.startswith("Aucun") or "résultat" in text]


def _workers_of(page: Page) -> list[str]:
    """The addresses of those that the page will have started: a second one begins the search anew."""
    begun: list[str] = []
    page.on("worker", lambda worker: begun.append(worker.url))
    return begun


@pytest.mark.parametrize(
    ("piece", "failure"),
    [
        pytest.param(piece, failure, marks=() if failure in {"404", "broken"} else pytest.mark.thorough)
        for piece in PIECES
        for failure in FAILURES
        if piece in {"wasm", "the index", "a fragment"} or failure in {"404", "broken"}
    ],
)
def test_a_piece_that_is_missing_is_said(visitor: BrowserContext, piece: str, failure: str) -> None:
    """Whatever it is and however it fails; the reader can try again once it is back."""
    page = visitor.new_page()
    visitor.route(PIECES[piece], FAILURES[failure])
    page.goto(f"/recherche/?q={'zéphyr' if piece in OLDER else 'passerelle'}")
    _expect_failure(page)
    visitor.unroute(PIECES[piece])
    page.get_by_role("button", name="Réessayer").click()
    expect(page.locator("[data-search-status]")).to_contain_text("résultats pour")
    expect(page.locator("[data-search-failed]")).to_be_hidden()


@pytest.mark.parametrize("failure", OTHERS)
def test_other_ways_of_failing_are_said_too(visitor: BrowserContext, failure: str) -> None:
    """An answer that is no piece of an index, or not all of it."""
    page = visitor.new_page()
    visitor.route("**/index/*.pf_index", OTHERS[failure])
    page.goto("/recherche/?q=passerelle")
    _expect_failure(page)


@pytest.mark.parametrize("failure", FAILURES)
@pytest.mark.parametrize("asked", ["CVE-2026-10002", "CVE-2026-99999", "2026-10002"])
def test_an_identifier_that_could_not_be_looked_up_is_borne_by_nobody_knows(
    visitor: BrowserContext, asked: str, failure: str
) -> None:
    """The table of identifiers fails: neither found nor « aucune notice ne porte »."""
    page = visitor.new_page()
    visitor.route("**/identifiants/*.json", FAILURES[failure])
    page.goto(f"/recherche/?q={asked}")
    _expect_failure(page)


def test_the_bearers_of_an_identifier_are_shown_when_the_texts_cannot_be_searched(
    visitor: BrowserContext,
) -> None:
    """What is known is said, and what is not."""
    page = visitor.new_page()
    visitor.route("**/*.pf_index", FAILURES["404"])
    page.goto("/recherche/?q=CVE-2026-10002")
    expect(page.locator("[data-search-status]")).to_contain_text("n’a pas pu être chargée")
    expect(page.locator("[data-search-status]")).to_contain_text("1 résultat")
    expect(page.locator("[data-search-results] li")).to_have_count(1)


@pytest.mark.parametrize("asked", ["passerelle", "zzzzqq", "CVE-2026-10002", "CVE-2026-99999"])
def test_offline_nothing_is_said_to_be_missing(visitor: BrowserContext, asked: str) -> None:
    """The page was opened, then the network went; when it is back, the search answers."""
    page = visitor.new_page()
    page.goto("/recherche/")
    page.wait_for_load_state("networkidle")
    visitor.set_offline(True)
    page.locator("main input[type=search]").fill(asked)
    page.keyboard.press("Enter")
    _expect_failure(page)
    visitor.set_offline(False)
    page.get_by_role("button", name="Réessayer").click()
    expect(page.locator("[data-search-failed]")).to_be_hidden()
    expect(page.locator("[data-search-status]")).to_contain_text(asked)


def test_the_rest_of_a_list_that_cannot_be_fetched_is_said(visitor: BrowserContext) -> None:
    """« Afficher la suite » fails: not a button that does nothing."""
    page = visitor.new_page()
    page.goto("/recherche/?q=passerelle")
    expect(page.locator("[data-search-results] li")).to_have_count(10)
    visitor.route("**/*.pf_fragment", FAILURES["404"])
    page.get_by_role("button", name="Afficher la suite").click()
    expect(page.locator("[data-search-status]")).to_contain_text(FAILED)


def test_choices_that_cannot_be_fetched_are_said(visitor: BrowserContext) -> None:
    """The panel of filters opens on an error, not on empty lists."""
    page = visitor.new_page()
    visitor.route("**/*.pf_filter", FAILURES["404"])
    page.goto("/recherche/")
    page.locator("summary", has_text="Filtrer et trier").click()
    expect(page.locator("[data-search-status]")).to_contain_text(FAILED)


def test_a_page_without_its_script_says_so_by_itself(visitor: BrowserContext) -> None:
    """Nothing else would."""
    page = visitor.new_page()
    visitor.route("**/assets/search.*.js", FAILURES["404"])
    page.goto("/recherche/?q=passerelle")
    page.evaluate("() => document.getAnimations().forEach((animation) => animation.finish())")
    expect(page.get_by_text("La recherche n’a pas pu être chargée.")).to_be_visible()


def test_a_search_in_a_link_begins_before_its_page(visitor: BrowserContext) -> None:
    """What will be shown first is fetched even while the page's own script does not come."""
    page = visitor.new_page()
    visitor.route("**/assets/search.*.js", FAILURES["404"])
    with page.expect_request("**/*.pf_fragment"):
        page.goto("/recherche/?q=passerelle")


def test_pieces_are_asked_for_before_the_program_that_reads_them(visitor: BrowserContext) -> None:
    """It is the heaviest that a first search fetches: where words stand is known without it."""
    page = visitor.new_page()
    visitor.route(PIECES["wasm"], lambda _route: None)
    with page.expect_request("**/*.pf_index"):
        page.goto("/recherche/?q=passerelle")


@pytest.mark.parametrize("there", [b"[]\n", b'[["0123456789",1]]\n\x80'])
def test_tables_of_another_edition_than_the_page_do_no_harm(visitor: BrowserContext, there: bytes) -> None:
    """A deploy came between two requests: those of the page are fetched one by one, by the same worker."""
    page = visitor.new_page()
    begun = _workers_of(page)
    visitor.route(PIECES["the tables of contents"], lambda route: route.fulfill(body=there))
    with page.expect_request("**/recent/*.pf_meta"):
        page.goto("/recherche/?q=passerelle")
    expect(page.locator("[data-search-status]")).to_contain_text("résultats pour")
    assert len(begun) == 1


def test_a_piece_that_does_not_come_ahead_is_asked_for_again(visitor: BrowserContext) -> None:
    """By the program that reads it, in the same worker: what failed before it asked counts for nothing."""
    page = visitor.new_page()
    begun = _workers_of(page)
    visitor.route(PIECES["the index"], FAILURES["cut"], times=1)
    page.goto("/recherche/?q=passerelle")
    expect(page.locator("[data-search-status]")).to_contain_text("résultats pour")
    assert len(begun) == 1


def test_what_begins_before_the_page_is_not_needed(visitor: BrowserContext) -> None:
    """The script that starts the search ahead fails: the page starts it."""
    page = visitor.new_page()
    visitor.route("**/assets/ahead.*.js", FAILURES["404"])
    page.goto("/recherche/?q=passerelle")
    expect(page.locator("[data-search-status]")).to_contain_text("résultats pour")


def test_a_portal_that_publishes_nothing_yet_has_no_result(tmp_path: Path, chromium: Browser) -> None:
    """An index without a piece is not an index that fails."""
    portal = Portal.copy(SITES / "minimal", tmp_path / "portail")
    portal.build(datetime(2020, 1, 1, tzinfo=UTC), search=True)
    portal.close()
    with serving(portal.output) as address:
        page = chromium.new_page(base_url=address)
        page.goto("/recherche/?q=passerelle")
        expect(page.locator("[data-search-status]")).to_contain_text("Aucun résultat")
        page.goto("/recherche/?q=CVE-2026-10002")
        expect(page.locator("[data-search-status]")).to_contain_text("Aucune notice ne porte")
        page.close()
