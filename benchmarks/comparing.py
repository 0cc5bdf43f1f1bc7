"""How long « Suis-je concerné ? » takes for an inventory in Chromium: `python -m benchmarks.comparing SITE`.

SITE is a built portal. What its rules weigh on the line is told for the years that are loaded at first and
for all of them; the time is from the paste to the answer, once the rules are there. `--results FOLDER`
puts the figures among those of an earlier run.
"""

import argparse
from collections.abc import Iterable
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

from benchmarks.inventories import made_up
from benchmarks.line import Answer, Line, served
from benchmarks.reporting import report
from benchmarks.run import Comparing
from benchmarks.targets import of_comparing
from benchmarks.visits import chromium
from cyberveille.map import CONCERNED
from cyberveille.map.data import CONCERNED_FOLDER

_LINES = 5_000
_RUNS = 3
_AT_ONCE = Line(round_trip=0, rate=1e10)
_OBSERVE = """
window.longest = 0;
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
}).observe({ type: "longtask", buffered: true });
"""
_READY = "[data-compare]:enabled"
_WATCH = """() => {
  const note = (name) => () => { window[name] = performance.now(); };
  document.querySelector("#lignes").addEventListener("paste", note("asked"));
  document.querySelector("#reponse").addEventListener("focus", note("answered"));
}"""


def comparing(site: Path) -> Comparing:
    """What the portal in the folder `site` weighs and takes, the whole archive asked."""
    with served(site, _AT_ONCE) as (root, answers), sync_playwright() as playwright:
        browser = chromium(playwright)
        runs = []
        for _ in range(_RUNS):
            answers.clear()
            context = browser.new_context(
                base_url=root, locale="fr-FR", permissions=["clipboard-read", "clipboard-write"]
            )
            runs.append(_asked(context.new_page(), answers))
            context.close()
        browser.close()
    return Comparing(
        recent=runs[0].recent,
        whole=runs[0].whole,
        seconds=median(run.seconds for run in runs),
        longest=max(run.longest for run in runs),
    )


def _asked(page: Page, answers: list[Answer]) -> Comparing:
    page.add_init_script(_OBSERVE)
    page.goto(f"/{CONCERNED.address}")
    page.locator(_READY).wait_for()
    recent = _weight(answers)
    page.locator("[data-everything]").click()
    page.locator("[data-everything]").wait_for(state="hidden")
    page.locator(_READY).wait_for()
    page.evaluate("(text) => navigator.clipboard.writeText(text)", inventory())
    page.evaluate(_WATCH)
    page.locator("#lignes").press("Control+V")
    page.locator("#reponse:focus").wait_for()
    seconds = page.evaluate("window.answered - window.asked") / 1000
    return Comparing(recent, _weight(answers), seconds, page.evaluate("window.longest"))


def inventory() -> str:
    """Ordinary lines of a hospital as a spreadsheet gives them."""
    rows = (";".join(cell or "" for cell in row) for row in made_up(_LINES))
    return "\n".join(("Éditeur;Produit;Version", *rows))


def _weight(answers: Iterable[Answer]) -> float:
    """Kilobytes; what keeps the page offline asks for some files again, which its cache answers."""
    sizes = {item.path: item.size for item in answers if item.path.startswith(CONCERNED_FOLDER)}
    return sum(sizes.values()) / 1000


def main() -> None:
    """Print the figures; the exit status tells whether they are within their limits."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.comparing", description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("--results", type=Path, help="folder whose results take the figures")
    options = parser.parse_args()
    found = comparing(options.site)
    report(of_comparing(found), options.results, comparing=found)


if __name__ == "__main__":
    main()
