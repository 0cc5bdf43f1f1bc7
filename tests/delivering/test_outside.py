"""`deploy-check` with a list of addresses, against servers that are not what they should be."""

import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import cast
from urllib.parse import urlencode

import pytest
from click.testing import CliRunner, Result
from tests.needs import needs, program

from cyberveille.cli import main
from cyberveille.delivering.login import login_refusals
from cyberveille.delivering.outside import addresses_of
from cyberveille.delivering.stranger import Stranger

LIST = "/\n/bulletins/2026/CV-2026-BUL-0001/\n/etat.json\n"


def _check(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["deploy-check", *arguments], catch_exceptions=False)


@pytest.fixture
def listed(tmp_path: Path) -> str:
    file = tmp_path / "adresses.txt"
    file.write_text(LIST, encoding="utf-8")
    return str(file)


class _Everything(BaseHTTPRequestHandler):
    """A portal that is open to all."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    do_POST = do_PUT = do_DELETE = do_PATCH = do_OPTIONS = do_PROPFIND = do_TRACE = do_GET  # noqa: N815

    def do_HEAD(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing."""


@contextmanager
def _served(
    certificate: Path | None = None, handler: type[BaseHTTPRequestHandler] = _Everything
) -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, certificate.with_suffix(".key"))
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_list_is_what_the_edition_answers_at(tmp_path: Path) -> None:
    """Pages by their folder; neither the server's own files nor the worker's."""
    for path in ("index.html", "a b/index.html", "etat.json", ".serveur/apache.conf", "_headers", "404.html"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("x", encoding="utf-8")
    assert addresses_of(tmp_path) == ("/404.html", "/a%20b/", "/etat.json", "/")


def test_a_list_is_enough(listed: str) -> None:
    """Where there is neither portal nor edition; each address that answers is told."""
    with _served() as port:
        result = _check(f"http://127.0.0.1:{port}", "--addresses", listed)
    assert result.exit_code == 1
    assert "GET /etat.json → 200" in result.stdout
    assert "GET /bulletins/2026/CV-2026-BUL-0001/ → 200" in result.stdout


@pytest.mark.parametrize("text", ["", "rien\n", "//ailleurs.example/\n", "\xff"])
def test_what_is_no_list_is_said(tmp_path: Path, text: str) -> None:
    file = tmp_path / "liste"
    file.write_bytes(text.encode("latin-1"))
    result = _check("https://portail.example/", "--addresses", str(file))
    assert result.exit_code == 2
    assert "n’est pas une liste d’adresses" in result.stderr


@pytest.mark.parametrize("url", ["portail.example", "ftp://portail.example/", "https://", ""])
def test_what_is_no_address_is_said(listed: str, url: str) -> None:
    result = _check(url, "--addresses", listed)
    assert result.exit_code == 2
    assert "n’est pas l’adresse d’un portail" in result.stderr


def test_a_closed_port_is_said(listed: str) -> None:
    """In French, like all that a network refuses."""
    with _served() as port:
        pass
    result = _check(f"http://127.0.0.1:{port}", "--addresses", listed)
    assert (result.exit_code, "connexion refusée" in result.stderr) == (2, True)


@pytest.fixture
@needs("system")
def certificate(tmp_path: Path) -> Callable[[str], Path]:
    """Makes a certificate signed by itself for a name."""

    def made(name: str) -> Path:
        file = tmp_path / "site.crt"
        command = [
            *(
                str(program("openssl")),
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
            ),
            *("-nodes", "-days", "1", "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"),
            *("-keyout", str(file.with_suffix(".key")), "-out", str(file)),
        ]
        subprocess.run(command, capture_output=True, check=True)
        return file

    return made


@pytest.mark.system
@pytest.mark.parametrize(
    ("name", "trusted", "said"),
    [
        ("localhost", False, "aucune autorité connue de cette machine n’en répond"),
        ("autre.example", True, "celui d’un autre nom de site"),
    ],
)
def test_what_is_wrong_with_a_certificate_is_said(
    listed: str,
    certificate: Callable[[str], Path],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    trusted: bool,
    said: str,
) -> None:
    """In words, and with exit code 2."""
    file = certificate(name)
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(file))
    with _served(file) as port:
        result = _check(f"https://localhost:{port}", "--addresses", listed)
    assert result.exit_code == 2
    assert said in result.stderr


@pytest.mark.system
def test_a_server_without_tls_is_said(listed: str, certificate: Callable[[str], Path]) -> None:
    """Whichever end speaks TLS alone."""
    with _served() as port:
        result = _check(f"https://localhost:{port}", "--addresses", listed)
    assert "la connexion chiffrée ne s’établit pas" in result.stderr
    with _served(certificate("localhost")) as port:
        result = _check(f"http://localhost:{port}", "--addresses", listed)
    assert result.exit_code == 2
    assert "Traceback" not in result.output


class _WithProvider(BaseHTTPRequestHandler):
    """A portal at 127.0.0.1 and its provider at localhost, which shows its page to those it knows again."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        port = cast("ThreadingHTTPServer", self.server).server_port
        asked = urlencode(
            {
                "response_type": "code", "code_challenge_method": "S256", "scope": "openid", "state": "x",
                "client_id": "portail", "redirect_uri": f"http://127.0.0.1:{port}/acces/retour",
            }
        )  # fmt: skip
        if self.path == "/":
            self._lead(f"http://localhost:{port}/auth?{asked}")
        elif self.path.startswith("/auth?"):
            self._lead("/page/7", "demande=7; Path=/page/7; HttpOnly")
        else:
            known = self.headers.get("Cookie") == "demande=7"
            self._answer(200 if known else 400, {"Content-Type": "text/html"}, b"<p>Connexion</p>")

    def _lead(self, where: str, cookie: str = "") -> None:
        self._answer(303, {"Location": where} | ({"Set-Cookie": cookie} if cookie else {}), b"")

    def _answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing."""


def test_a_provider_that_knows_its_visitors_by_a_cookie_is_followed_to_its_page() -> None:
    """As a browser follows it: what an address sets is sent to the next."""
    with _served(handler=_WithProvider) as port:
        stranger = Stranger(f"http://127.0.0.1:{port}")
        assert list(login_refusals(stranger)) == []
        stranger.close()
