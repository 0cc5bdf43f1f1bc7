"""A portal served over a line as slow as wanted, compressed and cached as its hosts are asked to.

The server itself holds answers back rather than the browser's own emulation, which leaves out what workers
fetch. It speaks HTTP/1.1 without TLS: each of a browser's six connections costs one round trip to open.
"""

import http.server
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import brotli
from msgspec import Struct

from cyberveille.map import is_textual, media_of, set_of

_QUALITY = 5
_PIECE = 4096


class Line(Struct, frozen=True):
    """`round_trip` in seconds, `rate` in bits per second, for all connections together."""

    round_trip: float
    rate: float


FOUR_G = Line(0.085, 9e6)
SLOW_FOUR_G = Line(0.150, 1.6 * 1024e3)
"""What Lighthouse calls mobile: slow 4G."""


class Answer(Struct, frozen=True):
    """`size` in bytes on the wire: the body, compressed where it can be, and the headers that count."""

    path: str
    size: int


class _Carrier:
    """Lets bytes through at the line's rate, in the order they come."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._lock = threading.Lock()
        self._free = 0.0

    def wait(self) -> None:
        time.sleep(self._line.round_trip)

    def carry(self, size: int) -> None:
        with self._lock:
            self._free = max(self._free, time.perf_counter()) + 8 * size / self._line.rate
            until = self._free
        time.sleep(max(0.0, until - time.perf_counter()))


@cache
def _body(file: Path) -> tuple[bytes, bool]:
    """The bytes sent, and whether they are compressed."""
    data = file.read_bytes()
    textual = is_textual(file.name)
    return (brotli.compress(data, quality=_QUALITY), True) if textual else (data, False)


def _headers(path: str, size: int, *, compressed: bool) -> Iterator[tuple[str, str]]:
    yield "Content-Type", media_of(path).content_type
    yield "Cache-Control", set_of(path).cache.value
    yield "Content-Length", str(size)
    if compressed:
        yield "Content-Encoding", "br"


@contextmanager
def served(folder: Path, line: Line) -> Iterator[tuple[str, list[Answer]]]:
    """The address at which `folder` is served while it lasts, and what was answered so far."""
    answers: list[Answer] = []
    carrier = _Carrier(line)

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def setup(self) -> None:
            super().setup()
            carrier.wait()

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path).lstrip("/")
            path += "index.html" if not path or path.endswith("/") else ""
            carrier.wait()
            if not (folder / path).is_file():
                self.send_error(404)
                return
            data, compressed = _body(folder / path)
            headers = tuple(_headers(path, len(data), compressed=compressed))
            self.send_response(200)
            for name, value in headers:
                self.send_header(name, value)
            self.end_headers()
            try:
                for start in range(0, len(data), _PIECE):
                    piece = data[start : start + _PIECE]
                    carrier.carry(len(piece))
                    self.wfile.write(piece)
            except ConnectionError:
                return  # The visitor left: what it has is not counted.
            head = sum(len(f"{name}: {value}\r\n") for name, value in headers)
            answers.append(Answer(path, head + len(data)))

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            """Silent."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", answers
    finally:
        server.shutdown()
        server.server_close()
