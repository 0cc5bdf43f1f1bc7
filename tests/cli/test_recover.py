"""What a killed command left half placed is finished without building, at boot and on failure."""

import shlex
import shutil
from configparser import ConfigParser
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from tests.killing import KILLED, Moment, killed
from tests.portal import NOW, Portal, bulletin

from cyberveille.cli import main
from cyberveille.locale import french

SYSTEMD = Path(__file__).parents[2] / "deploy" / "systemd"


def _recover(portal: Portal, *arguments: str) -> Result:
    return CliRunner().invoke(
        main, ("recover", "--root", str(portal.folder), *arguments), catch_exceptions=False
    )


@pytest.fixture
def cut(portal: Portal) -> Portal:
    """An edition whose placing was cut in two."""
    portal.build()
    portal.write("bulletins/2026/CV-2026-BUL-0003.md", bulletin(3))
    command = ("build", "--root", str(portal.folder), "--now", NOW.isoformat(), "--no-search", "--jobs", "1")
    assert killed(Moment("replace", 5, "group"), *command).returncode == KILLED
    assert portal.workspace.unfinished
    return portal


def test_what_was_begun_is_finished(cut: Portal, tmp_path: Path) -> None:
    """The whole edition stands, and the next build writes nothing that the placing was to bring."""
    result = _recover(cut)
    assert result.exit_code == 0
    assert "achevée" in result.stdout
    assert not cut.workspace.unfinished
    twin = Portal.copy(cut.folder, tmp_path / "temoin")
    cold = tmp_path / "froid"
    shutil.move(twin.output, cold)
    command = ("build", "--root", str(twin.folder), "--now", NOW.isoformat(), "--no-search")
    assert CliRunner().invoke(main, command).exit_code == 0
    assert twin.files() == cut.files()


def test_nothing_to_finish_is_silence(portal: Portal) -> None:
    """Before the first build, and after a whole one; no folder is made."""
    assert (_recover(portal).exit_code, _recover(portal).output) == (0, "")
    assert not (portal.folder / ".site.edition").exists()
    portal.build()
    assert (_recover(portal, "--audience", "public").exit_code, _recover(portal).output) == (0, "")


@pytest.mark.parametrize("harm", ["journal", "staging"])
def test_what_cannot_be_finished_asks_for_a_build(cut: Portal, harm: str, tmp_path: Path) -> None:
    """A journal cut short, or staged files gone: said, exit code 1, never delivered; a build mends it."""
    workspace = cut.workspace
    if harm == "journal":
        workspace.journal.write_bytes(workspace.journal.read_bytes()[:200])
    else:
        shutil.rmtree(workspace.staging)
    result = _recover(cut)
    assert result.exit_code == 1
    assert "cyberveille build" in result.stderr
    target = tmp_path / "cible"
    target.mkdir()
    command = ("deliver", "--root", str(cut.folder), "--to", f"dossier:{target}")
    assert CliRunner().invoke(main, command).exit_code == 1
    assert not list(target.iterdir())
    cut.build()
    assert not workspace.unfinished
    twin = Portal.copy(cut.folder, tmp_path / "temoin")
    shutil.rmtree(twin.output)
    shutil.rmtree(twin.workspace.folder)
    twin.build()
    assert twin.files() == cut.files()
    twin.close()


def test_a_running_command_is_left_alone(portal: Portal) -> None:
    """Exit code 2, and who is at work."""
    portal.build()
    with portal.workspace.lock():
        result = _recover(portal)
    assert result.exit_code == 2
    assert french("déjà en cours d’écriture") in result.stderr


def test_the_units_ask_for_what_the_program_does() -> None:
    """At boot, before the web server; and whenever a publication ends, whatever ended it."""
    units = {}
    for file in sorted(SYSTEMD.glob("*.service")):
        units[file.stem] = ConfigParser(strict=False, interpolation=None, delimiters=("=",))
        units[file.stem].optionxform = str  # type: ignore[assignment, method-assign]
        units[file.stem].read_string(file.read_text(encoding="utf-8"))
    boot = units["cyberveille-recover"]
    assert {"nginx.service", "apache2.service"} <= set(boot["Unit"]["Before"].split())
    assert boot["Install"]["WantedBy"] == "multi-user.target"
    for command in (boot["Service"]["ExecStart"], units["cyberveille@"]["Service"]["ExecStopPost"]):
        program, name, *arguments = shlex.split(command.removeprefix("-"))
        assert Path(program).name == "cyberveille"
        found = main.get_command(click.Context(main), name)
        assert isinstance(found, click.Command)
        known = {option for parameter in found.params for option in parameter.opts}
        assert {word for word in arguments if word.startswith("--")} <= known
