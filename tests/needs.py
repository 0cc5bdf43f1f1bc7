"""What a test needs beyond Python and git, declared once by the fixture that brings it.

A test that asks for such a fixture, however far away, bears its markers; one that starts a program of the
system without any is stopped. So `-m "not system"` selects what runs on a machine with Python and git alone,
and `-m "not system and not slow and not portal"` what takes no time there.
"""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import gettempdir
from typing import Any, TypeVar

import pytest

_Fixture = TypeVar("_Fixture", bound=Callable[..., Any])

_MARKERS: dict[Callable[..., Any], tuple[str, ...]] = {}
"""By fixture: those of two files may bear one name."""
_PLAIN = {"git", "sh", "false"}
_HOMES = (Path(__file__).parents[1], Path(sys.prefix), Path(sys.base_prefix), Path(gettempdir()))
"""The repository's own scripts, the environment's programs, and the stand-ins that tests write."""


def needs(*markers: str) -> Callable[[_Fixture], _Fixture]:
    """Declare under `@pytest.fixture` what the fixture brings: `system`, `browser`, `slow`, `portal`."""

    def declare(fixture: _Fixture) -> _Fixture:
        _MARKERS[fixture] = markers
        return fixture

    return declare


def mark(items: list[pytest.Item]) -> None:
    """Give each test the markers of all its fixtures."""
    for item in items:
        assert isinstance(item, pytest.Function)
        names = {marker for fixture in _behind(item) for marker in _MARKERS.get(fixture, ())}
        for name in sorted(names):
            item.add_marker(name)


def _behind(item: pytest.Function) -> Iterator[Callable[..., Any]]:
    """The fixtures of a test; of several with a name the nearest, and those that it asks for by that name."""
    # Not public, and the only place where pytest tells which of several a test gets.
    for name, definitions in item._fixtureinfo.name2fixturedefs.items():
        for definition in reversed(definitions):
            yield definition.func
            if name not in definition.argnames:
                break


def program(name: str) -> Path:
    """Where a program of the system is; fails the test where it is not."""
    found = shutil.which(name)
    if found is None:
        pytest.fail(f"{name} is not installed; `make test` installs what tests need", pytrace=False)
    return Path(found)


def installed_chromium() -> Path | None:
    """The system's, best the one without windows, of which a page takes a quarter of the processor."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    return next((Path(found) for name in names if (found := shutil.which(name))), None)


class Watch:
    """Stops a test that starts a program it has not declared."""

    def __init__(self) -> None:
        self._test: pytest.Item | None = None

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Any:  # noqa: ANN401 - pytest's own
        self._test = item
        try:
            return (yield)
        finally:
            self._test = None

    def audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        """A hook for `sys.addaudithook`."""
        if event != "subprocess.Popen" or self._test is None or self._test.get_closest_marker("system"):
            return
        name = os.fsdecode(arguments[0])
        found = Path(shutil.which(name) or name)
        if not found.exists() or found.name in _PLAIN or any(map(found.is_relative_to, _HOMES)):
            return
        msg = f"{self._test.nodeid} starts {name} without a fixture that declares it (tests/needs.py)"
        raise AssertionError(msg)
