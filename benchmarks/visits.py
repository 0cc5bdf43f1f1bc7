"""What a visit weighs and how long it takes, in Chromium on a phone's processor and a mobile line."""

import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from msgspec import Struct
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from benchmarks.line import FOUR_G, SLOW_FOUR_G, Answer, served

ORDINARY, COMMON, LATER = "passerelle", "déni de service", "injection réseau"
"""Questions: a third of the real archive contains the second one."""
_SLOWER = 4
"""How many times slower the page's own processor is made: Lighthouse's for a mid-range phone."""
_RUNS = 3
_FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
_OBSERVE = """
window.painted = 0; window.shifted = 0;
new PerformanceObserver((list) => { window.painted = list.getEntries().at(-1).startTime; })
  .observe({ type: "largest-contentful-paint", buffered: true });
new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.shifted += entry.value; })
  .observe({ type: "layout-shift", buffered: true });
new MutationObserver((_list, observer) => {
  if (!document.querySelector("[data-search-results] li")) return;
  observer.disconnect();
  requestAnimationFrame(() => console.debug(`answered ${performance.now()}`));
}).observe(document, { childList: true, subtree: true });
"""
_ANSWERED = "answered "


class Visit(Struct, frozen=True):
    """The median of several visits.

    `seconds` is the Largest Contentful Paint of a page, or the time from the question to the first result;
    `shift` the cumulative layout shift.
    """

    name: str
    kilobytes: float | None = None
    seconds: float | None = None
    shift: float | None = None


def visits(site: Path) -> tuple[Visit, ...]:
    """Every visit to the portal in the folder `site`."""
    notice = sorted(site.glob("bulletins/2023/*/index.html"))[-40]
    address = f"/{notice.parent.relative_to(site).as_posix()}/"
    with sync_playwright() as playwright:
        browser = chromium(playwright)
        runs = [tuple(_all(browser, site, address)) for _ in range(_RUNS)]
        browser.close()
    return tuple(_middle(same) for same in zip(*runs, strict=True))


def chromium(playwright: Playwright) -> Browser:
    """The system's browser, or Playwright's own."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if (path := shutil.which(name))), None)
    return playwright.chromium.launch(executable_path=found, args=list(_FLAGS))


def _all(browser: Browser, site: Path, notice: str) -> Iterator[Visit]:
    with served(site, SLOW_FOUR_G) as (root, answers):
        for name, address in (("home", "/"), ("notice", notice)):
            with _visitor(browser, root) as page:
                yield _opened(page, address, name, answers)
        with _visitor(browser, root) as page:
            _opened(page, "/", "", answers)
            yield _opened(page, notice, "next page", answers)
    for question in (ORDINARY, COMMON):
        with served(site, FOUR_G) as (root, answers):
            with _visitor(browser, root) as page:
                _open(page, "/recherche/")
                yield _asked(page, question, f"first query, « {question} »", answers)
                answers.clear()
                yield _asked(page, LATER, f"later query, after « {question} »", answers)
            with _visitor(browser, root) as page:
                answers.clear()
                seconds = _linked(page, f"/recherche/?q={question}")
                yield Visit(f"query in a link, « {question} »", _weight(answers), seconds)
                page.wait_for_load_state("networkidle")


@contextmanager
def _visitor(browser: Browser, root: str) -> Iterator[Page]:
    """Someone with an empty cache, on the screen of a phone."""
    context = browser.new_context(
        base_url=root, viewport={"width": 412, "height": 823}, device_scale_factor=1.75, locale="fr-FR"
    )
    page = context.new_page()
    page.add_init_script(_OBSERVE)
    tools = context.new_cdp_session(page)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
    yield page
    context.close()


def _open(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_load_state("networkidle")


def _opened(page: Page, address: str, name: str, answers: list[Answer]) -> Visit:
    answers.clear()
    _open(page, address)
    painted, shifted = page.evaluate("[window.painted, window.shifted]")
    return Visit(name, _weight(answers), painted / 1000, shifted)


def _asked(page: Page, question: str, name: str, answers: Iterable[Answer]) -> Visit:
    """A question typed and sent; its weight is all that searching has fetched on this page so far."""
    field = page.locator("main input[type=search]")
    field.fill(question)
    page.locator("[data-search-results]").evaluate("list => list.replaceChildren()")
    start = time.perf_counter()
    field.press("Enter")
    seconds = _answered(page, start)
    page.wait_for_load_state("networkidle")
    searching = (item for item in answers if item.path.startswith(("pagefind/", "recherche/identifiants/")))
    return Visit(name, _weight(searching), seconds)


def _linked(page: Page, address: str) -> float:
    """Seconds from the opening of a link to the first result, by the page's own clock.

    Whoever waits for it looks from outside: a script put into the page would take its processor meanwhile.
    """
    with page.expect_console_message(lambda message: message.text.startswith(_ANSWERED)) as told:
        page.goto(address, wait_until="commit")
    return float(told.value.text.removeprefix(_ANSWERED)) / 1000


def _answered(page: Page, start: float) -> float:
    page.locator("[data-search-results] li").first.wait_for()
    return time.perf_counter() - start


def _weight(answers: Iterable[Answer]) -> float:
    return sum(item.size for item in answers) / 1000


def _middle(same: tuple[Visit, ...]) -> Visit:
    return Visit(
        same[0].name,
        _median(item.kilobytes for item in same),
        _median(item.seconds for item in same),
        _median(item.shift for item in same),
    )


def _median(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return median(known) if known else None
