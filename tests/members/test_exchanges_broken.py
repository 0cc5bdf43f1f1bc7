"""When the discussion breaks: the page stays, nothing typed is lost, nothing accepted is lost or doubled."""

import random
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from threading import Event, Thread
from uuid import uuid4

import pytest
from demo.stand import Stand
from playwright.sync_api import BrowserContext, expect

from tests.members.conftest import MEMBER, MODERATOR
from tests.members.talking import ACCEPTED, REX, TALK, Wire, clear, open_thread, post, status_of, thread

LogIn = Callable[[str], BrowserContext]
WRITES = 200


@pytest.fixture(autouse=True)
def up_again(running: Stand) -> Iterator[None]:
    """Each test begins with nobody having said anything, and leaves the service up."""
    clear(running)
    yield
    clear(running)


def test_the_page_stays_readable_and_says_that_the_discussion_is_down(running: Stand, log_in: LogIn) -> None:
    running.stop_exchanges()
    page = log_in(MEMBER).new_page()
    page.goto(f"{running.origin}{REX}")
    expect(page.get_by_role("heading", name="Enseignements")).to_be_visible()
    expect(page.get_by_text("La discussion ne répond pas pour l’instant.")).to_be_visible()
    expect(page.get_by_label("Votre message")).to_be_editable()
    running.start_exchanges()
    page.get_by_role("button", name="Réessayer").click()
    expect(page.get_by_text("La discussion ne répond pas")).to_have_count(0)
    expect(page.get_by_text("Personne n’a encore écrit ici.")).to_be_visible()
    page.close()


def test_what_was_typed_goes_out_when_the_service_is_back(running: Stand, log_in: LogIn) -> None:
    """By itself, once, without another click."""
    context = log_in(MEMBER)
    page = open_thread(context, running)
    running.kill_exchanges()
    page.get_by_label("Votre message").fill("Écrit pendant la panne")
    page.get_by_role("button", name="Publier").click()
    expect(page.get_by_text("Votre message est gardé dans cette page.")).to_be_visible()
    expect(page.get_by_label("Votre message")).to_have_value("Écrit pendant la panne")
    running.start_exchanges()
    expect(page.locator(".cv-message")).to_contain_text("Écrit pendant la panne", timeout=30_000)
    expect(page.get_by_label("Votre message")).to_have_value("")
    assert len(thread(context, running)) == 1
    page.close()


def test_a_reload_keeps_what_was_typed(running: Stand, log_in: LogIn) -> None:
    """A new message, an answer and a change, each at its place; one that was asked for goes out then."""
    context = log_in(MEMBER)
    post(context, running, "Une question")
    page = open_thread(context, running)
    page.get_by_label("Votre message").fill("Un brouillon")
    page.get_by_role("button", name="Répondre").click()
    page.get_by_label("Votre réponse").fill("Une réponse en cours")
    page.reload()
    expect(page.get_by_label("Votre message")).to_have_value("Un brouillon")
    expect(page.get_by_label("Votre réponse")).to_have_value("Une réponse en cours")
    running.kill_exchanges()
    page.locator(".cv-discussion__new").get_by_role("button", name="Publier").click()
    expect(page.get_by_text("Votre message est gardé dans cette page.")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Votre message")).to_have_value("Un brouillon")
    running.start_exchanges()
    expect(page.locator(".cv-messages > .cv-message").nth(1)).to_contain_text("Un brouillon", timeout=30_000)
    expect(page.get_by_label("Votre réponse")).to_have_value("Une réponse en cours")
    page.close()


def test_a_closed_session_keeps_what_was_typed(running: Stand, log_in: LogIn) -> None:
    context = log_in(MEMBER)
    page = open_thread(context, running)
    cookies = context.cookies()
    context.clear_cookies()
    page.get_by_label("Votre message").fill("Écrit après la fermeture")
    page.get_by_role("button", name="Publier").click()
    expect(page.get_by_text("Votre session est fermée. Votre message est gardé")).to_be_visible()
    context.add_cookies([{**cookie} for cookie in cookies])  # type: ignore[typeddict-item]
    page.get_by_role("link", name="Ouvrir une session").click()
    expect(page.locator(".cv-message")).to_contain_text("Écrit après la fermeture", timeout=30_000)
    assert len(thread(context, running)) == 1
    page.close()


def test_a_refusal_is_said_and_the_text_stays(running: Stand, log_in: LogIn) -> None:
    page = open_thread(log_in(MEMBER), running)
    field = page.get_by_label("Votre message")
    page.get_by_role("button", name="Publier").click()
    expect(page.get_by_text("Écrivez d’abord votre message.")).to_be_visible()
    expect(field).to_be_focused()
    field.fill("ab")
    page.get_by_role("button", name="Publier").click()
    expect(page.get_by_text("Un message a au moins 3 caractères.")).to_be_visible()
    expect(field).to_have_value("ab")
    expect(field).to_have_attribute("aria-invalid", "true")
    page.close()


def test_two_hundred_writes_under_kill_lose_and_double_nothing(running: Stand, log_in: LogIn) -> None:
    """Killed before a request, in its middle, right after it, and while the answer comes back.

    The client does what the page does: as long as it has not read that its message was taken, it sends it
    again under the same name.
    """
    wire = Wire(log_in(MEMBER), running)
    chance = random.Random(6)
    accepted: list[str] = []
    kills = 0
    for number in range(WRITES):
        text = f"Message numéro {number}"
        sending = str(uuid4())
        request = wire.request(f"{TALK}messages?page={REX}", {"text": text, "sending": sending})
        moment = chance.choice(("before", "middle", "after", "answer", *("never",) * 12))
        kills += moment != "never"
        status = _write(wire, running, request, moment)
        for _ in range(5):
            if status in ACCEPTED:
                break
            status = _write(wire, running, request, "never")
        assert status in ACCEPTED
        accepted.append(text)
    assert kills > 30
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
