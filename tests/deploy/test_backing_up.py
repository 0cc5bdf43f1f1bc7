"""The drill of docs/sauvegarder.md, line by line: kept, lost, found again, compared byte by byte."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.exchanging.conftest import PAGE, Someone
from tests.exchanging.conftest import database as database  # noqa: PLC0414 - a fixture of another room
from tests.exchanging.conftest import gate as gate  # noqa: PLC0414 - a fixture of another room
from tests.exchanging.conftest import serve as serve  # noqa: PLC0414 - a fixture of another room
from tests.exchanging.conftest import tree as tree  # noqa: PLC0414 - a fixture of another room
from tests.needs import needs

from cyberveille.cli import main
from cyberveille.exchanging.gate import Gate
from cyberveille.exchanging.messages import Messages

GUIDE = Path(__file__).parents[2] / "docs/sauvegarder.md"
KNOWN = (
    "--name",
    "Veille",
    "--url",
    "https://veille.example.org",
    "--publisher",
    "CHU",
    "--email",
    "a@example.org",
)
PRIVATE = "Les automates se sont tus"


def _run(*words: str) -> None:
    said = CliRunner().invoke(main, words)
    assert said.exit_code == 0, said.output


def _git(folder: Path, *words: str) -> None:
    author = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    subprocess.run(["git", "-C", str(folder), *author, *words], check=True, capture_output=True)


@pytest.fixture
@needs("system", "slow")
def machine(tmp_path: Path, gate: Gate) -> Path:
    """A folder where a portal of two repositories runs, with its editions, its discussion and its secrets."""
    folder = tmp_path / "machine"
    portal = folder / "veille"
    _run("init", str(portal), "--membres", "--yes", *KNOWN)
    report = ("rex", "--title", "Panne", "--structure", "laboratoire", "--origin", "panne-dpi")
    _run("new", *report, "--root", str(portal))
    [written] = portal.glob("prive/content/rex/*.md")
    written.write_text(written.read_text("utf-8").replace("À compléter", PRIVATE), "utf-8")
    for repository in (portal, portal / "prive"):
        _git(repository, "add", "--all")
        _git(repository, "commit", "--quiet", "--message", "Début")
    Someone(gate, "camille", "Camille Démo").post("Un message")
    for path in ("etc/cyberveille/public.env", "var/lib/cyberveille/.ssh/id_ed25519"):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("secret\n", encoding="utf-8")
    (folder / "var/lib/cyberveille-echanges").mkdir()
    shutil.copy(tmp_path / "messages.db", folder / "var/lib/cyberveille-echanges/messages.db")
    return folder


def _shell(folder: Path, lines: list[str]) -> str:
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        ["sh", "-euc", "\n".join(lines).replace("cyberveille build", "cyberveille build --no-search")],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_what_was_kept_gives_the_same_portal_on_an_empty_machine(machine: Path, tmp_path: Path) -> None:
    """Both editions to the byte, restricted content where it was and nowhere else, messages and secrets."""
    text = GUIDE.read_text("utf-8")
    keeping, finding = (
        [re.sub(r"(?<= )/(?=etc|var)", "", line) for line in re.findall(r"^\$ (.*)$", part, re.MULTILINE)]
        for part in re.split(r"^## Restaurer$", text, flags=re.MULTILINE)
    )
    assert min(len(keeping), len(finding)) > 6
    building = [f"cyberveille build --root veille{option}" for option in ("", " --audience members")]
    _shell(machine, building + keeping)
    empty = tmp_path / "vide"
    empty.mkdir()
    (machine / "sauvegarde").rename(empty / "sauvegarde")
    shutil.rmtree(machine)
    said = _shell(empty, finding)
    # Three builds: two from nothing, to compare, and one over what was found again.
    written = re.findall(r"dont (\d+) écrit", said.replace("\u00a0", " "))
    assert [number == "0" for number in written] == [False, False, True]
    assert [item.text for item in Messages(empty / "retrouve-messages.db").of_thread(PAGE)] == ["Un message"]
    assert (empty / "secrets/var/lib/cyberveille/.ssh/id_ed25519").read_text("utf-8") == "secret\n"
    holding = {
        file.relative_to(empty / "retrouve").parts[0]
        for file in empty.glob("retrouve/site*/**/*.html")
        if PRIVATE in file.read_text("utf-8")
    }
    assert holding == {"site-membres"}
