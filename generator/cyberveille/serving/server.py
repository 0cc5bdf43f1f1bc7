"""A static server for one machine, with a channel that tells the browser of new editions."""

import http.server
import os
from functools import partial
from http import HTTPStatus
from importlib.resources import files
from pathlib import Path

from cyberveille.locale import french
from cyberveille.map import media_of
from cyberveille.serving.door import PARAMETER, Door
from cyberveille.serving.preview import Preview

PREFIX = "/__cyberveille/"
_SCRIPT = f'<script type="module" src="{PREFIX}preview.js"></script>'.encode()
_SHEET = f'<link rel="stylesheet" href="{PREFIX}preview.css">'.encode()
_HEARTBEAT = 15.0
_TYPES = {".js": "text/javascript", ".css": "text/css"}
_GUARDED = (
    ("Cache-Control", "no-store"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Content-Security-Policy", "frame-ancestors 'none'"),
    ("X-Content-Type-Options", "nosniff"),
)
"""On every answer: no page of another origin reads, frames or keeps hold of what is being written here."""


class Server(http.server.ThreadingHTTPServer):
    """Serves `output` under `base` on the loopback interface; `port` 0 picks a free one.

    A restricted edition is served to browsers that were opened at `address` alone: other accounts of the
    machine, and the pages that its browsers visit, reach the port too.
    """

    daemon_threads = True

    def __init__(
        self, output: Path, base: str, preview: Preview, port: int, *, restricted: bool = False
    ) -> None:
        self.preview = preview
        self.base = base
        super().__init__(("127.0.0.1", port), partial(_Handler, directory=str(output)))
        self.door = Door(self.server_address[1], restricted=restricted)

    @property
    def address(self) -> str:
        token = f"?{PARAMETER}={self.door.token}" if self.door.token else ""
        return f"http://127.0.0.1:{self.server_address[1]}{self.base}{token}"


class _Handler(http.server.SimpleHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    _tag = ""
    """The ETag of the file that is answered with."""

    def parse_request(self) -> bool:
        """Before any method is looked at: whoever is not admitted learns nothing of what is there."""
        if not super().parse_request():
            return False
        door = self.server.door
        refusal = door.refusal(self.command, self.path, self.headers)
        if refusal is not None:
            self._refuse(*refusal)
        elif door.bears_token(self.path):
            # The address that holds the token stays neither in the page nor in what it asks for.
            base = self.server.base
            self._answer(HTTPStatus.SEE_OTHER, b"", "text/plain", location=base, cookie=door.keeping())
        else:
            return True
        return False

    def _refuse(self, status: HTTPStatus, message: str) -> None:
        page = (
            '<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Aperçu</title></head>'
            f"<body><p>{french(message)}</p></body></html>"
        )
        self.close_connection = True
        self._answer(status, page.encode(), "text/html; charset=utf-8")

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        if self.path.startswith(PREFIX):
            self._own(self.path.removeprefix(PREFIX).partition("?")[0])
            return
        if not self.path.startswith(self.server.base):
            self._answer(HTTPStatus.FOUND, b"", "text/plain", location=self.server.base)
            return
        file = Path(self.translate_path(self.path))
        if file.is_dir() and self.path.partition("?")[0].endswith("/"):
            file /= "index.html"
        if file.suffix == ".html" and file.is_file():
            self._page(HTTPStatus.OK, file)
        elif file.is_file():
            self._file(file)
        elif file.exists():
            super().do_HEAD() if self.command == "HEAD" else super().do_GET()
        else:
            self._page(HTTPStatus.NOT_FOUND, Path(self.directory) / "404.html")

    def translate_path(self, path: str) -> str:
        return super().translate_path("/" + path.removeprefix(self.server.base))

    def _file(self, file: Path) -> None:
        """As a server of files does: whoever has it already is told so (RFC 9110 section 13.1.2)."""
        state = file.stat()
        self._tag = f'"{state.st_mtime_ns:x}-{state.st_size:x}"'
        known = {tag.strip().removeprefix("W/") for tag in self.headers.get("If-None-Match", "").split(",")}
        if known & {self._tag, "*"}:
            self.send_response(HTTPStatus.NOT_MODIFIED)
            self.end_headers()
        elif self.command == "HEAD":
            super().do_HEAD()
        else:
            super().do_GET()
        self._tag = ""

    def guess_type(self, path: str | os.PathLike[str]) -> str:
        return media_of(Path(path).relative_to(self.directory).as_posix()).content_type

    def end_headers(self) -> None:
        if self._tag:
            self.send_header("ETag", self._tag)
        for name, value in _GUARDED:
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Silent: the terminal shows what was built, not what was fetched."""

    def _page(self, status: HTTPStatus, file: Path) -> None:
        try:
            page = file.read_bytes()
        except OSError:
            page = (
                "<!doctype html><html lang=fr><head><title>Aperçu</title></head><body></body></html>".encode()
            )
        page = page.replace(b"</head>", _SHEET + _SCRIPT + b"</head>", 1)
        self._answer(status, page, "text/html; charset=utf-8")

    def _own(self, name: str) -> None:
        if name == "evenements":
            self._events()
            return
        file = files("cyberveille.serving") / "browser" / Path(name).name
        if file.is_file():
            self._answer(HTTPStatus.OK, file.read_bytes(), _TYPES[Path(name).suffix])
        else:
            self._answer(HTTPStatus.NOT_FOUND, b"", "text/plain")

    def _answer(
        self, status: HTTPStatus, data: bytes, media_type: str, location: str = "", cookie: str = ""
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(data)))
        if location:
            self.send_header("Location", location)
        if cookie:
            self.send_header("Set-Cookie", cookie)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _events(self) -> None:
        """Server-sent events (HTML standard, 9.2): the state now, then each new one."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        version = 0
        try:
            while not self.server.preview.closed:
                news = self.server.preview.after(version, _HEARTBEAT)
                if news is None:
                    self.wfile.write(b": en vie\n\n")
                else:
                    version, state = news
                    self.wfile.write(b"data: " + state + b"\n\n")
                self.wfile.flush()
        except (BrokenPipeError, ConnectionResetError):
            return
