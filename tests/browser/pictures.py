"""Pictures of portals that look different: `python -m tests.browser.pictures FOLDER`."""

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from tests.browser.conftest import serving
from tests.conftest import BROWSER_FLAGS
from tests.demonstration import demonstration_in
from tests.identities import IDENTITIES, portal_of
from tests.needs import installed_chromium

from cyberveille.cli import main as cyberveille

WIDTH, HEIGHT = 1280, 640
SMALL, WHOLE = (960, 480), (1280, 800)
MOMENT = "2026-11-24T09:00:00+01:00"
"""Of the demonstration: an alert is in force."""


def picture(page: Page, size: tuple[int, int] = SMALL) -> bytes:
    """What a page shows at first, light, as a small PNG."""
    shown = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    out = io.BytesIO()
    shown.resize(size, Image.Resampling.LANCZOS).quantize(256, dither=Image.Dither.NONE).save(
        out, "PNG", optimize=True
    )
    return out.getvalue()


def opened(browser: Browser, address: str, width: int = WIDTH, scheme: str = "light") -> Page:
    page = browser.new_page(
        viewport={"width": width, "height": HEIGHT},
        color_scheme=scheme,  # type: ignore[arg-type]
        locale="fr-FR",
    )
    page.goto(address)
    page.wait_for_load_state("networkidle")
    return page


def demonstration_built(folder: Path) -> Path:
    """An edition of the demonstration, as anybody builds their own."""
    root = demonstration_in(folder / "demonstration")
    build = ["build", "--root", str(root), "--now", MOMENT]
    cyberveille(build, standalone_mode=False)
    return root / "site"


def main(folder: Path) -> None:
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as scratch:
        browser = playwright.chromium.launch(executable_path=installed_chromium(), args=list(BROWSER_FLAGS))
        for identity in IDENTITIES:
            portal = portal_of(identity, Path(scratch) / identity.name)
            with serving(portal.output) as address:
                page = opened(browser, f"{address}/")
                (folder / f"identite-{identity.name}.png").write_bytes(picture(page))
                page.close()
        with serving(demonstration_built(Path(scratch))) as address:
            page = browser.new_page(viewport={"width": WHOLE[0], "height": WHOLE[1]}, locale="fr-FR")
            page.clock.set_fixed_time(MOMENT)
            page.goto(f"{address}/")
            page.wait_for_load_state("networkidle")
            (folder / "accueil.png").write_bytes(picture(page, WHOLE))
            page.close()
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
