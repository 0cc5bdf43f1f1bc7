"""The directory of products in a real browser: narrowed as one types, whole without script."""

from playwright.sync_api import Browser, Page, expect


def test_the_directory_narrows_as_one_types(page: Page) -> None:
    """By vendor or by product, whatever the accents; nothing found is said; emptied, all is there again."""
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
    """No field that does nothing; every vendor, product and letter is a link."""
    context = chromium.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/produits/")
    expect(page.locator("#filtre-produits")).to_be_hidden()
    expect(page.get_by_role("link", name="Exemple Réseau")).to_be_visible()
    expect(page.get_by_role("link", name="Passerelle Bêta")).to_be_visible()
    context.close()
