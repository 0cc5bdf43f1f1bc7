"""The guide to a public and a private repository, line by line (docs/deux-depots.md)."""

import re
import shlex
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.portal import without_index

from cyberveille.cli import main

GUIDE = Path(__file__).parents[2] / "docs/deux-depots.md"
REPORT = "content/rex/CHU-*-REX-0001.md"


def _run(line: str) -> None:
    words = shlex.split(line)
    if words[0] == "git":
        subprocess.run(words, check=True, capture_output=True)
        return
    said = CliRunner().invoke(main, words[1:])
    assert said.exit_code == 0, said.output


@pytest.mark.portal
def test_what_is_restricted_is_in_the_members_edition_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And in the private repository alone."""
    monkeypatch.chdir(tmp_path)
    lines = re.findall(r"^\$ (.*)$", GUIDE.read_text("utf-8"), re.MULTILINE)
    assert {line.split()[0] for line in lines} == {"cyberveille", "git"}
    with without_index():
        for line in lines:
            _run(line)
            for report in tmp_path.glob(f"veille/prive/{REPORT}"):
                text = report.read_text("utf-8")
                report.write_text(text.replace("À compléter", "Les automates se sont tus"), "utf-8")
    assert [*tmp_path.glob(f"veille/prive/{REPORT}")]
    assert not [*tmp_path.glob(f"veille/{REPORT}")]
    holding = {
        file.relative_to(tmp_path / "veille").parts[0]
        for file in tmp_path.glob("veille/site*/**/*.html")
        if "automates se sont tus" in file.read_text("utf-8")
    }
    assert holding == {"site-membres"}
    remotes = [
        subprocess.run(["git", "-C", folder, "remote", "get-url", "origin"], capture_output=True, check=True)
        for folder in ("veille", "veille/prive")
    ]
    assert len({said.stdout for said in remotes}) == 2
