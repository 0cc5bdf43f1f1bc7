"""What a visit weighs, compressed as a server would: pages are read on slow lines."""

import gzip
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page

FIRST = {"propre": 35_000, "material": 50_000}
"""By frame; what Material's own sheet weighs is not ours to cut."""
NEXT = 20_000


def weight(page: Page, address: str) -> int:
    """The bytes of everything that opening `address` fetches, each as gzip makes it."""
    asked: list[str] = []
    page.on("requestfinished", lambda request: asked.append(request.url))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    bodies = [urlopen(url).read() for url in asked if urlsplit(url).scheme == "http"]  # noqa: S310
    return sum(min(len(body), len(gzip.compress(body))) for body in bodies)


@pytest.mark.parametrize("address", ["/", "/bulletins/2026/CV-2026-BUL-0002/"])
def test_a_first_visit_is_light(page: Page, address: str, pytestconfig: pytest.Config) -> None:
    """HTML, styles, scripts, icon and the state of the alerts."""
    assert 1_000 < weight(page, address) < FIRST[pytestconfig.getoption("--frame")]


def test_the_next_page_is_lighter_still(page: Page) -> None:
    """Styles and scripts are those of the first."""
    page.goto("/")
    page.wait_for_load_state("networkidle")
    served: list[int] = []
    page.on("response", lambda answer: served.append(_fetched(answer.url)) if answer.status == 200 else None)
    page.goto("/bulletins/2026/CV-2026-BUL-0002/")
    page.wait_for_load_state("networkidle")
    pages = [size for size in served if size]
    assert 0 < sum(pages) < NEXT


def _fetched(url: str) -> int:
    return 0 if "/assets/" in url else len(gzip.compress(urlopen(url).read()))  # noqa: S310
