"""Mails about new messages: what they say, and that none is lost with the mail server."""

import smtplib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from queue import Queue
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from demo.stand import free_port

from cyberveille.exchanging import notifying
from cyberveille.exchanging.messages import Messages
from cyberveille.exchanging.notifying import Notifier, Post
from cyberveille.model import Exchanges, ExchangeSettings, Mail, MailSecurity
from tests.exchanging.conftest import ORIGIN, PAGE, Serve, Someone

_WAIT = 20.0


class _Sink:
    """A mail server's handler that keeps what it is handed."""

    def __init__(self) -> None:
        self.received: Queue[EmailMessage] = Queue()

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802, ANN401 - aiosmtpd's
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.received.put(message)
        return "250 OK"


@pytest.fixture
def sink() -> Iterator[tuple[_Sink, Controller]]:
    handler = _Sink()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield handler, controller
    controller.stop()


def _mail(port: int = 25) -> Mail:
    return Mail(
        host="127.0.0.1",
        port=port,
        security=MailSecurity.NONE,
        sender="portail@example.org",
        to=("cercle@example.org", "moderation@example.org"),
    )


def _settings(mail: Mail) -> ExchangeSettings:
    return ExchangeSettings(origin=ORIGIN, base="/", portal="Portail", rules=Exchanges(mail=mail))


def _notifier(database: Path, mail: Mail, send: Any) -> Notifier:  # noqa: ANN401 - any sender
    return Notifier(_settings(mail), mail, Messages(database), database.with_suffix(".avis"), send)


def test_a_mail_says_where_and_nothing_else(
    camille: Someone, database: Path, sink: tuple[_Sink, Controller]
) -> None:
    """By SMTP, to all at once, without the text, the author or the title of the page."""
    handler, controller = sink
    mail = _mail(controller.port)
    notifier = _notifier(database, mail, Post(mail))
    camille.post("Posté avant le service")
    notifier.start()
    try:
        camille.post("Le secret du laboratoire")
        notifier.wake()
        received = handler.received.get(timeout=_WAIT)
    finally:
        notifier.stop()
    assert received["To"] == "cercle@example.org, moderation@example.org"
    assert received["Subject"] == "[Portail] Nouveau message\u00a0: CV-2026-REX-0001"
    assert received["Auto-Submitted"] == "auto-generated"
    body = received.get_content()
    assert f"{ORIGIN}{PAGE}#message-2" in body
    whole = received.as_string() + body
    for secret in ("secret", "Camille", "Panne d’un laboratoire"):
        assert secret not in whole
    assert handler.received.empty()


def test_a_mail_server_that_is_down_only_delays(camille: Someone, database: Path) -> None:
    """What was not told is told later, in order, each once."""
    sent: list[str] = []
    down = [True]

    def send(message: EmailMessage) -> None:
        if down[0]:
            raise smtplib.SMTPServerDisconnected
        sent.append(message["Message-ID"])

    database.with_suffix(".avis").write_text("0\n", encoding="ascii")
    for number in range(3):
        camille.post(f"Message {number}")
    notifier = _notifier(database, _mail(), send)
    with pytest.raises(smtplib.SMTPServerDisconnected):
        notifier.send_owed()
    down[0] = False
    # Another service, after a stop: the moment is kept in a file.
    assert _notifier(database, _mail(), send).send_owed() == 3
    assert _notifier(database, _mail(), send).send_owed() == 0
    assert len(set(sent)) == 3


def test_nothing_that_fails_ends_the_notices(
    camille: Someone, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file locked for long, a mail that cannot be made: the next try is made all the same."""
    monkeypatch.setattr(notifying, "_AGAIN", 0)
    broken: list[Exception] = [
        sqlite3.OperationalError("locked"),
        ValueError("header"),
        smtplib.SMTPException(),
    ]
    sent: Queue[EmailMessage] = Queue()

    def send(message: EmailMessage) -> None:
        if broken:
            raise broken.pop()
        sent.put(message)

    notifier = _notifier(database, _mail(), send)
    notifier.start()
    try:
        camille.post("Bonjour")
        notifier.wake()
        assert sent.get(timeout=_WAIT)["To"]
    finally:
        notifier.stop()


def test_what_was_said_before_the_first_start_is_not_told(camille: Someone, database: Path) -> None:
    camille.post("Ancien")
    sent: list[EmailMessage] = []
    notifier = _notifier(database, _mail(), sent.append)
    notifier.start()
    notifier.stop()
    assert sent == []
    assert database.with_suffix(".avis").read_text() == "1\n"


def test_a_clock_that_goes_back_keeps_no_notice_back(camille: Someone, database: Path) -> None:
    """Nor does a file of messages older than what was told."""
    for number in range(3):
        camille.post(f"Message {number}")
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE comments SET created = created - 86400 WHERE id = 3")
    sent: list[EmailMessage] = []
    database.with_suffix(".avis").write_text("2\n", encoding="ascii")
    assert _notifier(database, _mail(), sent.append).send_owed() == 1
    database.with_suffix(".avis").write_text("900\n", encoding="ascii")
    again = _notifier(database, _mail(), sent.append)
    again.start()
    again.stop()
    camille.post("Encore")
    assert _notifier(database, _mail(), sent.append).send_owed() == 1
    assert len(sent) == 2


def test_a_post_does_not_wait_for_the_mail(serve: Serve) -> None:
    """The service only says that there is news."""
    gate = serve()
    told: list[bool] = []
    gate._posted = lambda: told.append(True)
    camille = Someone(gate, "camille", "Camille")
    assert camille.post("Bonjour").status_code == 201
    assert camille.post("ab").status_code == 422
    assert told == [True]
