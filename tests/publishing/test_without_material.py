"""A portal is published where neither MkDocs nor Material is installed."""

import subprocess
import sys
from pathlib import Path

import pytest
from tests.portal import SITES, Portal

BUILD = """
import sys
for absent in sys.argv[2:]:
    sys.modules[absent] = None
from cyberveille.cli import main
main(["build", "--no-search", "--root", sys.argv[1], "--now", "2026-10-10T10:00:00+02:00"])
"""


@pytest.mark.parametrize("frame", ["propre", "material"])
def test_our_own_frame_needs_neither(tmp_path: Path, frame: str) -> None:
    """The other one says what lacks, and what to write instead; nothing is half built."""
    done, built = _built(tmp_path, frame, "mkdocs", "properdocs", "material")
    if frame == "propre":
        assert (done.returncode, built) == (0, True), done.stderr
    else:
        assert (done.returncode != 0, built) == (True, False)
        assert "frame: propre" in done.stderr.replace("\u00a0", " ")


def test_properdocs_stands_in_for_mkdocs(tmp_path: Path) -> None:
    """It goes on with MkDocs 1.x; Material draws the same pages with it."""
    done, built = _built(tmp_path, "material", "mkdocs")
    assert (done.returncode, built) == (0, True), done.stderr
    assert [*tmp_path.glob("portail/site/assets/material.*.css")]


def _built(folder: Path, frame: str, *absent: str) -> tuple[subprocess.CompletedProcess[str], bool]:
    """What the command said, and whether there is an edition."""
    portal = Portal.copy(SITES / "minimal", folder / "portail")
    portal.write("site_config.yml", portal.read("site_config.yml") + f"frame: {frame}\n")
    command = [sys.executable, "-c", BUILD, str(portal.folder), *absent]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done, (portal.output / "index.html").is_file()
