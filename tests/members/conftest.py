"""The members' portal of the repository, behind the real Apache and a test identity provider."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from demo.stand import Stand, free_port, stand
from playwright.sync_api import Browser, BrowserContext, Page

from tests.demonstration import need_demonstration
from tests.members.talking import LogIn, clear
from tests.needs import needs

ROOT = Path(__file__).parents[2]
CYBERVEILLE = Path(sys.executable).parent / "cyberveille"
UNKNOWN = 401
MEMBER, MODERATOR, STRANGER = "Camille Démonstration", "Alix Démonstration", "Dominique Démonstration"


def build_members(tree: Path, port: int, scheme: str = "http") -> None:
    need_demonstration()
    command = [str(CYBERVEILLE), "build", "--audience", "members", "--output", str(tree)]
    command += ["--url", f"{scheme}://localhost:{port}/", "--now", "2026-11-24T09:00:00+01:00"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr


@pytest.fixture(scope="session")
@needs("system")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    """One portal for every test that leaves it as it is."""
    port, tree = free_port(), tmp_path_factory.mktemp("members") / "site-members"
    build_members(tree, port)
    with stand(tree, port, writes_per_minute=1000) as found:
        yield found


@pytest.fixture(scope="session")
def log_in(running: Stand, chromium: Browser) -> LogIn:
    """A browser in which someone has chosen who to be on the provider's page."""
    known: dict[str, BrowserContext] = {}

    def make(name: str) -> BrowserContext:
        """Again when a test has closed the sessions of everyone."""
        context = known.setdefault(name, chromium.new_context())
        if context.request.get(f"{running.origin}/etat.json").status == UNKNOWN:
            page = context.new_page()
            context.clear_cookies()
            enter(page, running, name)
            page.close()
        return context

    return make


@pytest.fixture
def quiet(running: Stand) -> Iterator[None]:
    """Nobody has said anything, and the service is up, before a test and after it."""
    clear(running)
    yield
    clear(running)


def enter(page: Page, running: Stand, name: str, address: str = "/") -> None:
    """Open an address, choose an account on the provider's page, come back."""
    page.goto(f"{running.origin}{address}")
    assert page.url.startswith(running.issuer)
    page.get_by_role("button", name=name).click()
    page.wait_for_url(f"{running.origin}/**")
