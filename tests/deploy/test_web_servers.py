"""A portal behind the servers of the examples, at the root of a host and under a path of one."""

import json
import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp

import pytest
from tests.needs import needs
from tests.portal import SITES, Portal, bulletin
from tests.web_servers import WebServer, web_server

FORMER = "/bulletins/2026/CV-2026-BUL-0040/"
EXTRA = """redirect_from: [/bulletins/2026/CV-2026-BUL-0040/]
indicators:
  - {type: domain, value: zorgla.example.net}
"""
TYPES = {
    "flux/tout.rss.xml": "application/rss+xml; charset=utf-8",
    "flux/revisions.atom.xml": "application/atom+xml; charset=utf-8",
    "flux/tout.feed.json": "application/feed+json",
    "bulletins/2026/CV-2026-BUL-0009/indicateurs.csv": "text/csv; charset=utf-8",
    "documents/CV-2026-DOC-0001/tableau.csv": "text/csv",
    "bulletins/2026/CV-2026-BUL-0001.json": "application/json; charset=utf-8",
    "flux/gravite/critique.rss.xml": "application/rss+xml; charset=utf-8",
    "flux/flux.opml": "text/x-opml; charset=utf-8",
    "echeances.ics": "text/calendar; charset=utf-8",
    "echeances/technologie/acces-distant.ics": "text/calendar; charset=utf-8",
    "donnees/index.json": "application/json; charset=utf-8",
    "donnees/2026.jsonl.gz": "application/gzip",
    "robots.txt": "text/plain; charset=utf-8",
    ".well-known/security.txt": "text/plain; charset=utf-8",
}
POLLED = (
    *("flux/tout.rss.xml", "flux/alertes.feed.json", "flux/gravite/critique.atom.xml", "echeances.ics"),
    *("etat.json", "bulletins/2026/CV-2026-BUL-0001.json", "donnees/index.json"),
)


def _built(folder: Path, base: str) -> Path:
    """The edition of a portal that has something of everything asked for below."""
    portal = Portal.copy(SITES / "minimal", folder / "portail")
    try:
        portal.write("bulletins/2026/CV-2026-BUL-0009.md", bulletin(9, extra=EXTRA))
        portal.write("content/documents/CV-2026-DOC-0001/tableau.csv", "poste;prêt\n1;oui\n")
        portal.edit(
            "content/documents/CV-2026-DOC-0001.md",
            "attachments:\n",
            "attachments:\n  - {file: tableau.csv, title: Un tableau}\n",
        )
        portal.build(url=f"https://essai.example.org{base}")
    finally:
        portal.close()
    return portal.output


@pytest.fixture(
    scope="module",
    params=[(name, base) for name in ("apache2", "nginx") for base in ("/", "/veille/")],
    ids=["apache2", "apache2-veille", "nginx", "nginx-veille"],
)
@needs("system")
def server(request: pytest.FixtureRequest) -> Iterator[WebServer]:
    """The server, in a folder that its own account may read."""
    name, base = request.param
    folder = Path(mkdtemp(prefix="cyberveille-"))
    folder.chmod(0o755)
    try:
        with web_server(name, _built(folder, base), base, folder) as running:
            yield running
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def test_an_address_that_leads_nowhere_answers_with_the_portal_s_page(server: WebServer) -> None:
    """With the portal's headers, and the code that says so; a folder without a page of its own as well."""
    page = server.ask(f"{server.base}404.html")
    for path in ("bulletins/2026/CV-2026-BUL-7777/", "rien", "flux/rien.rss.xml", "assets/"):
        answer = server.ask(server.base + path)
        assert answer.status in {404, 403}, path
        if answer.status == 404:
            assert answer.body == page.body, path
            assert "content-security-policy" in answer.headers


def test_every_file_has_its_type(server: WebServer) -> None:
    """Feeds, data and tables: those that servers do not know by themselves too."""
    found = {path: server.ask(server.base + path) for path in TYPES}
    assert {path: answer.headers["content-type"] for path, answer in found.items()} == TYPES
    assert {answer.status for answer in found.values()} == {200}


@pytest.mark.parametrize("path", POLLED)
@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_what_has_not_changed_is_not_sent_again(server: WebServer, path: str, encoding: str) -> None:
    """By its tag or by its date, compressed or not."""
    first = server.ask(server.base + path, Accept_Encoding=encoding)
    assert first.status == 200
    tagged = server.ask(server.base + path, Accept_Encoding=encoding, If_None_Match=first.headers["etag"])
    dated = server.ask(
        server.base + path, Accept_Encoding=encoding, If_Modified_Since=first.headers["last-modified"]
    )
    assert (tagged.status, tagged.body, dated.status, dated.body) == (304, b"", 304, b"")


def test_an_archive_is_sent_as_it_is(server: WebServer) -> None:
    """Whatever a program accepts: a name that ends in `.gz` is no compressed form of another file."""
    path = "donnees/2026.jsonl.gz"
    told = json.loads(server.ask(f"{server.base}donnees/index.json").body)
    for encoding in ("identity", "gzip"):
        answer = server.ask(server.base + path, Accept_Encoding=encoding)
        assert "content-encoding" not in answer.headers
        assert sha256(answer.body).hexdigest() == told["bulk"][0]["sha256"]


@pytest.mark.parametrize("path", [*POLLED, "bulletins/2026/CV-2026-BUL-0009/indicateurs.csv", ""])
def test_scripts_of_other_origins_may_ask_only_if_it_changed(server: WebServer, path: str) -> None:
    """A browser asks first, since these headers are none that it sends by itself."""
    asked = {"Origin": "https://lecteur.example.org", "Access_Control_Request_Method": "GET"}
    asked["Access_Control_Request_Headers"] = "if-none-match,if-modified-since"
    answer = server.ask(server.base + path, "OPTIONS", **asked)
    assert 200 <= answer.status < 300
    assert answer.headers["access-control-allow-origin"] == "*"
    allowed = {name.strip().lower() for name in answer.headers["access-control-allow-headers"].split(",")}
    assert {"if-none-match", "if-modified-since"} <= allowed
    read = server.ask(server.base + path, Origin="https://lecteur.example.org")
    assert read.headers["access-control-allow-origin"] == "*"
    assert "etag" in read.headers["access-control-expose-headers"].lower()


@pytest.mark.parametrize("path", [".serveur/nginx.conf", ".serveur/", "_headers", "_redirects", ".cache"])
def test_what_is_for_servers_is_served_to_nobody(server: WebServer, path: str) -> None:
    """Nor is it said to be there."""
    answer = server.ask(server.base + path)
    assert answer.status == 404
    assert answer.body == server.ask(f"{server.base}404.html").body


def test_a_host_says_whom_to_tell_of_a_flaw(server: WebServer) -> None:
    """At its root, where programs look, and the file names the place (RFC 9116 section 2.5.2)."""
    answer = server.ask("/.well-known/security.txt")
    assert (answer.status, answer.headers["content-type"]) == (200, "text/plain; charset=utf-8")
    assert b"Canonical: https://essai.example.org/.well-known/security.txt\n" in answer.body


def test_a_former_address_leads_on(server: WebServer) -> None:
    """For good, with or without its last stroke."""
    for path in (FORMER, FORMER.rstrip("/")):
        answer = server.ask(server.base.rstrip("/") + path)
        assert answer.status == 301
        assert answer.headers["location"].endswith(f"{server.base}bulletins/2026/CV-2026-BUL-0009/")


def test_the_portal_is_only_read(server: WebServer) -> None:
    """Whatever the method, and wherever."""
    for method in ("POST", "PUT", "DELETE"):
        for path in ("", "flux/tout.rss.xml", "index.html"):
            assert server.ask(server.base + path, method).status in {403, 405}


def test_a_path_is_not_the_whole_host(server: WebServer) -> None:
    """What else the host serves keeps its own answers and headers."""
    if server.base != "/":
        answer = server.ask("/ailleurs")
        assert answer.status == 404
        assert b"cv-" not in answer.body
        assert "content-security-policy" not in answer.headers
        assert server.ask(server.base.rstrip("/")).status == 301
