"""The service killed, its machine lost: nothing accepted is lost or doubled; a backup brings it back."""

import random
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from threading import Event, Thread
from uuid import uuid4

import pytest
from demo.stand import Stand

from tests.members.conftest import MEMBER, MODERATOR
from tests.members.talking import ACCEPTED, REX, TALK, LogIn, Wire, post, status_of, thread

pytestmark = pytest.mark.usefixtures("quiet")


@pytest.mark.parametrize(
    ("kills", "others"), [(5, 20), pytest.param(12, 152, marks=pytest.mark.thorough)], ids=str
)
def test_writes_under_kill_lose_and_double_nothing(
    running: Stand, log_in: LogIn, kills: int, others: int
) -> None:
    """Killed before a request, in its middle, right after it, and while the answer comes back.

    The client does what the page does: as long as it has not read that its message was taken, it sends it
    again under the same name.
    """
    wire = Wire(log_in(MEMBER), running)
    moments = [*("before", "middle", "after", "answer") * kills, *("never",) * others]
    random.Random(6).shuffle(moments)
    accepted: list[str] = []
    for number, moment in enumerate(moments):
        text = f"Message numéro {number}"
        sending = str(uuid4())
        request = wire.request(f"{TALK}messages?page={REX}", {"text": text, "sending": sending})
        status = _write(wire, running, request, moment)
        for _ in range(5):
            if status in ACCEPTED:
                break
            status = _write(wire, running, request, "never")
        assert status in ACCEPTED
        accepted.append(text)
    kept = [item["html"] for item in thread(log_in(MODERATOR), running)]
    assert kept == [f"<p>{text}</p>" for text in accepted]
    with closing(sqlite3.connect(running.database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def _write(wire: Wire, running: Stand, request: bytes, moment: str) -> int:
    """Send a request, with the service killed at some moment of it and started again after."""
    half = len(request) - 20
    if moment == "before":
        running.kill_exchanges()
    with wire.connect() as connection:
        connection.sendall(request[:half])
        if moment == "middle":
            running.kill_exchanges()
        connection.sendall(request[half:])
        if moment == "after":
            running.kill_exchanges()
        if moment == "answer":
            # The answer has begun to arrive, and is lost all the same.
            connection.recv(1)
            running.kill_exchanges()
            connection.shutdown(socket.SHUT_RDWR)
            status = 0
        else:
            status = status_of(connection)
    if moment != "never":
        running.start_exchanges()
    return status


def test_a_backup_taken_under_load_brings_everything_back(
    running: Stand, log_in: LogIn, tmp_path: Path
) -> None:
    """The commands of the guide, while a correspondent goes on writing; then the machine is lost."""
    wire = Wire(log_in(MEMBER), running)
    accepted: list[str] = []
    over, enough = Event(), Event()

    def write() -> None:
        while not over.is_set():
            text = f"Sous charge {len(accepted)}"
            request = wire.request(f"{TALK}messages?page={REX}", {"text": text, "sending": str(uuid4())})
            with wire.connect() as connection:
                connection.sendall(request)
                assert status_of(connection) in ACCEPTED
            accepted.append(text)
            if len(accepted) >= 10:
                enough.set()

    writer = Thread(target=write)
    writer.start()
    assert enough.wait(60)
    before = len(accepted)
    copy = tmp_path / "sauvegarde.db"
    saved = _command(running, "backup", copy)
    assert saved.returncode == 0, saved.stderr
    over.set()
    writer.join(30)
    running.kill_exchanges()
    running.database.unlink()
    restored = _command(running, "restore", copy)
    assert restored.returncode == 0, restored.stderr
    running.start_exchanges()
    kept = [item["html"] for item in thread(log_in(MEMBER), running)]
    assert before <= len(kept) <= len(accepted)
    assert kept == [f"<p>{text}</p>" for text in accepted[: len(kept)]]
    assert post(log_in(MEMBER), running, "La suite").status == 201


def _command(running: Stand, name: str, file: Path) -> subprocess.CompletedProcess[str]:
    command: list[str | Path] = [Path(sys.executable).with_name("cyberveille"), "exchanges", name]
    command += ["--database", running.database, file]
    return subprocess.run(command, capture_output=True, text=True, check=False)
