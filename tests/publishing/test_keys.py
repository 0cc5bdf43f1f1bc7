"""What tells that a file is to be made again depends on what the file says, and on nothing of the process."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.portal import SITES, Portal

from cyberveille.publishing.workspace import Workspace

NOW = "2026-10-10T10:00:00+02:00"
PLAN = (
    "---\ntitle: Plan du site\ndescription: Toutes les pages.\ntemplate: plan\n---\n## Pages\n\nLes voici.\n"
)


def _keys(portal: Portal, seed: str) -> dict[str, bytes]:
    """Of every file of an edition that a process of its own builds."""
    output = portal.folder / f"site-{seed}"
    words = ("build", "--root", str(portal.folder), "--output", str(output), "--now", NOW, "--no-search")
    command = (sys.executable, "-c", "from cyberveille.cli import main; main()", *words)
    subprocess.run(command, check=True, capture_output=True, env=os.environ | {"PYTHONHASHSEED": seed})
    known = Workspace(output).known()
    assert known
    return {path: row.key for path, row in known.items()}


@pytest.mark.slow
def test_two_processes_give_the_same_keys(tmp_path: Path) -> None:
    """Neither an address in memory nor an order of hashes makes a page anew at each build."""
    portal = Portal.copy(SITES / "minimal", tmp_path / "portail")
    portal.write("content/pages/plan-du-site.md", PLAN)
    keys = _keys(portal, "1")
    assert "plan-du-site/index.html" in keys
    assert _keys(portal, "2") == keys
