"""Both frames show the same pages: where they differ, it is in weight."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from tests.accessible import NARROW, WIDE, Look, violations
from tests.browser.conftest import serving
from tests.browser.test_weight import weight
from tests.portal import SITES, Portal, without_index

from cyberveille.model.configuration import FrameName
from cyberveille.publishing.build import build
from cyberveille.publishing.frame import Material, Propre

NOTICE = "/bulletins/2026/CV-2026-BUL-0002/"
PAGES = ("/", NOTICE, "/ecrit/", "/recherche/")
FIRST_VIEW = 30_000
"""Bytes that the first view of a notice may weigh, compressed, in the frame of our own."""
WRITTEN = """---
title: Tout ce qui s’écrit
description: Essai.
---
Du texte, du `code`, un [lien](/alertes/), **gras**.

> Une citation.

## Deux

### Trois

#### Quatre

- un
    - deux

1. premier

| Colonne | Autre |
|---|--:|
| a | 1 |

```
du code
```

Terme
:   Définition

---

Fin.
"""
BOXES = """() => [".cv-header", "#contenu", ".cv-footer"]
  .flatMap((name) => [...document.querySelectorAll(`${name}, ${name} *`)])
  .filter((item) => !item.closest("svg") && item.offsetParent !== null)
  .map((item) => {
    const { x, y, width, height } = item.getBoundingClientRect();
    const { color, fontSize, fontWeight } = getComputedStyle(item);
    return [item.tagName, ...[x, y, width, height].map(Math.round), color, fontSize, fontWeight];
  })"""


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[FrameName, str]]:
    """The addresses of one portal in both frames."""
    with ExitStack() as last:
        found: dict[FrameName, str] = {}
        for name, drawer in ((FrameName.MATERIAL, Material()), (FrameName.PROPRE, Propre())):
            portal = Portal.copy(SITES / "minimal", tmp_path_factory.mktemp(name.value) / "portail")
            portal.write("content/pages/ecrit.md", WRITTEN)
            with without_index():
                build(*portal.made(), portal.workspace, drawer=drawer)
            portal.close()
            found[name] = last.enter_context(serving(portal.output))
        yield found


def _opened(chromium: Browser, address: str, look: Look, media: str = "screen") -> Page:
    width, scheme = look
    page = chromium.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme, locale="fr-FR")
    page.emulate_media(media=media)  # type: ignore[arg-type]
    page.goto(address)
    return page


@pytest.mark.parametrize(
    ("look", "media"),
    [(WIDE, "screen"), (NARROW, "screen"), (WIDE, "print")],
    ids=["large", "etroit", "papier"],
)
def test_the_same_pages_look_the_same(
    chromium: Browser, sites: dict[FrameName, str], look: Look, media: str
) -> None:
    """Everything stands at the same place, at the same size, in the same colour."""
    for address in PAGES:
        seen: list[Any] = []
        for site in sites.values():
            page = _opened(chromium, site + address, look, media)
            seen.append(page.evaluate(BOXES))
            page.close()
        first, second = seen
        assert len(first) > 20
        assert first == second, address


@pytest.mark.parametrize("look", [WIDE, NARROW], ids=["large", "etroit"])
def test_nothing_is_found_against_our_own_frame(
    chromium: Browser, sites: dict[FrameName, str], look: Look
) -> None:
    """By axe, on every sort of page."""
    for address in PAGES:
        page = _opened(chromium, sites[FrameName.PROPRE] + address, look)
        assert violations(page) == [], address
        page.close()


def test_our_own_frame_is_light(chromium: Browser, sites: dict[FrameName, str]) -> None:
    """A first view of a notice, everything it fetches included; and lighter than with Material."""
    weights = {}
    for name, site in sites.items():
        page = chromium.new_page()
        weights[name] = weight(page, site + NOTICE)
        page.close()
    assert 1_000 < weights[FrameName.PROPRE] < FIRST_VIEW
    assert weights[FrameName.PROPRE] < weights[FrameName.MATERIAL] / 2
