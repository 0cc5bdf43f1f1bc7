"""The header: one line where its words fit, folded on purpose where they do not."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.browser.conftest import serving
from tests.portal import SITES, Portal

SHORT = ("Alertes", "Bulletins", "Flux")
USUAL = ("Alertes", "Bulletins", "Bibliothèque", "Observatoire", "S’abonner")
ONE_MORE = (*USUAL, "Concerné ?")
MANY = ("Alertes", "Bulletins", "Bibliothèque", "Observatoire", "Retours", "Actions", "Annuaire", "S’abonner")
WIDTHS = (320, 375, 768, 1089, 1180, 1279, 1280, 1366, 1920)
ROWS = """() => {
  const parts = [".cv-brand", ".cv-nav.cv-wide", ".cv-header__tools"]
    .map((name) => document.querySelector(name))
    .filter((part) => part.offsetParent !== null)
    .map((part) => part.getBoundingClientRect());
  const rows = [];
  for (const { top, bottom } of parts.sort((a, b) => a.top - b.top)) {
    const last = rows.at(-1);
    if (last && top < last - 1) rows[rows.length - 1] = Math.max(last, bottom);
    else rows.push(bottom);
  }
  const all = [...document.querySelectorAll(".cv-nav.cv-wide a")];
  const links = all.filter((link) => link.offsetParent !== null);
  const name = document.createRange();
  name.selectNodeContents(document.querySelector(".cv-brand > span"));
  const tools = document.querySelector(".cv-header__tools").getBoundingClientRect();
  const covered = [...name.getClientRects()]
    .filter((line) => line.right > tools.left && line.left < tools.right)
    .filter((line) => line.bottom > tools.top && line.top < tools.bottom);
  return {
    covered: covered.length,
    rows: rows.length,
    lines: new Set(links.map((link) => link.getBoundingClientRect().top)).size,
    wide: document.documentElement.scrollWidth,
    menu: document.querySelector(".cv-menu").offsetParent !== null,
  };
}"""

Look = Callable[[str, tuple[str, ...], int], dict[str, int]]


@pytest.fixture
def look(chromium: Browser, tmp_path: Path) -> Iterator[Look]:
    """What the header of a portal of that name, with those entries, looks like in a window so wide."""
    with ExitStack() as last:
        page = chromium.new_page()
        last.callback(page.close)
        known: dict[tuple[str, tuple[str, ...]], str] = {}

        def address(name: str, menu: tuple[str, ...]) -> str:
            portal = Portal.copy(SITES / "minimal", tmp_path / f"portail{len(known)}")
            last.callback(portal.close)
            text = portal.read("site_config.yml").replace("name: Portail d’essai", f"name: {name}", 1)
            head, _, rest = text.partition("navigation:\n")
            entries = "".join(f"  - {{title: {title}, address: alertes/}}\n" for title in menu)
            footer = rest.partition("footer:")[2]
            portal.write("site_config.yml", f"{head}navigation:\n{entries}footer:{footer}")
            portal.build()
            return last.enter_context(serving(portal.output))

        def seen(name: str, menu: tuple[str, ...], width: int) -> dict[str, int]:
            if (name, menu) not in known:
                known[name, menu] = address(name, menu)
            page.set_viewport_size({"width": width, "height": 600})
            page.goto(known[name, menu])
            found: dict[str, int] = page.evaluate(ROWS)
            return found

        yield seen


@pytest.mark.parametrize(
    ("name", "menu", "wide", "narrow"),
    [
        ("Veille", SHORT, 1, 1),
        ("Cyberveille Santé", USUAL, 1, 2),
        ("Cyberveille Santé", ONE_MORE, 1, 2),
        ("Veille cyber des hôpitaux de L", MANY, 2, 2),
        ("Veille cyber des hôpitaux de Loire-Atlantique", MANY, 2, 2),
    ],
    ids=["short", "usual", "one more than usual", "thirty letters and eight entries", "more"],
)
def test_the_header_folds_on_purpose(
    look: Look, name: str, menu: tuple[str, ...], wide: int, narrow: int
) -> None:
    """One line, or the menu in one line below; nothing is ever wider than the window."""
    for width in WIDTHS:
        found = look(name, menu, width)
        assert found["wide"] <= width, width
        expected = wide if width >= 1280 else narrow if width > 1088 else 1
        assert found["rows"] == expected, width
        assert found["lines"] == (1 if width > 1088 else 0), width
        assert bool(found["menu"]) == (width <= 1088), width


@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize(
    "name",
    ["Veille", "Cybersécurité", "Hospitalisations", "Centre de réponse de la région Bretagne", "x" * 200],
    ids=["short", "long word", "longer word", "many words", "no word"],
)
def test_no_name_goes_under_the_button_beside_it(look: Look, name: str, width: int) -> None:
    """Nor out of the window: a word that is too long takes a line of its own, and is cut at its end."""
    seen = look(name, SHORT, width)
    assert seen["covered"] == 0
    assert seen["wide"] == width
