"""What a notice said before, in a browser: read, compared, printed. axe reads these pages in test_portal."""

from playwright.sync_api import Page, expect

NOTICE = "/bulletins/2026/CV-2026-BUL-0002/"


def test_the_history_of_a_notice_leads_to_its_past_and_back(page: Page, site: str) -> None:
    """From the notice to what changed, to the text before, to the notice as it is; by plain links."""
    page.goto(NOTICE)
    page.get_by_role("link", name="Ce qui a changé à la révision 2").click()
    expect(page.locator("h1")).to_have_text("Ce qui a changé")
    page.get_by_role("link", name="le texte d’avant").click()
    expect(page).to_have_url(f"{site}{NOTICE}r1/")
    expect(page.locator(".cv-notice-band")).to_contain_text("Ce n’est plus ce que dit la notice")
    page.get_by_role("link", name="lire le texte en vigueur").click()
    expect(page).to_have_url(f"{site}{NOTICE}")


def test_the_address_of_the_last_revision_leads_to_the_notice(page: Page, site: str) -> None:
    page.goto(f"{NOTICE}r2/")
    expect(page).to_have_url(f"{site}{NOTICE}")
    expect(page.locator("h1")).to_contain_text("passerelle Bêta")


def test_what_changed_is_heard_and_seen_without_colour(page: Page) -> None:
    """The words around a mark are in the accessibility tree; lines tell both apart, on paper too."""
    page.goto(f"{NOTICE}r2/changements/")
    out, into = (page.locator(f".cv-changed {tag}").first for tag in ("del", "ins"))
    told = page.locator("main").aria_snapshot()
    for words in ("début du texte supprimé", "fin du texte supprimé", "début du texte ajouté"):
        assert words in told
    for media in ("screen", "print"):
        page.emulate_media(media="print" if media == "print" else "screen")
        assert "line-through" in out.evaluate("item => getComputedStyle(item).textDecorationLine")
        assert "underline" in into.evaluate("item => getComputedStyle(item).textDecorationLine")
        expect(page.locator("h1")).to_be_visible()
    expect(page.locator("header nav").first).not_to_be_visible()


def test_a_printed_text_says_that_it_holds_no_more(page: Page) -> None:
    """Paper is what people keep."""
    page.goto(f"{NOTICE}r1/")
    page.emulate_media(media="print")
    expect(page.get_by_text("Texte de la révision 1, remplacé le")).to_be_visible()
    expect(page.locator("header nav").first).not_to_be_visible()
