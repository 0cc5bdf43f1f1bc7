"""Three organisations with a look of their own: all can be read by everybody, none looks like another."""

import io
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from PIL import Image
from playwright.sync_api import Browser
from tests.accessible import NARROW, WIDE, Look, violations
from tests.browser.conftest import serving
from tests.browser.pictures import opened, picture
from tests.identities import IDENTITIES, portal_of

PAGES = ("/", "/bulletins/2026/CV-2026-BUL-0002/", "/signaler/")


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The address of each, by name."""
    with ExitStack() as last:
        found: dict[str, str] = {}
        for identity in IDENTITIES:
            portal = portal_of(identity, tmp_path_factory.mktemp(identity.name) / "portail")
            found[identity.name] = last.enter_context(serving(portal.output))
        yield found


@pytest.mark.parametrize("look", [WIDE, NARROW], ids=["large", "etroit"])
@pytest.mark.parametrize("name", [identity.name for identity in IDENTITIES])
def test_nothing_is_found_against_an_identity(
    chromium: Browser, sites: dict[str, str], name: str, look: Look
) -> None:
    """By axe, in the light theme and in the dark one that follows; nothing is wider than the window."""
    width, scheme = look
    for address in PAGES:
        page = opened(chromium, sites[name] + address, width, scheme)
        assert violations(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.close()


def test_pictures_of_them_differ(chromium: Browser, sites: dict[str, str]) -> None:
    """Each header has the colour given, and its logo was drawn on it; a picture is small."""
    headers = set()
    for address in sites.values():
        page = opened(chromium, f"{address}/")
        data = picture(page)
        assert page.locator(".cv-brand__logo").evaluate("(image) => image.complete && image.naturalWidth > 0")
        page.close()
        shown = Image.open(io.BytesIO(data)).convert("RGB")
        assert len(data) < 70_000
        headers.add(shown.getpixel((5, 5)))
        mark = shown.crop((36, 12, 60, 36)).getcolors()
        assert mark is not None
        assert len(mark) > 3
    assert len(headers) == len(sites)
