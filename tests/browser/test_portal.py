"""The portal in a real browser: what a visitor sees and does."""

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.accessible import LOOKS, violations

ADDRESSES = (
    "/",
    "/bulletins/",
    "/bulletins/2026/CV-2026-BUL-0002/",
    "/bulletins/2026/CV-2026-BUL-0002/r1/",
    "/bulletins/2026/CV-2026-BUL-0002/r2/changements/",
    "/alertes/2026/CV-2026-ALE-0001/",
    "/documents/",
    "/documents/CV-2026-DOC-0001/",
    "/flux/",
    "/recherche/",
    "/produits/",
    "/produits/exemple-imaging/",
    "/produits/exemple-reseau/passerelle-beta/",
    "/edition/",
    "/404.html",
)


def test_the_home_page_puts_the_active_alert_first(page: Page) -> None:
    """The alert comes before the bulletins, with what to do."""
    page.goto("/")
    main = page.locator("main")
    text = main.inner_text()
    assert text.index("Passerelle Bêta attaquée") < text.index("Derniers bulletins")
    assert "Couper l’accès distant" in text


@pytest.mark.parametrize("address", ["/bulletins/", "/documents/", "/flux/"])
def test_a_critical_alert_fills_the_band_of_every_page(page: Page, address: str) -> None:
    """The band names the alert and leads to it."""
    page.goto(address)
    link = page.locator("#cv-bande a")
    expect(link).to_contain_text("Passerelle Bêta attaquée")
    link.click()
    expect(page).to_have_url(f"{page.url.split('/alertes')[0]}/alertes/2026/CV-2026-ALE-0001/")


def test_a_list_leads_to_a_notice_and_back(page: Page) -> None:
    """A filter, a notice, and its neighbours, by plain links."""
    page.goto("/bulletins/")
    page.locator("main").get_by_role("link", name="Exécution de code dans la passerelle Bêta").click()
    expect(page.locator("h1")).to_contain_text("Exécution de code dans la passerelle Bêta")
    expect(page.locator("main")).to_contain_text("CVE-2026-10002")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Bulletins de sécurité")


def test_reporting_an_incident_is_one_step_from_anywhere(page: Page) -> None:
    """The way is in the header of every page."""
    for address in ADDRESSES:
        page.goto(address)
        expect(page.locator("header").get_by_role("link", name="Signaler un incident").first).to_be_visible()


def test_the_theme_is_chosen_once_for_the_whole_portal(page: Page) -> None:
    """The choice holds on the next page and after a reload."""

    def scheme() -> str | None:
        return page.locator("body").get_attribute("data-theme") or page.locator("html").get_attribute(
            "data-theme"
        )

    page.goto("/")
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("header button[data-theme-toggle], header button.cv-theme").first.click()
    after = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert before != after
    page.goto("/bulletins/")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == after
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == after
    assert scheme() in {"light", "dark"}


def test_the_first_tab_skips_to_the_content(page: Page) -> None:
    """The skip link is first, visible when focused, and leads to the main part."""
    page.goto("/bulletins/")
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    expect(focused).to_be_visible()
    target = focused.get_attribute("href")
    assert target is not None
    assert target.startswith("#")
    page.keyboard.press("Enter")
    expect(page.locator(target)).to_be_in_viewport()


def test_every_control_can_be_reached_and_seen_with_the_keyboard(page: Page) -> None:
    """Tabbing through a notice never lands on something that does not show."""
    page.goto("/bulletins/2026/CV-2026-BUL-0002/")
    seen: set[str] = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        box = page.evaluate(
            """() => { const e = document.activeElement; const r = e.getBoundingClientRect();
            return e === document.body ? null : [e.outerHTML.slice(0, 120), r.width, r.height]; }"""
        )
        if box is None:
            break
        assert box[1] > 0, box[0]
        assert box[2] > 0, box[0]
        seen.add(box[0])
    assert len(seen) > 12


def test_without_javascript_everything_can_be_read(chromium: Browser, site: str) -> None:
    """Pages, lists and alerts need no script; the search says how to do without."""
    context = chromium.new_context(base_url=site, java_script_enabled=False, locale="fr-FR")
    page = context.new_page()
    page.goto("/")
    expect(page.locator("main")).to_contain_text("Passerelle Bêta attaquée")
    page.goto("/bulletins/")
    page.locator("main").get_by_role("link", name="critique").first.click()
    expect(page.locator("h1")).to_contain_text("critique")
    page.goto("/recherche/")
    assert "JavaScript" in page.locator("main noscript").inner_html()
    context.close()


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_no_accessibility_violation(chromium: Browser, site: str, scheme: str, width: int) -> None:
    """WCAG 2.2 AA by axe, in both themes, wide and narrow; nothing overflows, no foreign request."""
    context = chromium.new_context(
        base_url=site,
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        bypass_csp=True,
        locale="fr-FR",
    )
    page = context.new_page()
    foreign: list[str] = []
    page.on(
        "request",
        lambda asked: None if asked.url.startswith((site, "data:")) else foreign.append(asked.url),
    )
    for address in ADDRESSES:
        page.goto(address, wait_until="networkidle")
        assert violations(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    assert not foreign
    context.close()
