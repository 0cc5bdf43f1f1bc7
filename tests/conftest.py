"""Whole small portals, copied where a test may change them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.portal import SITES, Portal


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Portal]:
    """A copy of the smallest valid portal."""
    made = Portal.copy(SITES / "minimal", tmp_path / "portail")
    yield made
    made.close()
