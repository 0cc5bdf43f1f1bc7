"""What axe finds against a page, at WCAG 2.2 AA and by its own best practices."""

from typing import Any, Literal

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

Look = tuple[int, Literal["light", "dark"]]
"""The width of a window in pixels, and a theme."""
WIDE: Look = (1280, "light")
NARROW: Look = (320, "dark")
LOOKS = [
    WIDE,
    NARROW,
    pytest.param(1280, "dark", marks=pytest.mark.thorough),
    pytest.param(320, "light", marks=pytest.mark.thorough),
]
"""Each width and each theme once; at night every pair of them."""
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RUN = """(rules) => axe.run({ runOnly: rules, resultTypes: ["violations"] })
  .then(({ violations }) => violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}: ${failureSummary}`)))"""


def violations(page: Page) -> list[str]:
    """The rule, the element and what to do, for each element that a rule is broken by."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE_SCRIPT)
    found: Any = page.evaluate(_RUN, _RULES)
    return list(found)
