"""The demonstration as a newcomer takes it: a copy of its files, without the history of this repository."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from cyberveille.publishing.build import build
from tests.demonstration import demonstration_in
from tests.portal import Portal, without_index

LATER = datetime(2026, 11, 28, 8, 0, tzinfo=UTC)


@pytest.mark.slow
@pytest.mark.parametrize("audience", [pytest.param("public", marks=pytest.mark.thorough), "members"])
def test_a_copy_of_the_demonstration_builds(tmp_path: Path, audience: str) -> None:
    """Nothing in it has to be declared, nor dated by git; `test_same_bytes` builds the public edition too."""
    portal = Portal(demonstration_in(tmp_path))
    made = portal.made(LATER, audience)
    with without_index():
        assert build(*made, portal.workspace, jobs=1).leaks == ()
