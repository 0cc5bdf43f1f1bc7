"""A mail for each new message: where it stands, and nothing of what it says.

The file of messages is the queue: what was told already is a number kept beside it. A mail server that does
not answer, or a service that dies, delays a notice; none is lost, and at worst one is sent twice.
"""

import logging
import smtplib
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from ssl import create_default_context
from threading import Event, Thread

from cyberveille.exchanging.messages import Message, Messages, MessageState
from cyberveille.locale import french
from cyberveille.model import ExchangeSettings, Mail, MailSecurity

_LOG = logging.getLogger(__name__)
_TIMEOUT = 20.0
_AGAIN = 60.0
"""Seconds after which a mail server that failed is tried again."""


def notice_of(settings: ExchangeSettings, mail: Mail, message: Message, moment: datetime) -> EmailMessage:
    """The mail about `message`, without its text, its author, or the title of a restricted page."""
    name = message.uri.rstrip("/").rpartition("/")[2]
    host = settings.origin.partition("://")[2].partition(":")[0]
    written = EmailMessage()
    written["Subject"] = french(f"[{settings.portal}] Nouveau message : {name}")
    written["From"] = mail.sender
    written["To"] = ", ".join(mail.to)
    written["Date"] = format_datetime(moment)
    written["Message-ID"] = f"<message-{message.id}.{message.created.timestamp():.0f}@{host}>"
    written["References"] = f"<{name}@{host}>"
    written["Auto-Submitted"] = "auto-generated"  # RFC 3834 section 5
    address = f"{settings.origin}{message.uri}#message-{message.id}"
    waits = "Il attend l’accord d’un modérateur.\n" if message.state is MessageState.PENDING else ""
    text = (
        f"Un message a été déposé dans la discussion de {name}.\n{waits}\n"
        f"Pour le lire, ouvrez votre session : {address}\n\n"
        "Ce courriel ne contient rien de ce qui se dit entre correspondants. N’y répondez pas.\n"
    )
    written.set_content(french(text))
    return written


class Post:
    """Hands mails to the server of the configuration; raises OSError or smtplib.SMTPException."""

    def __init__(self, mail: Mail, password: str | None = None) -> None:
        self._mail = mail
        self._password = password

    def __call__(self, message: EmailMessage) -> None:
        mail = self._mail
        secure = create_default_context()
        if mail.security is MailSecurity.TLS:
            server: smtplib.SMTP = smtplib.SMTP_SSL(mail.host, mail.port, timeout=_TIMEOUT, context=secure)
        else:
            server = smtplib.SMTP(mail.host, mail.port, timeout=_TIMEOUT)
        with server:
            if mail.security is MailSecurity.STARTTLS:
                server.starttls(context=secure)
            if mail.user and self._password:
                server.login(mail.user, self._password)
            server.send_message(message)


class Notifier:
    """Sends what is owed, in a thread of its own; `mark` is the file that says up to which one."""

    def __init__(
        self,
        settings: ExchangeSettings,
        mail: Mail,
        messages: Messages,
        mark: Path,
        send: Callable[[EmailMessage], None],
    ) -> None:
        self._settings = settings
        self._mail = mail
        self._messages = messages
        self._mark = mark
        self._send = send
        self._news = Event()
        self._over = False
        self._thread = Thread(target=self._run, name="avis", daemon=True)

    def start(self) -> None:
        """What was posted before the first start of all is not told."""
        self._told(self._since())
        self._news.set()
        self._thread.start()

    def wake(self) -> None:
        """There is a new message."""
        self._news.set()

    def stop(self) -> None:
        self._over = True
        self._news.set()
        self._thread.join(_TIMEOUT)

    def _run(self) -> None:
        failed = False
        while not self._over:
            self._news.wait(_AGAIN if failed else None)
            self._news.clear()
            try:
                self.send_owed()
                failed = False
            except Exception as error:  # noqa: BLE001 - whatever failed, this thread must be there a minute later
                failed = True
                # Its name alone: what it says could hold an address.
                _LOG.warning("notices: %s", type(error).__name__)

    def send_owed(self) -> int:
        """How many mails went out; raises what `send` raises, and goes on from there the next time."""
        unsent = self._messages.after(self._since())
        for message in unsent:
            self._send(notice_of(self._settings, self._mail, message, datetime.now(UTC)))
            self._told(message.id)
        return len(unsent)

    def _since(self) -> int:
        """The number of the last message told; after a disaster, the file may not have come that far."""
        last = self._messages.last_number()
        with suppress(OSError, ValueError):
            return min(last, int(self._mark.read_text(encoding="ascii")))
        return last

    def _told(self, number: int) -> None:
        beside = self._mark.with_suffix(".new")
        beside.write_text(f"{number}\n", encoding="ascii")
        beside.replace(self._mark)
