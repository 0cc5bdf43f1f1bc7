"""The directory of products in a real browser: narrowed as one types, whole without script."""

from playwright.sync_api import Browser, Page, expect
from tests.browser.conftest import faultless


def test_the_directory_narrows_as_one_types(page: Page) -> None:
    """By vendor or by product, whatever the accents; nothing found is said; emptied, all is there again.

    What vendors make is read once, when the field is used; no word typed is in any address.
    """
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/produits/")
    field = page.get_by_role("searchbox", name="Éditeur ou produit")
    imaging = page.get_by_role("link", name="Exemple Imaging")
    network = page.get_by_role("link", name="Exemple Réseau")
    expect(imaging).to_be_visible()
    field.fill("reseau")
    expect(imaging).to_be_hidden()
    expect(network).to_be_visible()
    field.fill("ALPHA")
    expect(imaging).to_be_visible()
    expect(network).to_be_hidden()
    expect(page.get_by_role("link", name="Visionneuse Alpha")).to_be_visible()
    field.fill("zzz")
    expect(page.locator("main").get_by_text("Aucun éditeur ni produit")).to_be_visible()
    expect(imaging).to_be_hidden()
    field.fill("")
    expect(network).to_be_visible()
    expect(page.get_by_role("link", name="Passerelle Bêta", exact=True)).to_have_count(0)
    assert len([url for url in asked if url.endswith("/choix.json")]) == 1
    assert not [url for url in asked if "reseau" in url or "zzz" in url]


def test_vendors_are_narrowed_when_their_products_cannot_be_read(chromium: Browser, site: str) -> None:
    """The page says so, and reads them with a later letter where it can."""
    with faultless(chromium.new_context(base_url=site, locale="fr-FR"), console=False) as page:
        page.route("**/choix.json", lambda route: route.fulfill(status=503))
        page.goto("/produits/")
        field = page.get_by_role("searchbox", name="Éditeur ou produit")
        field.fill("reseau")
        expect(page.get_by_role("link", name="Exemple Réseau")).to_be_visible()
        expect(page.get_by_role("link", name="Exemple Imaging")).to_be_hidden()
        expect(page.locator("#filtre-compte")).to_contain_text("n’ont pas pu être chargés")
        page.unroute("**/choix.json")
        field.press_sequentially(" ")
        expect(page.get_by_role("link", name="Passerelle Bêta", exact=True)).to_be_visible()
        expect(page.locator("#filtre-compte")).to_have_text("1 éditeur, 1 produit.")


def test_the_keyboard_is_enough(page: Page) -> None:
    """From the field to a vendor, its product, its notice, and back."""
    page.goto("/produits/")
    page.get_by_role("searchbox", name="Éditeur ou produit").focus()
    page.keyboard.type("imaging")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Exemple Imaging")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Exemple Imaging")
    page.locator("main").get_by_role("link", name="Visionneuse Alpha", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Visionneuse Alpha")
    page.locator("main table").get_by_role("link").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("visionneuse Alpha")
    page.locator("main").get_by_role("link", name="Visionneuse Alpha", exact=True).click()
    expect(page.locator("h1")).to_have_text("Visionneuse Alpha")


def test_without_script_the_directory_is_whole(chromium: Browser, site: str) -> None:
    """No field that does nothing; every vendor and letter is a link, and so is each product one page on."""
    context = chromium.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/produits/")
    expect(page.locator("#filtre-produits")).to_be_hidden()
    page.get_by_role("link", name="Exemple Réseau").click()
    expect(page.locator("main").get_by_role("link", name="Passerelle Bêta", exact=True)).to_be_visible()
    context.close()
