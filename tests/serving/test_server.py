"""The editor's server: pages with the preview's script, findings as events, nothing outside the output."""

import http.client
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from cyberveille.model import Finding
from cyberveille.serving import Preview, Server


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    (tmp_path / "site").mkdir()
    (tmp_path / "secret.html").write_text("secret")
    (tmp_path / "site/index.html").write_text("<html><head></head><body>Accueil</body></html>")
    (tmp_path / "site/404.html").write_text("<html><head></head><body>Introuvable</body></html>")
    (tmp_path / "site/flux.xml").write_text("<rss/>")
    made = Server(tmp_path / "site", "/sous/", Preview(), 0)
    thread = threading.Thread(target=made.serve_forever)
    thread.start()
    yield made
    made.preview.close()
    made.shutdown()
    made.server_close()
    thread.join()


def _get(server: Server, path: str, method: str = "GET", **asked: str) -> tuple[int, str, dict[str, str]]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=10)
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in asked.items()})
    answer = connection.getresponse()
    body = answer.read().decode()
    headers = dict(answer.getheaders())
    connection.close()
    return answer.status, body, headers


def test_a_page_gets_the_preview_s_script(server: Server) -> None:
    """Only on its way out: the file is as it was built."""
    status, body, _ = _get(server, "/sous/")
    assert status == 200
    assert '<script type="module" src="/__cyberveille/preview.js"></script></head>' in body


def test_other_files_go_out_as_they_are(server: Server) -> None:
    """A feed is served untouched, and never cached."""
    status, body, headers = _get(server, "/sous/flux.xml")
    assert (status, body) == (200, "<rss/>")
    assert headers["Cache-Control"] == "no-store"


def test_what_has_not_changed_is_not_sent_again(server: Server, tmp_path: Path) -> None:
    """By its tag, alone or among others, or by its date; what has changed is."""
    for method in ("GET", "HEAD"):
        _, _, headers = _get(server, "/sous/flux.xml", method)
        tag, date = headers["ETag"], headers["Last-Modified"]
        for asked in (
            {"If_None_Match": tag},
            {"If_None_Match": f'"autre", W/{tag}'},
            {"If_None_Match": "*"},
            {"If_Modified_Since": date},
        ):
            status, body, answered = _get(server, "/sous/flux.xml", method, **asked)
            assert (status, body) == (304, ""), asked
            assert answered["Cache-Control"] == "no-store"
        assert _get(server, "/sous/flux.xml", method, If_None_Match='"autre"')[0] == 200
    file = tmp_path / "site/flux.xml"
    file.write_text("<rss>2</rss>")
    assert _get(server, "/sous/flux.xml", If_None_Match=tag)[:2] == (200, "<rss>2</rss>")


def test_files_have_the_types_that_hosts_give_them(server: Server, tmp_path: Path) -> None:
    """A reader tried here behaves as it will there."""
    (tmp_path / "site/flux").mkdir()
    (tmp_path / "site/flux/tout.rss.xml").write_text("<rss/>")
    (tmp_path / "site/observatoire").mkdir()
    (tmp_path / "site/observatoire/2026.csv").write_text("a")
    feed, table = (
        _get(server, path)[2]["Content-type"]
        for path in ("/sous/flux/tout.rss.xml", "/sous/observatoire/2026.csv")
    )
    assert feed == "application/rss+xml; charset=utf-8"
    assert table == "text/csv; charset=utf-8"


def test_outside_the_portal_s_path_leads_to_it(server: Server) -> None:
    """The root redirects to where the portal is served."""
    status, _, headers = _get(server, "/")
    assert (status, headers["Location"]) == (302, "/sous/")


@pytest.mark.parametrize("path", ["/sous/nulle-part/", "/sous/../secret.html", "/sous/%2e%2e/secret.html"])
def test_what_is_not_in_the_output_is_not_found(server: Server, path: str) -> None:
    """The portal's own page says so; nothing above the output is served."""
    status, body, _ = _get(server, path)
    assert status == 404
    assert "Introuvable" in body


def test_the_preview_s_files_are_served(server: Server) -> None:
    """Script and sheet, with their types."""
    assert _get(server, "/__cyberveille/preview.js")[2]["Content-Type"] == "text/javascript"
    assert _get(server, "/__cyberveille/preview.css")[2]["Content-Type"] == "text/css"
    assert _get(server, "/__cyberveille/rien")[0] == 404


def test_findings_reach_the_browser(server: Server) -> None:
    """The state comes as a server-sent event as soon as there is one."""
    finding = Finding("bulletins/x.md", 3, "wrong-value", "Mauvaise valeur.")
    server.preview.show((finding,), refused=True)
    connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=10)
    connection.request("GET", "/__cyberveille/evenements")
    answer = connection.getresponse()
    state = json.loads(answer.readline().removeprefix(b"data: "))
    assert state["refused"] is True
    assert state["edition"] == 0
    assert state["findings"][0]["path"] == "bulletins/x.md"
    connection.close()


def test_an_accepted_edition_is_counted() -> None:
    """The browser reloads when the count moves; a refused edition does not move it."""
    preview = Preview()
    preview.show((), refused=False)
    preview.show((), refused=True)
    news = preview.after(0, 1)
    assert news is not None
    assert json.loads(news[1])["edition"] == 1
