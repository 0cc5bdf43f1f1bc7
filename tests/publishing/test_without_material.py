"""A portal is published where neither MkDocs nor Material is installed."""

import subprocess
import sys
from pathlib import Path

import pytest
from tests.portal import SITES, Portal

BUILD = """
import sys
for absent in ("mkdocs", "material"):
    sys.modules[absent] = None
from cyberveille.cli import main
main(["build", "--no-search", "--root", sys.argv[1], "--now", "2026-10-10T10:00:00+02:00"])
"""


@pytest.mark.parametrize("frame", ["propre", "material"])
def test_our_own_frame_needs_neither(tmp_path: Path, frame: str) -> None:
    """The other one says what lacks, and what to write instead; nothing is half built."""
    portal = Portal.copy(SITES / "minimal", tmp_path / "portail")
    portal.write("site_config.yml", portal.read("site_config.yml") + f"frame: {frame}\n")
    done = subprocess.run(
        [sys.executable, "-c", BUILD, str(portal.folder)], capture_output=True, text=True, check=False
    )
    built = (portal.output / "index.html").is_file()
    if frame == "propre":
        assert (done.returncode, built) == (0, True), done.stderr
    else:
        assert (done.returncode != 0, built) == (True, False)
        assert "frame: propre" in done.stderr.replace("\u00a0", " ")
