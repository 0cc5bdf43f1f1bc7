"""The service as systemd runs it: its socket, its mails, its end, and a second one beside it."""

import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from queue import Queue
from typing import Any
from uuid import uuid4

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from demo.stand import free_port

from tests.exchanging.conftest import ORIGIN, PAGE

_PATIENCE = 30.0
_WORD = "un mot de passe"


class _Unix(HTTPConnection):
    def __init__(self, path: Path) -> None:
        super().__init__("echanges", timeout=_PATIENCE)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(_PATIENCE)
        self.sock.connect(str(self._path))


class _Sink:
    def __init__(self) -> None:
        self.received: Queue[str] = Queue()

    async def handle_DATA(self, _server: Any, session: Any, envelope: Any) -> str:  # noqa: N802, ANN401 - aiosmtpd's
        assert session.authenticated
        self.received.put(envelope.content.decode())
        return "250 OK"


@pytest.fixture
def sink() -> Iterator[tuple[_Sink, int]]:
    """A mail server that wants the account's password."""

    def known(
        _server: object, _session: object, _envelope: object, _mechanism: str, given: LoginPassword
    ) -> AuthResult:
        return AuthResult(success=given.password == _WORD.encode())

    handler = _Sink()
    controller = Controller(
        handler, hostname="127.0.0.1", port=free_port(), authenticator=known, auth_require_tls=False
    )
    controller.start()
    yield handler, controller.port
    controller.stop()


@pytest.fixture
def command(tmp_path: Path, tree: Path, database: Path, sink: tuple[_Sink, int]) -> list[str]:
    mail = {"host": "127.0.0.1", "port": sink[1], "security": "aucune", "user": "portail"}
    mail |= {"sender": "portail@example.org", "to": ["cercle@example.org"]}
    facts = {"origin": ORIGIN, "base": "/", "portal": "Portail", "rules": {"mail": mail}}
    (tmp_path / "echanges.json").write_text(json.dumps(facts), encoding="utf-8")
    (tmp_path / "mot-de-passe").write_text(f"{_WORD}\n", encoding="utf-8")
    given = {
        "--settings": tmp_path / "echanges.json",
        "--tree": tree,
        "--database": database,
        "--socket": tmp_path / "service.sock",
        "--mail-password": tmp_path / "mot-de-passe",
    }
    program = Path(sys.executable).with_name("cyberveille")
    return [str(program), "exchanges", "serve", *(str(part) for pair in given.items() for part in pair)]


@contextmanager
def _serving(command: list[str], address: Path) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        try:
            limit = time.monotonic() + _PATIENCE
            while process.poll() is None and time.monotonic() < limit:
                with suppress(OSError), closing(_Unix(address)) as tried:
                    tried.connect()
                    break
                with suppress(subprocess.TimeoutExpired):
                    process.wait(timeout=0.02)
            yield process
        finally:
            process.kill()


def test_the_service_speaks_on_its_socket_and_by_mail(
    command: list[str], tmp_path: Path, sink: tuple[_Sink, int]
) -> None:
    """Its group may open the socket, nobody else; SIGTERM ends it and takes the socket away."""
    address = tmp_path / "service.sock"
    with _serving(command, address) as process:
        assert address.stat().st_mode & 0o777 == 0o660
        said = {"text": "Un secret de laboratoire", "sending": str(uuid4())}
        headers = {"X-Cyberveille-Subject": "camille", "X-Cyberveille-Name": "Camille"}
        headers |= {"X-Cyberveille-Token": '{"groups":["cercle"]}', "X-Cyberveille-Userinfo": "(null)"}
        headers |= {"Origin": ORIGIN, "Content-Type": "application/json"}
        with closing(_Unix(address)) as wire:
            wire.request("POST", f"/membre/messages?page={PAGE}", json.dumps(said), headers)
            assert wire.getresponse().status == 201
        mail = sink[0].received.get(timeout=_PATIENCE)
        assert "CV-2026-REX-0001" in mail
        process.send_signal(signal.SIGTERM)
        log, _ = process.communicate(timeout=_PATIENCE)
    assert process.returncode == 0
    assert not address.exists()
    for secret in ("laboratoire", "Camille", _WORD):
        assert secret not in mail + log.decode()


def test_a_second_service_leaves_the_first_one_its_socket(command: list[str], tmp_path: Path) -> None:
    """Another one on the same messages says why it does not start."""
    address = tmp_path / "service.sock"
    with _serving(command, address):
        second = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_PATIENCE)
        assert second.returncode == 2
        assert "un autre service sert déjà" in second.stderr
        with closing(_Unix(address)) as wire:
            wire.request("GET", "/membre/derniers")
            assert wire.getresponse().status == 401
