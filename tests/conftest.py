"""Whole small portals, copied where a test may change them, and the browser that looks at them."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from cyberveille.model.configuration import USUAL_FRAME, FrameName
from cyberveille.publishing.frame.drawer import DRAWERS
from tests.compiling import remember_compiled
from tests.exploring import choose_profile
from tests.fixture_types import COLLECTED
from tests.needs import Watch, installed_chromium, mark, needs
from tests.portal import SITES, AlreadyBuilt, Portal
from tests.scripts import evaluate as evaluate  # noqa: PLC0414 - a fixture of all
from tests.sharing import ONE_PORTAL, WholeFiles

BROWSER_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


choose_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))
remember_compiled()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> WholeFiles:
    config.option.loadscopereorder = False
    return WholeFiles(config, log)


def pytest_addoption(parser: pytest.Parser) -> None:
    known = [name.value for name in FrameName]
    told = "the frame of the portals that name none, for what is built in the process of the tests"
    parser.addoption("--frame", choices=known, default=USUAL_FRAME.value, help=told)


def pytest_configure(config: pytest.Config) -> None:
    asked = FrameName(config.getoption("--frame"))
    DRAWERS[USUAL_FRAME] = DRAWERS[asked]
    watch = Watch()
    config.pluginmanager.register(watch)
    sys.addaudithook(watch.audit)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    config.stash[COLLECTED] = list(items)
    items.sort(key=lambda item: not item.nodeid.startswith(ONE_PORTAL))
    mark(items)


@pytest.fixture
@needs("portal")
def portal(tmp_path: Path) -> Iterator[Portal]:
    """A copy of the smallest valid portal."""
    made = Portal.copy(SITES / "minimal", tmp_path / "portail")
    yield made
    made.close()


@pytest.fixture(scope="session")
@needs("portal")
def _first_editions(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bool], Path]:
    @cache
    def build(search: bool) -> Path:
        made = Portal.copy(SITES / "minimal", tmp_path_factory.mktemp("edition") / "portail")
        made.build(search=search)
        made.close()
        return made.folder

    return build


@pytest.fixture
def already_built(_first_editions: Callable[[bool], Path], tmp_path: Path) -> Iterator[AlreadyBuilt]:
    """The smallest valid portal after its first build."""
    with ExitStack() as stack:

        def copy(*, search: bool = False) -> Portal:
            made = Portal.copy(_first_editions(search), tmp_path / "portail")
            stack.callback(made.close)
            return made

        yield copy


@pytest.fixture(scope="session")
@needs("system", "browser")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, or the one that Playwright brought."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed_chromium(), args=list(BROWSER_FLAGS))
        yield browser
        browser.close()
