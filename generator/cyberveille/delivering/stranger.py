"""Somebody without a session, on the outside of a restricted portal: what they ask, what they get."""

import http.client
import ssl
from collections.abc import Mapping
from contextlib import closing
from urllib.parse import urlsplit

from msgspec import Struct

from cyberveille.locale import counted

_TIMEOUT = 20.0
PAGE = {"Accept": "text/html,application/xhtml+xml"}
REDIRECTIONS = {301, 302, 303, 307, 308}


class Answer(Struct, frozen=True):
    status: int
    headers: Mapping[str, str]
    """Names are in lower case; the values of a header sent twice are joined by a newline."""
    body: bytes


class Refusal(Struct, frozen=True):
    """Something answers that should not: what was asked, and what came, in French."""

    asked: str
    why: str


class Stranger:
    """A connection without a session; paths go out as they are written."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.origin = f"{parts.scheme}://{parts.netloc}"
        self.base = parts.path.rstrip("/")
        self.secure = parts.scheme == "https"
        self.asked = 0
        host, port = parts.hostname or "", parts.port
        self._connection: http.client.HTTPConnection = (
            http.client.HTTPSConnection(host, port, timeout=_TIMEOUT, context=ssl.create_default_context())
            if self.secure
            else http.client.HTTPConnection(host, port, timeout=_TIMEOUT)
        )

    def ask(self, method: str, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Once more on a new connection when the server has closed the last one."""
        self.asked += 1
        try:
            return self._ask(method, path, headers or {})
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            self.close()
            return self._ask(method, path, headers or {})

    def _ask(self, method: str, path: str, headers: Mapping[str, str]) -> Answer:
        self._connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in headers.items():
            self._connection.putheader(name, value)
        self._connection.endheaders()
        with closing(self._connection.getresponse()) as response:
            told: dict[str, str] = {}
            for name, value in response.getheaders():
                key = name.lower()
                told[key] = f"{told[key]}\n{value}" if key in told else value
            return Answer(response.status, told, response.read())

    def leads_away(self, answer: Answer) -> bool:
        """Whether the answer sends to another origin, as to an identity provider."""
        target = urlsplit(answer.headers.get("location", ""))
        return bool(target.netloc) and f"{target.scheme}://{target.netloc}" != self.origin

    def close(self) -> None:
        self._connection.close()


def refusal(method: str, path: str, answer: Answer) -> Refusal:
    """What came instead of a refusal: its status, its size, where it leads."""
    where = answer.headers.get("location", "")
    told = f"{answer.status}, {counted(len(answer.body), 'octet')}" + (f", vers {where}" if where else "")
    return Refusal(f"{method} {path}", told)
