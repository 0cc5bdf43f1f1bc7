"""The charts of the observatory as pictures, in both themes."""

import io
from collections.abc import Iterator
from typing import Literal

import pytest
from PIL import Image
from playwright.sync_api import Browser
from tests.browser.conftest import serving
from tests.portal import NOW, SITES, Portal
from tests.waiting import until

from cyberveille.looks.palette import HOUSE
from cyberveille.publishing.charts import Bar, Chart, Theme, draw

NATIONAL = """\
- {year: 2022, declarations: 592, approximate: [declarations], malicious: 50, source: Essai}
- {year: 2023, declarations: 581, malicious: 40, source: Essai}
"""
THEMES: tuple[tuple[Literal["light", "dark"], Theme], ...] = (("light", Theme.LIGHT), ("dark", Theme.DARK))


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    parts = [value / 255 for value in _rgb(colour)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    portal = Portal.copy(SITES / "minimal", tmp_path_factory.mktemp("chiffres") / "portail")
    portal.write("content/observatoire/chiffres-nationaux.yml", NATIONAL)
    portal.build(NOW)
    portal.close()
    with serving(portal.output) as at:
        yield f"{at}/observatoire/"


@pytest.mark.parametrize("theme", Theme)
def test_text_and_bars_stand_out_from_the_page(theme: Theme) -> None:
    """WCAG 2.2, 1.4.3 for text and 1.4.11 for graphical objects."""
    colours = theme.colours(HOUSE)
    paper = colours["paper"]
    assert _contrast(colours["ink"], paper) >= 4.5
    assert _contrast(colours["link"], paper) >= 3
    assert _contrast(colours["rule-strong"], paper) >= 3


@pytest.mark.parametrize(("scheme", "theme"), THEMES)
def test_a_chart_is_drawn_in_the_colours_of_the_theme_on_the_page_itself(
    chromium: Browser, address: str, scheme: Literal["light", "dark"], theme: Theme
) -> None:
    """One picture of the two is shown, on the page’s own background, its columns as high as their values."""
    context = chromium.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(address)
    shown = page.locator(".cv-chart:visible")
    assert shown.count() == 2
    assert page.locator(f".cv-chart[src$='-{theme.value}.svg']:visible").count() == 2
    chart = shown.nth(1)
    chart.scroll_into_view_if_needed()
    until(page, "[...document.images].filter((i) => i.offsetParent).every((i) => i.complete)")
    picture = Image.open(io.BytesIO(chart.screenshot())).convert("RGB")
    context.close()
    assert picture.getpixel((1, 1)) == _rgb(theme.colours(HOUSE)["paper"])
    heights = [
        sum(picture.getpixel((x, y)) == _rgb(theme.colours(HOUSE)["link"]) for y in range(picture.height))
        for x in (picture.width // 4, 3 * picture.width // 4)
    ]
    assert heights[1] / heights[0] == pytest.approx(40 / 50, abs=0.03)


def test_the_same_values_give_the_same_bytes_and_text_stays_text() -> None:
    chart = Chart("Essai", (Bar.counted("Établissement public de santé", 12), Bar.counted("SAMU", None)))
    first = draw(chart, Theme.LIGHT)
    assert first == draw(chart, Theme.LIGHT)
    assert first != draw(chart, Theme.DARK)
    assert ">SAMU</text>" in first.decode()
    assert "non publié" in first.decode()
    assert "12" in chart.alternative
