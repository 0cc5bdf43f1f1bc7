"""The version of the program, wherever it is told."""

import re
import tomllib
from pathlib import Path

from click.testing import CliRunner

from cyberveille import __version__
from cyberveille.cli import main
from tests.portal import AlreadyBuilt

ROOT = Path(__file__).parent.parent


def test_the_changelog_tells_of_this_version_first() -> None:
    """Each version has its part, the newest first, with the day of its release but for the first of all."""
    told = re.findall(
        r"^## (\d\S*)(?: - (\d{4}-\d\d-\d\d))?$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE
    )
    versions = [tuple(map(int, version.split("."))) for version, _ in told]
    assert told[0][0] == __version__
    assert versions == sorted(versions, reverse=True)
    assert all(day for _, day in told[:-1])


def test_the_metadata_has_no_version_of_its_own() -> None:
    """It is that of the package, said once; the Pythons named are those that are supported."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert "version" not in project
    assert project["requires-python"] == ">=3.11"
    named = [item.rpartition(" ")[2] for item in project["classifiers"] if " :: 3.1" in item]
    assert named == ["3.11", "3.12", "3.13", "3.14"]


def test_the_command_tells_it() -> None:
    """On one line, under the program's name."""
    said = CliRunner().invoke(main, ["--version"], prog_name="cyberveille")
    assert said.output == f"cyberveille {__version__}\n"


def test_the_edition_tells_it(already_built: AlreadyBuilt) -> None:
    """To readers on its page, to machines in its file."""
    built = already_built()
    assert f"Cyberveille {__version__}</dd>" in built.page("edition")
    assert f'"version":"{__version__}"' in (built.output / "edition.json").read_text("utf-8").replace(" ", "")
