"""What a first look at a portal says, for each way in which it may be sick."""

import os
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner, Result
from tests.needs import needs, program
from tests.portal import NOW, AlreadyBuilt, Portal

from cyberveille import __version__
from cyberveille.cli import main
from cyberveille.diagnosing import State, look_at_certificate, look_at_edition, look_at_machine, machine
from cyberveille.extras import Part


def _doctor(portal: Portal, *options: str, now: datetime = NOW) -> Result:
    arguments = ["doctor", "--root", str(portal.folder), "--now", now.isoformat(), *options]
    return CliRunner().invoke(main, arguments)


def test_all_is_well(already_built: AlreadyBuilt) -> None:
    """The program, its parts, the machine, the portal, its edition."""
    said = _doctor(already_built())
    assert said.exit_code == 0, said.output
    assert __version__ in said.output
    assert not [line for line in said.output.splitlines() if line.startswith(State.ILL.value)]
    for name in (
        "programme",
        "parties",
        "git",
        "portail",
        "fuseau",
        "horloge",
        "droits",
        "disque",
        "édition",
    ):
        assert f" {name}\u00a0: " in said.output


def test_what_is_not_installed_is_named(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what it is for, and how to have it; without git nothing can be compared."""
    monkeypatch.setattr("cyberveille.diagnosing.installation.installed", lambda part: part is not Part.PDF)
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    said = _doctor(portal)
    assert said.exit_code == 1
    assert "cyberveille[pdf]" in said.output
    assert "cyberveille[charts]" not in said.output
    assert "git est introuvable" in said.output


def test_a_portal_that_cannot_be_read_says_why(portal: Portal) -> None:
    """The machine is looked at all the same."""
    portal.write("site_config.yml", "portal: [\n")
    said = _doctor(portal)
    assert said.exit_code == 1
    assert "site_config.yml" in said.output
    assert "disque" in said.output


def test_what_is_to_fill_in_is_counted(portal: Portal) -> None:
    """A delivery will refuse it."""
    portal.edit("site_config.yml", "1 rue de l’Essai, 00000 Essai", '"À compléter"')
    said = _doctor(portal)
    assert said.exit_code == 0
    assert "1\u00a0valeur à compléter" in said.output.replace("1 valeur", "1\u00a0valeur")


@pytest.mark.parametrize(
    ("age", "state"), [(0, State.WELL), (25, State.WELL), (27, State.WARNING), (24 * 60, State.WARNING)]
)
def test_an_edition_ages(already_built: AlreadyBuilt, age: int, state: State) -> None:
    """One that was not made for more than a day, and its feeds with it, is told with its date."""
    portal = already_built()
    [sign] = look_at_edition(portal.output, NOW + timedelta(hours=age))
    assert sign.state is state


@pytest.mark.parametrize(("age", "code"), [(47, 0), (49, 1)])
def test_a_probe_says_when_an_edition_is_too_old(already_built: AlreadyBuilt, age: int, code: int) -> None:
    """Wherever it is served; one that is not there is too old too."""
    portal = already_built()
    served = portal.folder / "servi"
    served.symlink_to(portal.output)
    probe = ("--oldest", "48", "--edition")
    said = _doctor(portal, *probe, str(served), now=NOW + timedelta(hours=age))
    assert said.exit_code == code, said.output
    assert _doctor(portal, *probe, str(portal.folder / "ailleurs")).exit_code == 1


def test_a_clock_that_is_late_is_told(already_built: AlreadyBuilt) -> None:
    """The last edition would be of the future."""
    said = _doctor(already_built(), now=NOW - timedelta(days=3))
    assert said.exit_code == 1
    assert "datée d’après" in said.output


def test_an_edition_that_was_cut_in_two_is_told(already_built: AlreadyBuilt) -> None:
    """With what finishes it; so is one that is not there."""
    portal = already_built()
    portal.workspace.journal.write_text("{}", encoding="utf-8")
    assert [sign.state for sign in look_at_edition(portal.output, NOW)] == [State.ILL, State.WELL]
    [sign] = look_at_edition(portal.folder / "ailleurs", NOW)
    assert (sign.state, "cyberveille build" in sign.advice) == (State.WARNING, True)


def test_a_snippet_that_the_server_kept_too_long_is_told(already_built: AlreadyBuilt) -> None:
    """Whichever server it is for."""
    portal = already_built()
    snippet = portal.folder / "headers.conf"
    shutil.copy(portal.output / ".serveur/apache.conf", snippet)
    assert "est celui de cette édition" in _doctor(portal, "--snippet", str(snippet)).output
    snippet.write_text("# ancien\n", encoding="utf-8")
    said = _doctor(portal, "--snippet", str(snippet))
    assert (said.exit_code, "n’est pas celui" in said.output) == (0, True)
    snippet.unlink()
    assert _doctor(portal, "--snippet", str(snippet)).exit_code == 1


def test_what_the_machine_refuses_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rights, room, the hour of Paris, a date of the environment: each by its name."""

    def states(*, dated: bool = False) -> dict[str, State]:
        return {
            sign.name: sign.state for sign in look_at_machine((tmp_path / "a/b",), NOW, None, dated=dated)
        }

    assert set(states().values()) == {State.WELL}
    assert states(dated=True)["horloge"] is State.WARNING
    with monkeypatch.context() as patched:
        patched.setattr(os, "access", lambda *_: False)
        assert states()["droits"] is State.ILL
    with monkeypatch.context() as patched:
        patched.setattr(machine, "_LEAST", 1 << 80)
        assert states()["disque"] is State.ILL
    with monkeypatch.context() as patched:
        patched.setattr(machine, "ZoneInfo", lambda _name: UTC)
        assert states()["fuseau"] is State.ILL


class _Host(NamedTuple):
    url: str
    trust: ssl.SSLContext


@pytest.fixture
@needs("system")
def host(tmp_path: Path) -> Iterator[_Host]:
    """A host on this machine, whose certificate of thirty days one client trusts."""
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    wanted = "req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=localhost"
    names = ("-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate)
    command: tuple[str | Path, ...] = (program("openssl"), *wanted.split(), *names)
    subprocess.run(command, capture_output=True, check=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    listening = socket.create_server(("localhost", 0))

    def answer() -> None:
        while True:
            try:
                line, _ = listening.accept()
            except OSError:
                return
            try:
                context.wrap_socket(line, server_side=True).close()
            except OSError:
                line.close()

    thread = threading.Thread(target=answer)
    thread.start()
    yield _Host(
        f"https://localhost:{listening.getsockname()[1]}/", ssl.create_default_context(cafile=certificate)
    )
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()
    thread.join()


def test_a_certificate_is_looked_at(host: _Host) -> None:
    """One that is well, one that ends soon, one that nobody trusts, and a host that does not answer."""
    now = datetime.now(UTC)
    assert look_at_certificate(host.url, now, host.trust).state is State.WELL
    assert look_at_certificate(host.url, now + timedelta(days=20), host.trust).state is State.WARNING
    refused = look_at_certificate(host.url, now)
    assert (refused.state, "refusé" in refused.told) == (State.ILL, True)
    silent = look_at_certificate("https://localhost:1/", now)
    assert (silent.state, "ne répond pas" in silent.told) == (State.ILL, True)
