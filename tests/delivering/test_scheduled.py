"""The shipped units and the commands of the operator's guide, run on this machine."""

import os
import shlex
import shutil
import subprocess
import sys
from configparser import RawConfigParser
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.needs import needs, program
from tests.portal import SITES

ROOT = Path(__file__).parents[2]
MINIMAL = SITES / "minimal"
UNITS = sorted((ROOT / "deploy" / "systemd").glob("*.service")) + sorted(
    (ROOT / "deploy" / "systemd").glob("*.timer")
)
REX = "content/rex/CV-2026-REX-0001.md"


def _git(folder: Path, *arguments: str) -> str:
    who = ["-c", "user.name=Rédaction", "-c", "user.email=redaction@example.org"]
    command = ["git", "-C", str(folder), *who, "-c", "init.defaultBranch=main", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _committed(folder: Path) -> None:
    _git(folder, "add", "-A")
    _git(folder, "commit", "-qm", "Texte")


@dataclass
class Machine:
    """One that builds: the clones, the origins they come from, the folder that is served."""

    main: Path
    private: Path
    clone: Path
    served: Path

    def publish(self, audience: str) -> subprocess.CompletedProcess[str]:
        variables = {
            "CYBERVEILLE_AUDIENCE": audience,
            "CYBERVEILLE_TARGET": f"versions:{self.served / audience}",
        }
        return subprocess.run(
            [self.clone / "deploy" / "systemd" / "publier"],
            env=os.environ | variables,
            capture_output=True,
            text=True,
            check=False,
        )

    def command(self, line: str) -> subprocess.CompletedProcess[str]:
        """A command of the guide, in the clone."""
        words = shlex.split(line)
        words[0] = str(self.clone / ".venv" / "bin" / "cyberveille")
        return subprocess.run(words, cwd=self.clone, capture_output=True, text=True, check=False)

    def online(self, audience: str) -> Path:
        return self.served / audience / "en-ligne"


@pytest.fixture
@needs("system")
def machine(tmp_path: Path) -> Machine:
    """A public repository with a private one laid in it, as the guide says."""
    for name in ("make", "flock", "rsync"):
        program(name)
    main, private = tmp_path / "origine", tmp_path / "origine-privee"
    shutil.copytree(MINIMAL, main)
    (main / "deploy" / "systemd").mkdir(parents=True)
    shutil.copy(ROOT / "deploy" / "systemd" / "publier", main / "deploy" / "systemd" / "publier")
    (main / "Makefile").write_text("install:\n", encoding="utf-8")
    ignored = "/.venv/\n/.cyberveille/\n/site/\n/.site.edition/\n/correspondants/\n/site-members/\n"
    (main / ".gitignore").write_text(f"{ignored}/.site-members.edition/\n", encoding="utf-8")
    configuration = (main / "site_config.yml").read_text(encoding="utf-8")
    (main / "site_config.yml").write_text(
        f"{configuration}sources:\n  - path: .\n"
        "  - {path: correspondants, tlp_max: AMBER, optional: true}\n"
        "audiences:\n  - name: public\n"
        "  - {name: members, tlp_max: AMBER, output: site-members, groups: [membres], "
        'url: "https://correspondants.example/"}\n'
        "search: false\n",
        encoding="utf-8",
    )
    (private / "bulletins" / "2026").mkdir(parents=True)
    _reserved(private, "Première version réservée aux correspondants")
    for folder in (main, private):
        _git(folder, "init", "-q")
        _committed(folder)
    clone = tmp_path / "cyberveille"
    _git(tmp_path, "clone", "-q", str(main), str(clone))
    _git(tmp_path, "clone", "-q", str(private), str(clone / "correspondants"))
    program_file = clone / ".venv" / "bin" / "cyberveille"
    program_file.parent.mkdir(parents=True)
    program_file.write_text(
        f"#!{sys.executable}\nfrom cyberveille.cli import main\nmain()\n", encoding="utf-8"
    )
    program_file.chmod(0o755)
    return Machine(main, private, clone, tmp_path / "srv")


RESERVED = """---
id: CV-2026-BUL-0090
title: "{title}"
tlp: AMBER
published: 2026-11-20T09:00:00+01:00
severity: elevee
technologies: [imagerie]
references:
  - {{title: Avis, url: "https://example.net/{slug}"}}
revisions:
  - {{date: 2026-11-20T09:00:00+01:00, change: Premier texte}}
{revisions}---
## Résumé

Quelqu’un cherche depuis hier les relais de télémaintenance de plusieurs laboratoires de la région.

## Mesures

Fermer ces relais la nuit, et dire à la cellule ce que les journaux en gardent.
"""


REVISION = "  - {date: 2026-11-21T09:00:00+01:00, change: Une phrase de plus}\n"


def _reserved(private: Path, title: str, revisions: str = "") -> None:
    text = RESERVED.format(title=title, slug=len(title), revisions=revisions)
    (private / "bulletins" / "2026" / "CV-2026-BUL-0090.md").write_text(text, encoding="utf-8")


def _page(machine: Machine) -> str:
    file = machine.online("members") / "bulletins" / "2026" / "CV-2026-BUL-0090" / "index.html"
    return file.read_text(encoding="utf-8")


def test_an_edition_of_members_is_published_from_both_repositories(machine: Machine) -> None:
    """What was pushed to the private one is fetched with the rest; the public edition has nothing of it."""
    first = machine.command("cyberveille build --audience members")
    assert first.returncode == 0, first.stderr
    by_hand = machine.command(
        f"cyberveille deliver --audience members --adopt --to versions:{machine.served / 'members'}"
    )
    assert by_hand.returncode == 0, by_hand.stderr
    assert "Première version réservée" in _page(machine)
    _reserved(machine.private, "Seconde version réservée aux correspondants", REVISION)
    _committed(machine.private)
    published = machine.publish("members")
    assert published.returncode == 0, published.stderr
    assert "Seconde version réservée" in _page(machine)
    public = machine.publish("public")
    assert public.returncode == 0, public.stderr
    assert (machine.online("public") / "index.html").is_file()
    assert not (machine.online("public") / "bulletins" / "2026" / "CV-2026-BUL-0090").exists()


def test_a_failure_leaves_the_portal_as_it_is(machine: Machine) -> None:
    """A commit that is refused, or a private repository that does not answer: the exit code says so."""
    assert machine.publish("public").returncode == 0
    online = machine.online("public").resolve()
    notice = machine.main / "bulletins" / "2026" / "CV-2026-BUL-0001.md"
    notice.write_text(notice.read_text(encoding="utf-8").replace("tlp: CLEAR", "tlp: ROSE"), encoding="utf-8")
    _committed(machine.main)
    assert machine.publish("public").returncode != 0
    shutil.rmtree(machine.private)
    assert machine.publish("public").returncode != 0
    assert machine.online("public").resolve() == online


def test_the_commands_of_the_guide_run(machine: Machine) -> None:
    """Check, build, deliver, roll back, and the list of addresses that is taken elsewhere."""
    goal = f"versions:{machine.served / 'public'}"
    for line in (
        "cyberveille check",
        "cyberveille build",
        f"cyberveille deliver --to {goal}",
        "cyberveille recover",
    ):
        done = machine.command(line)
        assert done.returncode == 0, (line, done.stderr)
    notice = machine.main / "bulletins" / "2026" / "CV-2026-BUL-0001.md"
    text = notice.read_text(encoding="utf-8").replace("---\n## ", f"{REVISION}---\n## ", 1)
    notice.write_text(f"{text}\nUne phrase de plus.\n", encoding="utf-8")
    _committed(machine.main)
    before = machine.online("public").resolve()
    assert machine.publish("public").returncode == 0
    assert machine.online("public").resolve() != before
    back = machine.command(f"cyberveille deliver --rollback --to {goal}")
    assert back.returncode == 0, back.stderr
    assert machine.online("public").resolve() == before
    assert machine.command("cyberveille build --audience members").returncode == 0
    listed = machine.command("cyberveille deploy-check --list")
    assert "/bulletins/2026/CV-2026-BUL-0090/\n" in listed.stdout


@pytest.fixture
def mail(tmp_path: Path) -> Path:
    """Stand-ins for the mail relay and the journal."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name, words in (
        ("sendmail", f'cat >> "{tmp_path}/courriels"'),
        ("journalctl", 'echo "Édition refusée" "$@"'),
    ):
        (folder / name).write_text(f"#!/bin/sh\n{words}\n", encoding="utf-8")
        (folder / name).chmod(0o755)
    return tmp_path / "courriels"


def _told(mail: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    folder = mail.parent / "bin"
    environment = {
        "PATH": f"{folder}:{os.environ['PATH']}",
        "CYBERVEILLE_SENDMAIL": str(folder / "sendmail"),
        "STATE_DIRECTORY": str(mail.parent),
    }
    return subprocess.run(
        [ROOT / "deploy" / "systemd" / "prevenir", "cyberveille@members.service"],
        env=os.environ | environment | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_failure_is_written_to_a_person(mail: Path) -> None:
    """With the unit's last words, once a day."""
    for _ in range(3):
        done = _told(mail, CYBERVEILLE_ALERT="exploitation@example.org")
        assert done.returncode == 0, done.stderr
    text = mail.read_text(encoding="utf-8")
    assert text.count("To: exploitation@example.org") == 1
    assert "cyberveille@members.service" in text
    assert "Édition refusée" in text
    os.utime(mail.parent / "cyberveille@members.service.prevenu", (0, 0))
    _told(mail, CYBERVEILLE_ALERT="exploitation@example.org")
    assert mail.read_text(encoding="utf-8").count("To: ") == 2


def test_without_anybody_to_tell_it_fails(mail: Path) -> None:
    """And so does it without a relay: « systemctl --failed » shows it."""
    assert _told(mail).returncode != 0
    nothing = {"CYBERVEILLE_ALERT": "a@example.org", "CYBERVEILLE_SENDMAIL": str(mail.parent / "rien")}
    assert _told(mail, **nothing).returncode != 0


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_leads_to_what_is_shipped(unit: Path) -> None:
    """The programs that it starts and the units that it names."""
    parser = RawConfigParser(strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(unit, encoding="utf-8")
    values = [value for section in parser.sections() for _, value in parser.items(section)]
    for word in " ".join(values).split():
        place = word.lstrip("-")
        if place.startswith("/opt/cyberveille/") and "/.venv/" not in place:
            file = ROOT / place.removeprefix("/opt/cyberveille/")
            assert file.is_file()
            assert file.suffix or os.access(file, os.X_OK)
        if place.startswith("cyberveille") and "@" in place and place.endswith(".service"):
            assert (ROOT / "deploy" / "systemd" / f"{place.partition('@')[0]}@.service").is_file()


def test_a_failed_edition_is_told() -> None:
    """The unit that publishes names the one that tells."""
    text = (ROOT / "deploy" / "systemd" / "cyberveille@.service").read_text(encoding="utf-8")
    assert "\nOnFailure=cyberveille-echec@%n.service\n" in text
