"""What a browser still holds of the members' portal once somebody has left it: nothing that they read."""

import json
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from demo.stand import Stand
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from cyberveille.map import OFFLINE
from cyberveille.publishing.pages.offline import withdrawal
from tests.members.conftest import MEMBER, enter
from tests.needs import installed_chromium
from tests.waiting import until

ALERT, REX = "/alertes/2026/CV-2026-ALE-0090/", "/rex/CV-2026-REX-0001/"
_RESTRICTED = (
    "Connexions de télémaintenance",
    "Rançongiciel dans un laboratoire",
    "relais-maj",
    "Enseignements",
)
_TYPED = "Ce que la personne a écrit et pas publié"
_HELD = """async () => ({
  caches: await Promise.all((await caches.keys()).map(async (name) =>
    [name, (await (await caches.open(name)).keys()).map((request) => request.url)])),
  workers: (await navigator.serviceWorker.getRegistrations()).map((one) => one.scope),
  databases: (await indexedDB.databases()).map((one) => one.name),
  local: Object.values(localStorage), session: Object.values(sessionStorage), cookies: document.cookie,
})"""
_GONE = """Promise.all([navigator.serviceWorker.getRegistrations(), caches.keys()])
  .then((held) => held.every((one) => !one.length))"""
_NOTHING = {"caches": [], "workers": [], "databases": [], "local": [], "session": [], "cookies": ""}


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser that keeps whole pages in memory for « back », which Playwright would have it not do."""
    launched = chromium.browser_type.launch(
        executable_path=installed_chromium(),
        args=["--no-sandbox"],
        ignore_default_args=["--disable-back-forward-cache"],
    )
    yield launched.new_context()
    launched.close()


@pytest.fixture
def former(running: Stand) -> Iterator[Path]:
    """The worker's address as an edition from before served it, with a worker that keeps restricted pages."""
    script = running.served / OFFLINE.address
    kept = json.dumps(["/signaler/", REX, ALERT])
    head = f'const VERSION = "former";\nconst FILES = {kept};\nconst IMMUTABLE = /^$/;\n'
    source = (files("cyberveille") / "static" / "offline.js").read_text(encoding="utf-8")
    script.write_text(head + source, encoding="utf-8")
    yield script
    script.write_bytes(withdrawal())


def _told(page: Page, go: Callable[[], object]) -> list[str]:
    """What a page opened offline shows of what was read or typed; nothing when it has to be asked for."""
    try:
        go()
    except Error as error:
        if "ERR_INTERNET_DISCONNECTED" not in str(error):
            raise
        page.wait_for_url("chrome-error://**")
        until(page, "document.readyState === 'complete'")
        return []
    shown = str(page.evaluate("document.title + document.documentElement.innerHTML"))
    return [words for words in (*_RESTRICTED, _TYPED) if words in shown]


def _back(page: Page) -> list[str]:
    return _told(page, lambda: page.go_back(wait_until="commit", timeout=10_000))


def _leave(page: Page) -> None:
    page.get_by_role("link", name="Se déconnecter").click()
    page.get_by_role("button", name="Se déconnecter").click()
    expect(page.get_by_role("heading", name="Vous êtes déconnecté")).to_be_visible()


def _register(page: Page) -> None:
    """As « Signaler » of a former edition did; until all is kept."""
    page.evaluate(
        "async () => { await Promise.all(['/signaler/', '/rex/'].map((scope) =>"
        " navigator.serviceWorker.register('/hors-ligne.js', { scope }))); }"
    )
    until(
        page,
        "navigator.serviceWorker.getRegistrations()"
        ".then((all) => all.length === 2 && all.every((one) => one.active))",
    )


def test_nothing_read_is_left_after_leaving(running: Stand, context: BrowserContext) -> None:
    """Neither in caches, workers and storage nor behind « back », offline; in another tab neither."""
    page, other = context.new_page(), context.new_page()
    enter(page, running, MEMBER, REX)
    other.goto(f"{running.origin}{REX}")
    other.get_by_label("Votre message").fill(_TYPED)
    for address in ("/signaler/", ALERT, "/recherche/?q=télémaintenance", REX):
        page.goto(f"{running.origin}{address}")
        page.wait_for_load_state("networkidle")
    held = page.evaluate(_HELD)
    assert (held["caches"], held["workers"], held["databases"]) == ([], [], [])
    page.get_by_label("Votre message").fill(_TYPED)
    assert page.evaluate("Object.values(sessionStorage).length") == 1
    _leave(page)
    other.wait_for_url(f"{running.issuer}/**")
    context.set_offline(offline=True)
    assert page.evaluate(_HELD) == _NOTHING
    assert [_back(page) for _ in range(6)] == [[]] * 6
    assert _back(other) == []
    assert _told(page, lambda: page.goto(f"{running.origin}{REX}")) == []
    context.set_offline(offline=False)
    other.goto(f"{running.origin}/acces/sortie.html")
    assert other.evaluate(_HELD) == _NOTHING


def test_a_former_worker_goes_with_what_it_kept(
    running: Stand, context: BrowserContext, former: Path
) -> None:
    """As soon as any page of the new edition is opened."""
    page = context.new_page()
    enter(page, running, MEMBER)
    page.goto(f"{running.origin}/acces/refus.html")
    _register(page)
    assert REX in str(page.evaluate(_HELD)["caches"])
    former.write_bytes(withdrawal())
    page.goto(f"{running.origin}/")
    until(page, _GONE)


def test_a_former_worker_goes_from_a_browser_without_session(
    running: Stand, context: BrowserContext, former: Path
) -> None:
    """Its address answers to anyone: asked by the browser itself, as at each visit below what it serves."""
    page = context.new_page()
    enter(page, running, MEMBER)
    page.goto(f"{running.origin}/acces/refus.html")
    _register(page)
    former.write_bytes(withdrawal())
    context.clear_cookies()
    page.goto(f"{running.origin}/acces/refus.html")
    update = "(all) => Promise.all(all.map((one) => one.update()))"
    page.evaluate(f"navigator.serviceWorker.getRegistrations().then({update})")
    until(page, _GONE)
    context.set_offline(offline=True)
    assert _told(page, lambda: page.goto(f"{running.origin}{REX}")) == []


def test_leaving_takes_a_former_worker_away(running: Stand, context: BrowserContext, former: Path) -> None:
    """Whether or not the edition was delivered again since: the server says it at logout."""
    page = context.new_page()
    enter(page, running, MEMBER, "/signaler/")
    page.goto(f"{running.origin}/acces/refus.html")
    _register(page)
    answer = context.request.get(f"{running.origin}/acces/sortir", max_redirects=0)
    assert (answer.status, answer.headers["clear-site-data"]) == (302, '"cache", "storage"')
    page.goto(f"{running.origin}/acces/sortie.html")
    assert page.evaluate(_HELD) == _NOTHING
    assert former.read_bytes() != withdrawal()
