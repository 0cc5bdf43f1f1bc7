"""The demonstration portal, built once and served to the system's Chromium."""

import http.server
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, expect
from tests.portal import SITES, Portal


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Answers with the portal's own page for an address that leads nowhere, as hosts are told to."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        top = Path(self.directory)
        pages = [*top.glob("404.html"), *top.glob("*/404.html")]
        if code != HTTPStatus.NOT_FOUND or not pages:
            super().send_error(code, message, explain)
            return
        body = pages[0].read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Silent."""


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - the library's own
        """A visitor who goes on before a page is there is no error."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def serve(folder: Path) -> tuple[http.server.ThreadingHTTPServer, threading.Thread]:
    """A server of a folder on a free port of this machine, and the thread it runs in."""
    server = _Server(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    return server, thread


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address at which a folder is served while it lasts."""
    server, thread = serve(folder)
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


@contextmanager
def faultless(context: BrowserContext, *, console: bool = True) -> Iterator[Page]:
    """A new page of a visitor, who leaves with it; errors of scripts, or in the console, fail the test."""
    page = context.new_page()
    with without_errors(page, console=console):
        yield page
        context.close()


@contextmanager
def without_errors(page: Page, *, console: bool = True) -> Iterator[None]:
    """For a page that stays open afterwards: errors of scripts, or in the console, fail the test."""
    errors: list[str] = []

    def met(error: Error) -> None:
        errors.append(str(error))

    def heard(said: ConsoleMessage) -> None:
        if said.type == "error" and console:
            errors.append(said.text)

    page.on("pageerror", met)
    page.on("console", heard)
    yield
    page.remove_listener("pageerror", met)
    page.remove_listener("console", heard)
    assert not errors


def ask(page: Page, words: str) -> None:
    """Type a question into the search page, and wait until it is answered."""
    page.locator("main input[type=search]").fill(words)
    page.keyboard.press("Enter")
    expect(page.locator("[data-search-status]")).to_contain_text(f"« {words} »")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the smallest portal, search included."""
    folder = tmp_path_factory.mktemp("portail") / "portail"
    portal = Portal.copy(SITES / "minimal", folder)
    portal.write(
        "content/pages/signaler.md",
        "---\ntitle: Signaler un incident\ndescription: Que faire.\n---\n## Que faire\n\nAppelez.\n",
    )
    signed = "Contournement de l’authentification, vu par l’équipe d’Éloïse : ni œdème, ni cœur."
    portal.edit("bulletins/2026/CV-2026-BUL-0001.md", "## Mesures", f"## Contexte\n\n{signed}\n\n## Mesures")
    portal.build(search=True)
    portal.close()
    with serving(portal.output) as address:
        yield address


@pytest.fixture
def page(chromium: Browser, site: str) -> Iterator[Page]:
    """A fresh visitor at 1280 px, French, light; any error in the console fails the test."""
    context = chromium.new_context(
        base_url=site, viewport={"width": 1280, "height": 900}, locale="fr-FR", color_scheme="light"
    )
    with faultless(context) as opened:
        yield opened
