"""« Suis-je concerné ? » in a real browser: answers, nothing sent, narrow screens, what is no inventory."""

import pytest
from playwright.sync_api import Page, expect
from tests.accessible import violations


def _ask(page: Page, text: str) -> None:
    page.goto("/concerne/")
    expect(page.get_by_role("button", name="Comparer")).to_be_enabled()
    page.get_by_role("textbox", name="Collez-le").fill(text)


@pytest.mark.parametrize("width", [1280, 320])
def test_an_inventory_is_answered_and_nothing_is_sent(page: Page, width: int) -> None:
    """Once the rules are there no request leaves; the answer takes the focus, fits, and passes axe."""
    page.set_viewport_size({"width": width, "height": 800})
    _ask(page, "Exemple Imaging Visionneuse Alpha 1.0\nÉcran sans notice")
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.get_by_role("button", name="Comparer").press("Enter")
    expect(page.locator("#reponse")).to_be_focused()
    expect(page.locator("[data-summary]")).to_contain_text("1 sans correspondance")
    expect(page.locator("[data-groups] > li").first).to_contain_text("Visionneuse Alpha")
    assert requests == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == []


def test_what_is_no_inventory_is_said_and_nothing_typed_is_lost(page: Page) -> None:
    """A broken JSON is told from a good one."""
    broken = '{"bomFormat": "CycloneDX", "components": ['
    _ask(page, broken)
    page.get_by_role("button", name="Comparer").click()
    expect(page.locator("[data-refused]")).to_contain_text("sans doute coupé")
    expect(page.get_by_role("textbox", name="Collez-le")).to_have_value(broken)
