"""What keeps the suite the same each time, and what each test needs plain to see."""

import ast
import os
import subprocess
from functools import partial
from pathlib import Path

import pytest
from hypothesis import settings

from tests.fixture_types import COLLECTED, disagreements
from tests.needs import needs
from tests.sharing import ONE_PORTAL, WholeFiles

TESTS = Path(__file__).parent


@pytest.fixture
@needs("slow")
def costly() -> int:
    return 1


@pytest.fixture
def made_of_it(costly: int) -> int:
    return costly


def _of_another_file() -> None:
    """A fixture that bears the name of the one below."""


_of_another_file.__name__ = "cheap"
needs("slow")(_of_another_file)


@pytest.fixture
def cheap() -> int:
    return 1


def test_property_tests_try_the_same_examples_each_time() -> None:
    """Only the nightly profile looks for new ones; none is judged by its speed."""
    explores = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
    assert settings().derandomize is not explores
    assert (settings().database is not None) is explores
    assert settings().deadline is None


def test_no_test_has_settings_of_its_own() -> None:
    """They would hold against every profile: `examples` counts from the one chosen."""
    found = [
        path.relative_to(TESTS).as_posix()
        for path in sorted(TESTS.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in node.names
        if name.name in {"settings", "hypothesis"}
    ]
    assert found == ["exploring.py", "test_suite.py"]


def test_a_test_bears_the_markers_of_the_fixtures_behind_it(
    made_of_it: int, request: pytest.FixtureRequest
) -> None:
    """However far away the fixture is that declares them."""
    assert made_of_it
    assert request.node.get_closest_marker("slow")
    assert not request.node.get_closest_marker("system")


def test_a_test_bears_no_marker_of_a_fixture_of_another_file(
    cheap: int, request: pytest.FixtureRequest
) -> None:
    """Even when it bears the same name."""
    assert cheap
    assert not request.node.get_closest_marker("slow")


def test_a_program_of_the_system_must_be_declared() -> None:
    """So that `make quick` runs on a machine without it."""
    with pytest.raises(AssertionError, match="without a fixture that declares it"):
        subprocess.run(["ls"], check=False)


def test_a_test_gets_what_it_says_of_each_fixture(pytestconfig: pytest.Config) -> None:
    """Mypy sees both sides, and not that they meet."""
    assert disagreements(pytestconfig.stash[COLLECTED]) == []


def test_what_shares_a_portal_stays_with_one_worker() -> None:
    """The tests of a file, and those of the whole folder that looks at one running portal."""
    of = partial(WholeFiles._split_scope, WholeFiles.__new__(WholeFiles))
    assert of("tests/a/test_b.py::test_c[d::e]") == of("tests/a/test_b.py::test_f") == "tests/a/test_b.py"
    assert of(f"{ONE_PORTAL}test_b.py::test_c") == of(f"{ONE_PORTAL}test_d.py::test_e")


def test_a_wrong_type_is_seen(made_of_it: int, request: pytest.FixtureRequest) -> None:
    """The test above cannot pass by accepting everything."""
    assert made_of_it
    annotations = test_a_wrong_type_is_seen.__annotations__
    right = annotations["made_of_it"]
    annotations["made_of_it"] = str
    found = disagreements([request.node])
    annotations["made_of_it"] = right
    assert found == [f"{__name__}.test_a_wrong_type_is_seen: made_of_it is {int}, not {str}"]
