"""The service: the gate and Isso behind a Unix socket, that only the portal's server may open."""

import logging
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from types import FrameType
from typing import NoReturn

from waitress.server import create_server

from cyberveille.exchanging.engine import Engine
from cyberveille.exchanging.gate import Gate
from cyberveille.exchanging.messages import Messages
from cyberveille.exchanging.notifying import Notifier, Post
from cyberveille.exchanging.threads import Threads
from cyberveille.model import ExchangeSettings

_SOCKET_MODE = "660"
"""The folder's group opens it: whoever can write to the socket can say that it is anybody."""


class Occupied(Exception):  # noqa: N818 - the other service does nothing wrong
    """Another service has these messages: two would not see each other's sendings, nor count each other's."""


def serve(settings: ExchangeSettings, tree: Path, database: Path, socket: Path, password: str | None) -> None:
    """Until SIGTERM or SIGINT; requests under way end first. Raises Occupied, ForeignFile and OSError."""
    with _alone(database):
        _serve(settings, tree, database, socket, password)


@contextmanager
def _alone(database: Path) -> Iterator[None]:
    """The lock is the process's, and ends with it, however that may be."""
    with database.with_suffix(".verrou").open("w") as handle:
        try:
            flock(handle, LOCK_EX | LOCK_NB)
        except BlockingIOError:
            raise Occupied(database) from None
        yield


def _serve(
    settings: ExchangeSettings, tree: Path, database: Path, socket: Path, password: str | None
) -> None:
    if database.exists() and database.stat().st_size:
        Messages(database).check()
    else:
        database.touch(mode=0o600)
    engine = Engine(database, settings.origin, moderate_first=settings.rules.moderate_first)
    messages = Messages(database)
    messages.check()
    notifier = _notifier(settings, messages, password)
    posted = notifier.wake if notifier else lambda: None
    gate = Gate(engine, messages, Threads(tree, settings.base), settings, posted)
    logging.getLogger("waitress").setLevel(logging.ERROR)
    server = create_server(
        gate, unix_socket=str(socket), unix_socket_perms=_SOCKET_MODE, threads=4, ident=None
    )
    signal.signal(signal.SIGTERM, _leave)
    if notifier:
        notifier.start()
    try:
        server.run()
    finally:
        if notifier:
            notifier.stop()
        socket.unlink(missing_ok=True)


def _notifier(settings: ExchangeSettings, messages: Messages, password: str | None) -> Notifier | None:
    mail = settings.rules.mail
    if mail is None:
        return None
    mark = messages.path.with_suffix(".avis")
    return Notifier(settings, mail, messages, mark, Post(mail, password))


def _leave(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)
