"""How a session ends: without a request for half an hour, after eight hours, or when the provider says so."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from demo.stand import Stand
from playwright.sync_api import APIRequestContext, Browser, Page

from tests.members.conftest import MEMBER, UNKNOWN, enter

_LIBRARIES = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))


@dataclass
class Clock:
    """What time Apache thinks it is: minutes after ours."""

    file: Path

    def show(self, minutes: int) -> None:
        """At once: a file half written would show another time."""
        staged = self.file.with_suffix(".new")
        staged.write_text(f"+{minutes}m\n", encoding="ascii")
        staged.chmod(0o644)
        staged.replace(self.file)


@pytest.fixture
def clock(running: Stand) -> Iterator[Clock]:
    """The portal with an Apache whose clock can be moved (libfaketime), and with its own one again."""
    found = Clock(running.folder / "clock")
    found.show(0)
    variables = {
        "LD_PRELOAD": str(_LIBRARIES[0]),
        "FAKETIME_TIMESTAMP_FILE": str(found.file),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }
    running.environment |= variables
    running.stop_apache()
    running.start_apache()
    yield found
    for name in variables:
        del running.environment[name]
    running.stop_apache()
    running.start_apache()


@pytest.fixture
def page(running: Stand, chromium: Browser) -> Iterator[Page]:
    """A member who has just come in."""
    context = chromium.new_context()
    opened = context.new_page()
    enter(opened, running, MEMBER)
    yield opened
    context.close()


def _status(running: Stand, asking: APIRequestContext) -> int:
    return asking.get(f"{running.origin}/etat.json").status


def test_half_an_hour_without_a_request_ends_a_session(running: Stand, clock: Clock, page: Page) -> None:
    """Requests made meanwhile keep it open."""
    seen = []
    for minutes in (28, 56, 87):
        clock.show(minutes)
        seen.append(_status(running, page.request))
    assert seen == [200, 200, UNKNOWN]


def test_eight_hours_end_a_session_in_use(running: Stand, clock: Clock, page: Page) -> None:
    seen = {}
    for minutes in range(0, 8 * 60, 20):
        clock.show(minutes)
        seen[minutes] = _status(running, page.request)
    assert set(seen.values()) == {200}
    clock.show(8 * 60 + 1)
    assert _status(running, page.request) == UNKNOWN


def test_a_tab_that_is_looked_at_again_leads_to_the_login(running: Stand, clock: Clock, page: Page) -> None:
    """When its session has ended meanwhile; while it lasts, the tab stays as it is."""
    page.goto(f"{running.origin}/rex/")
    came_back = "document.dispatchEvent(new Event('visibilitychange'))"
    with page.expect_response(f"{running.origin}/etat.json") as still:
        page.evaluate(came_back)
    assert still.value.status == 200
    clock.show(31)
    with page.expect_request(lambda request: request.url.startswith(running.issuer)):
        page.evaluate(came_back)


def test_leaving_at_the_provider_ends_the_session_here(running: Stand, page: Page) -> None:
    """By the back channel: the browser does not come by."""
    page.goto(f"{running.issuer}/session/end")
    page.get_by_role("button", name="Se déconnecter").click()
    page.wait_for_url(f"{running.issuer}/session/end/success**")
    assert _status(running, page.request) == UNKNOWN


@pytest.mark.parametrize("form", [{}, {"logout_token": "e30.e30."}, {"logout_token": "a.b.c", "sid": "*"}])
def test_a_forged_call_by_the_back_channel_ends_nothing(
    running: Stand, page: Page, chromium: Browser, form: dict[str, str | float | bool]
) -> None:
    stranger = chromium.new_context()
    answer = stranger.request.post(f"{running.origin}/acces/retour?logout=backchannel", form=form)
    assert answer.status == 400
    assert _status(running, page.request) == 200
    stranger.close()


@pytest.mark.parametrize(
    ("method", "query"),
    [("GET", ""), ("POST", ""), ("POST", "?code=a&state=b"), ("PUT", "?code=a&state=b"), ("OPTIONS", "")],
)
def test_the_return_address_has_one_use(running: Stand, page: Page, method: str, query: str) -> None:
    """Asked otherwise it is not there, for a member either."""
    answer = page.request.fetch(f"{running.origin}/acces/retour{query}", method=method)
    assert (answer.status, "Page introuvable" in answer.text()) == (404, True)
