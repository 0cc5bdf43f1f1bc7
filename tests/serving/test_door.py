"""Whom the editor's server answers: forged names, other sites, other accounts of the machine."""

import socket
import threading
from collections.abc import Iterator
from http.cookies import SimpleCookie
from pathlib import Path

import pytest

from cyberveille.serving import Preview, Server

RESERVED = "Réservé au cercle"
PATHS = ("/", "/rex/", "/rex/index.html", "/rex.json", "/nulle-part", "/__cyberveille/evenements")


@pytest.fixture(params=[False, True], ids=["public", "restricted"])
def server(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Server]:
    site = tmp_path / "site"
    (site / "rex").mkdir(parents=True)
    for name in ("index.html", "404.html", "rex/index.html"):
        (site / name).write_text(f"<html><head></head><body>{RESERVED}</body></html>", encoding="utf-8")
    (site / "rex.json").write_text(f'"{RESERVED}"', encoding="utf-8")
    made = Server(site, "/", Preview(), 0, restricted=request.param)
    made.preview.close()
    thread = threading.Thread(target=made.serve_forever, args=(0.01,))
    thread.start()
    yield made
    made.shutdown()
    made.server_close()
    thread.join()


def _ask(server: Server, *lines: str) -> tuple[int, str]:
    """The bytes of a request as they are given; status and the whole of the answer."""
    with socket.create_connection(("127.0.0.1", server.server_address[1]), timeout=10) as connection:
        connection.sendall("\r\n".join((*lines, "Connection: close", "", "")).encode())
        connection.shutdown(socket.SHUT_WR)
        data = b""
        while piece := connection.recv(65536):
            data += piece
    text = data.decode()
    return (int(text.split(" ", 2)[1]) if text.startswith("HTTP/") else 0), text


def _admitted(server: Server) -> str:
    """The cookie of a browser that was opened at the printed address."""
    if not server.door.token:
        return "Cookie: rien=rien"
    target = server.address.removeprefix(f"http://127.0.0.1:{server.server_address[1]}")
    status, answer = _ask(server, f"GET {target} HTTP/1.1", _host(server))
    assert (status, "\r\nLocation: /\r\n" in answer) == (303, True)
    said = next(line for line in answer.split("\r\n") if line.startswith("Set-Cookie: "))
    assert "HttpOnly; SameSite=Strict" in said
    [morsel] = SimpleCookie(said.removeprefix("Set-Cookie: ")).values()
    return f"Cookie: autre=1; {morsel.key}={morsel.value}"


def _host(server: Server, name: str = "127.0.0.1") -> str:
    return f"Host: {name}:{server.server_address[1]}"


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "OPTIONS", "BREW"])
@pytest.mark.parametrize(
    "hosts",
    [
        (),
        ("evil.example",),
        ("evil.example:{port}",),
        ("127.0.0.1",),
        ("127.0.0.1:1",),
        ("localhost.evil.example:{port}",),
        ("evil.example#127.0.0.1:{port}",),
        ("127.0.0.1:{port}@evil.example",),
        ("0.0.0.0:{port}",),
        ("127.0.0.1:{port}", "evil.example"),
        ("evil.example", "127.0.0.1:{port}"),
    ],
    ids=str,
)
def test_no_other_name_is_answered(server: Server, method: str, hosts: tuple[str, ...]) -> None:
    """Whatever the method, the path and the cookie."""
    cookie, port = _admitted(server), server.server_address[1]
    said = [f"Host: {host.format(port=port)}" for host in hosts]
    for path in PATHS:
        status, answer = _ask(server, f"{method} {path} HTTP/1.1", *said, cookie)
        assert (status, RESERVED in answer) == (421, False)


@pytest.mark.parametrize("target", ["http://evil.example/rex.json", "//evil.example/rex.json", "*", "evil"])
def test_an_address_in_the_request_s_own_line_leads_nowhere_else(server: Server, target: str) -> None:
    """RFC 9112 section 3.2.2: such a target would stand before `Host`."""
    status, answer = _ask(server, f"GET {target} HTTP/1.1", _host(server), _admitted(server))
    assert status in {404, 421}
    assert "Location: http" not in answer
    assert "Location: //" not in answer


def test_an_old_request_without_headers_is_not_answered(server: Server) -> None:
    """HTTP/0.9 names nobody."""
    _, answer = _ask(server, "GET /rex.json")
    assert RESERVED not in answer


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "LocalHost", "[::1]"])
def test_the_machine_s_own_names_are_answered(server: Server, name: str) -> None:
    cookie = _admitted(server)
    for path in ("/", "/rex/", "/rex.json"):
        status, answer = _ask(server, f"GET {path} HTTP/1.1", _host(server, name), cookie)
        assert (status, RESERVED in answer) == (200, True)
    status, answer = _ask(server, "HEAD /rex/ HTTP/1.1", _host(server, name), cookie)
    assert (status, RESERVED in answer) == (200, False)


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize(
    "way", [("no-cors", "script"), ("cors", "empty"), ("no-cors", "image"), ("navigate", "iframe")], ids=str
)
def test_a_page_of_another_site_loads_nothing(server: Server, site: str, way: tuple[str, str]) -> None:
    """Another port of this machine is another site's; a link from there may be followed."""
    own = (_host(server), _admitted(server), f"Sec-Fetch-Site: {site}")
    status, answer = _ask(
        server, "GET /rex.json HTTP/1.1", *own, f"Sec-Fetch-Mode: {way[0]}", f"Sec-Fetch-Dest: {way[1]}"
    )
    assert (status, RESERVED in answer) == (403, False)
    followed = ("Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document")
    status, answer = _ask(server, "GET /rex/ HTTP/1.1", *own, *followed)
    assert status == 200
    assert "Access-Control-" not in answer
    assert "Cross-Origin-Resource-Policy: same-origin" in answer
    assert "frame-ancestors 'none'" in answer


@pytest.mark.parametrize("server", [True], ids=["restricted"], indirect=True)
def test_a_restricted_edition_wants_its_token(server: Server) -> None:
    """Of pages, files and events; another account of the machine has the port, and not the token."""
    token, name = server.door.token, server.door.cookie
    assert len(token) >= 43
    wrong = (
        "Cookie: rien=rien",
        f"Cookie: {name}=",
        f"Cookie: {name}={token[:-1]}",
        f"Cookie: {name}={'é' * 43}",
        f"Cookie: autre={token}",
        f"Referer: {server.address}",
        f"Authorization: Bearer {token}",
    )
    for path in (*PATHS, f"/?jeton={token[:-1]}", "/?jeton=", f"/?jeton=x&jeton={token}", f"/?x={token}"):
        for line in wrong:
            status, answer = _ask(server, f"GET {path} HTTP/1.1", _host(server), line)
            assert (status, RESERVED in answer) == (403, False)
            assert token not in answer


@pytest.mark.parametrize("server", [False], ids=["public"], indirect=True)
def test_the_public_edition_needs_none(server: Server) -> None:
    assert "jeton" not in server.address
    assert _ask(server, "GET /rex/ HTTP/1.1", _host(server))[0] == 200
