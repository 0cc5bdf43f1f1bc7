"""Correspondents talk: the real Apache, the test provider, Isso and Chromium, together."""

import json
import re
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from uuid import uuid4

import pytest
from demo.stand import Stand
from playwright.sync_api import BrowserContext, Route, expect

from tests.members.conftest import CYBERVEILLE, MEMBER, MODERATOR, STRANGER
from tests.members.talking import MODERATION, REX, TALK, ask, clear, open_thread, post, thread

LogIn = Callable[[str], BrowserContext]
BULLETIN = "/bulletins/2026/CV-2026-BUL-0090/"


@pytest.fixture(autouse=True)
def quiet(running: Stand) -> None:
    """Each test begins with nobody having said anything."""
    clear(running)


def test_a_member_writes_under_every_kind_of_page(running: Stand, log_in: LogIn) -> None:
    """Notices, documents, feedback and actions; lists and other pages have no discussion."""
    context = log_in(MEMBER)
    for page in (
        "/alertes/2026/CV-2026-ALE-0090/",
        BULLETIN,
        "/documents/CV-2026-DOC-0001/",
        REX,
        "/actions/CV-2026-ACT-0001/",
    ):
        opened = open_thread(context, running, page)
        opened.get_by_label("Votre message").fill(f"Bonjour sous {page}")
        opened.get_by_role("button", name="Publier").click()
        message = opened.locator(".cv-message").first
        expect(message).to_contain_text(f"Bonjour sous {page}")
        expect(message).to_be_focused()
        expect(opened.get_by_role("status").filter(has_text="Message publié.")).to_be_visible()
        opened.close()
    assert context.request.get(f"{running.origin}{TALK}?page=/bulletins/").status == 404


def test_the_name_is_that_of_the_session_whatever_the_page_sends(running: Stand, log_in: LogIn) -> None:
    """The request is changed on its way out of the browser, as a member with a debugger would."""
    page = open_thread(log_in(MEMBER), running)

    def disguised(route: Route) -> None:
        sent = json.loads(route.request.post_data or "{}")
        sent |= {"author": "Alix Démonstration", "email": "alix@example.org", "website": "https://a.example"}
        route.continue_(post_data=json.dumps(sent))

    page.route(f"**{TALK}messages?*", disguised)
    page.get_by_label("Votre message").fill("Qui suis-je ?")
    page.get_by_role("button", name="Publier").click()
    expect(page.locator(".cv-message__head strong")).to_have_text(MEMBER)
    expect(page.locator("[data-signature] strong")).to_have_text(MEMBER)
    page.close()


def test_people_answer_one_another(running: Stand, log_in: LogIn) -> None:
    """An answer to an answer stands on the same level; each sees what the other wrote."""
    post(log_in(MEMBER), running, "Une question")
    page = open_thread(log_in(MODERATOR), running)
    page.get_by_role("button", name="Répondre").click()
    field = page.get_by_label("Votre réponse à Camille Démonstration")
    expect(field).to_be_focused()
    field.fill("Une réponse")
    page.locator(".cv-message__answer").get_by_role("button", name="Publier").click()
    expect(page.locator(".cv-message .cv-message")).to_contain_text("Une réponse")
    page.close()
    again = open_thread(log_in(MEMBER), running)
    again.locator(".cv-message .cv-message").get_by_role("button", name="Répondre").click()
    again.get_by_label("Votre réponse à Alix Démonstration").fill("Merci")
    again.locator(".cv-message__answer").get_by_role("button", name="Publier").click()
    expect(again.locator(".cv-message .cv-message")).to_have_count(2)
    expect(again.get_by_text("3 messages.")).to_be_visible()
    again.close()


def test_one_mends_and_takes_back_ones_own_message(running: Stand, log_in: LogIn) -> None:
    context = log_in(MEMBER)
    post(context, running, "Une *faute*")
    page = open_thread(context, running)
    page.get_by_role("button", name="Modifier").click()
    field = page.get_by_label("Votre message, modifié")
    expect(field).to_have_value("Une *faute*")
    field.fill("Sans faute")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator(".cv-message")).to_contain_text("Sans faute")
    expect(page.locator(".cv-message__head")).to_contain_text("modifié le")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Supprimer").click()
    expect(page.get_by_text("Personne n’a encore écrit ici.")).to_be_visible()
    page.close()


def test_a_moderator_moderates_and_a_member_does_not(running: Stand, log_in: LogIn) -> None:
    """The server opens the paths of moderation group by group; the page only shows what it will allow."""
    member, moderator = log_in(MEMBER), log_in(MODERATOR)
    post(member, running, "À retirer")
    [message] = thread(member, running)
    for method, path in (
        ("DELETE", f"{MODERATION}messages/{message['id']}"),
        ("POST", f"{MODERATION}messages/{message['id']}/accord"),
        ("GET", f"{MODERATION}attente"),
    ):
        assert ask(member, running, method, path).status == 403
    assert ask(moderator, running, "DELETE", f"{TALK}messages/{message['id']}").status == 404
    page = open_thread(moderator, running)
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Retirer").click()
    expect(page.get_by_role("status").filter(has_text="Message retiré.")).to_be_visible()
    assert thread(member, running) == []
    page.close()


def test_who_does_not_belong_neither_reads_nor_writes(running: Stand, log_in: LogIn) -> None:
    post(log_in(MEMBER), running, "Entre nous")
    context = log_in(STRANGER)
    for method, path, content in (
        ("GET", f"{TALK}?page={REX}", None),
        ("GET", f"{TALK}fil.atom?page={REX}", None),
        ("GET", f"{TALK}derniers", None),
        ("GET", f"{TALK}messages/1", None),
        ("POST", f"{TALK}messages?page={REX}", {"text": "Bonjour", "sending": str(uuid4())}),
        ("POST", f"{TALK}apercu", {"text": "Bonjour"}),
        ("PUT", f"{TALK}messages/1", {"text": "Bonjour"}),
        ("DELETE", f"{TALK}messages/1", None),
        ("DELETE", f"{MODERATION}messages/1", None),
        ("GET", "/echanges/", None),
    ):
        answer = ask(context, running, method, path, content)
        assert (answer.status, "Entre nous" in answer.text()) == (403, False), path
    assert len(thread(log_in(MEMBER), running)) == 1


def test_without_a_session_nothing_answers(running: Stand, log_in: LogIn) -> None:
    """Data is refused, not redirected: the page tells what to do."""
    post(log_in(MEMBER), running, "Entre nous")
    for method in ("GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"):
        for path in (f"{TALK}?page={REX}", f"{TALK}messages/1", f"{MODERATION}messages/1"):
            with socket.create_connection(("localhost", running.port), timeout=20) as wire:
                lines = f"{method} {path} HTTP/1.1\r\nHost: localhost:{running.port}\r\n"
                lines += f"Origin: {running.origin}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                wire.sendall(lines.encode())
                answer = b"".join(iter(lambda: wire.recv(65536), b""))
            assert int(answer.split(b" ", 2)[1]) in {401, 403, 405}, (method, path)
            assert b"Entre nous" not in answer


FORGED = (
    {"X-Cyberveille-Subject": "moderation", "X-Cyberveille-Name": "Alix"},
    {"X-Cyberveille-Groups": "cyberveille-moderation", "X-Cyberveille-Role": "moderation"},
    {"X-Cyberveille-Token": '{"groups":["cyberveille-moderation"]}', "X-Cyberveille-Role": "moderation"},
    {"X-Cyberveille-Userinfo": '{"groups":["cyberveille-moderation"]}', "X-Cyberveille-Role": "moderation"},
    {"X_Cyberveille_Subject": "moderation", "X_Cyberveille_Name": "Alix"},
    {"X-CYBERVEILLE-SUBJECT": "moderation", "x-cyberveille-role": "moderation"},
    {"OIDC_CLAIM_sub": "moderation", "OIDC_CLAIM_groups": "cyberveille-moderation"},
    {"OIDC-CLAIM-name": "Alix", "Remote-User": "moderation", "X-Forwarded-User": "moderation"},
    {"Connection": "X-Cyberveille-Subject, X-Cyberveille-Name"},
    {"Connection": "X-Cyberveille-Name"},
    {"Connection": "X-Cyberveille-Token"},
    {"Connection": "X-Cyberveille-Userinfo"},
    {"Cookie": "1=eyJ0.x; isso-1=eyJ0.x; admin-session=eyJ0.x"},
)  # fmt: skip


@pytest.mark.parametrize(
    "headers", FORGED, ids=lambda headers: "; ".join(f"{key}: {headers[key]}" for key in headers)
)
def test_forged_headers_change_nobody(running: Stand, log_in: LogIn, headers: dict[str, str]) -> None:
    """A member stays that member, without a moderator's rights; who does not belong stays outside."""
    member = log_in(MEMBER)
    own = {name: value for name, value in headers.items() if name != "Cookie"}
    sent = {"text": "Qui parle ?", "sending": str(uuid4())}
    answer = ask(member, running, "POST", f"{TALK}messages?page={REX}", sent, own)
    # Naming a header in Connection takes it out of the way: then nobody speaks.
    assert answer.status == (401 if "Connection" in headers else 201)
    assert {item["author"] for item in thread(member, running)} <= {MEMBER}
    if "Connection" not in headers:
        assert ask(member, running, "DELETE", f"{MODERATION}messages/1", headers=own).status == 403
        assert len(thread(member, running)) == 1
    assert ask(log_in(STRANGER), running, "GET", f"{TALK}?page={REX}", headers=own).status == 403


@pytest.mark.parametrize("origin", ["https://ailleurs.example", "null", "http://localhost", ""])
def test_a_page_of_another_site_writes_nothing(running: Stand, log_in: LogIn, origin: str) -> None:
    member, moderator = log_in(MEMBER), log_in(MODERATOR)
    post(member, running, "Un message")
    foreign = {"Origin": origin}
    sent = {"text": "D’ailleurs", "sending": str(uuid4())}
    for context, method, path, content in (
        (member, "POST", f"{TALK}messages?page={REX}", sent),
        (member, "PUT", f"{TALK}messages/1", {"text": "Changé"}),
        (member, "DELETE", f"{TALK}messages/1", None),
        (moderator, "DELETE", f"{MODERATION}messages/1", None),
    ):
        assert ask(context, running, method, path, content, foreign).status == 403
    assert [item["html"] for item in thread(member, running)] == ["<p>Un message</p>"]


@pytest.mark.parametrize(
    "path",
    [
        "/echanges/membre/../moderation/messages/1",
        "/echanges/membre/%2e%2e/moderation/messages/1",
        "/echanges/membre/..%2fmoderation/messages/1",
        "/echanges/membre/..%5cmoderation/messages/1",
        "/echanges/membre//moderation/messages/1",
        "/echanges//moderation/messages/1",
        "//echanges/moderation/messages/1",
        "/echanges/MODERATION/messages/1",
        "/echanges/%6doderation/messages/1",
        "/echanges/moderation%2fmessages/1",
        "/echanges/moderation/./messages/1",
        "/echanges/moderation/messages/1;x",
        "/echanges/moderation/messages/1?role=moderation",
        "/echanges/membre/moderation/messages/1",
        "/echanges/membre/id/1",
        "/echanges/membre/messages/1%00",
        "/acces/../echanges/moderation/messages/1",
        "/acces/sortie.html/../../echanges/moderation/messages/1",
    ],
)
def test_tricks_of_the_path_moderate_nothing(running: Stand, log_in: LogIn, path: str) -> None:
    """Asked by someone who belongs but does not moderate, byte for byte as written."""
    author, context = log_in(MODERATOR), log_in(MEMBER)
    post(author, running, "Le mien")
    cookie = "; ".join(f"{item['name']}={item['value']}" for item in context.cookies(running.origin))
    with socket.create_connection(("localhost", running.port), timeout=20) as wire:
        lines = f"DELETE {path} HTTP/1.1\r\nHost: localhost:{running.port}\r\nOrigin: {running.origin}\r\n"
        wire.sendall(f"{lines}Cookie: {cookie}\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: wire.recv(65536), b""))
    assert int(answer.split(b" ", 2)[1]) in {400, 403, 404, 405}
    assert len(thread(author, running)) == 1


def test_the_service_is_told_who_asks_and_nothing_more(running: Stand, log_in: LogIn) -> None:
    """Byte for byte on its socket: neither cookies, nor claims, nor a client's own words about itself."""
    running.stop_exchanges()
    received: list[bytes] = []
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(running.socket))
        running.socket.chmod(0o660)
        listening.listen()

        def answer() -> None:
            taken, _ = listening.accept()
            with taken:
                received.append(taken.recv(65536))
                taken.sendall(
                    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
                )

        server = Thread(target=answer)
        server.start()
        headers = {
            "X-Cyberveille-Subject": "moderation",
            "X-Cyberveille-Role": "moderation",
            "Authorization": "Bearer e30",
            "Remote-User": "moderation",
        }
        assert ask(log_in(MEMBER), running, "GET", f"{TALK}?page={REX}", headers=headers).status == 200
        server.join(20)
    running.socket.unlink()
    lines = received[0].decode("latin-1").split("\r\n")
    told = {line.partition(":")[0].lower(): line.partition(": ")[2] for line in lines[1:] if line}
    assert told["x-cyberveille-subject"] == "membre"
    assert told["x-cyberveille-name"].encode("latin-1").decode() == MEMBER
    assert json.loads(told["x-cyberveille-token"])["groups"] == ["cyberveille-correspondants"]
    assert "x-cyberveille-groups" not in told
    assert not {"cookie", "authorization", "remote-user", "x-cyberveille-role"} & told.keys()
    assert not [name for name in told if name.startswith("oidc")]


def test_atom_and_the_last_messages_are_for_members(running: Stand, log_in: LogIn) -> None:
    context = log_in(MEMBER)
    post(context, running, "Sous le retour d’expérience")
    post(context, running, "Sous le bulletin", page=BULLETIN)
    page = open_thread(context, running)
    address = page.get_by_role("link", name="Suivre ce fil (Atom)").get_attribute("href")
    feed = context.request.get(f"{running.origin}{address}")
    assert feed.headers["content-type"] == "application/atom+xml; charset=utf-8"
    assert "Sous le retour d’expérience" in feed.text()
    page.goto(f"{running.origin}/echanges/")
    titles = page.locator("[data-latest] h3")
    expect(titles).to_have_count(2)
    expect(titles.first).to_contain_text("CV-2026-BUL-0090")
    expect(page.locator("[data-latest] .cv-tlp").last).to_have_text("TLP:AMBER")
    titles.last.get_by_role("link").click()
    expect(page.locator(".cv-message--pointed")).to_contain_text("Sous le retour d’expérience")
    page.close()


def test_the_logs_hold_no_content(running: Stand, log_in: LogIn) -> None:
    """Who did what and when; neither the words, nor the page under which they were said."""
    post(log_in(MEMBER), running, "Un mot très privé")
    [message] = thread(log_in(MEMBER), running)
    ask(log_in(MEMBER), running, "PUT", f"{TALK}messages/{message['id']}", {"text": "Un autre mot privé"})
    lines = [line for line in running.access_log.splitlines() if "/echanges/" in line]
    assert any(re.fullmatch(r"\S+ membre POST /echanges/membre/messages 201 \d+", line) for line in lines)
    logs = [running.folder / name for name in ("acces.log", "exchanges.log", "error.log")]
    for file in logs:
        text = file.read_text(encoding="utf-8", errors="replace")
        assert "privé" not in text
        assert "Camille" not in text


def test_a_discussion_becomes_a_feedback(running: Stand, log_in: LogIn, tmp_path: Path) -> None:
    """Exported without names, drafted, sorted, checked and built: the whole way, by the commands."""
    member, moderator = log_in(MEMBER), log_in(MODERATOR)
    post(member, running, "Nous avons vécu la même panne. **Ce qui a aidé** : une liste d’appel imprimée.")
    first = thread(member, running)[0]["id"]
    post(moderator, running, "Chez nous, le numéro de nuit du prestataire ne répondait pas.", parent=first)

    def run(*arguments: object, cwd: Path = tmp_path) -> subprocess.CompletedProcess[str]:
        command = [str(CYBERVEILLE), *map(str, arguments)]
        return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)

    given = ("--database", running.database, "--settings", running.rules, "--tree", running.served)
    exported = run("exchanges", "export", *given, "--notes", REX)
    assert exported.returncode == 0, exported.stderr
    for name in (MEMBER, MODERATOR):
        assert name not in exported.stdout
    (tmp_path / "notes.md").write_text(exported.stdout, encoding="utf-8")
    portal = tmp_path / "portail"
    root = Path(__file__).parents[2]
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", root, portal], check=True)
    wish = ("--title", "Panne racontée entre correspondants", "--structure", "laboratoire")
    drafted = run("new", "rex", *wish, "--origin", "rancongiciel", "--notes", "../notes.md", cwd=portal)
    assert drafted.returncode == 0, drafted.stderr
    file = portal / drafted.stdout.strip()
    assert run("check", file, cwd=portal).returncode == 0
    text = file.read_text(encoding="utf-8")
    notes = text.partition("## Notes à ranger")[2]
    aid, lack = (line for line in notes.splitlines() if line.startswith(("Nous avons", "Chez nous")))
    text = text.partition("\n## Notes à ranger")[0].replace("draft: true\n", "")
    told = {
        "## Ce qui s’est passé\n\nÀ compléter.": "## Ce qui s’est passé\n\nUne panne un week-end.",
        "## Ce qui a aidé\n\nÀ compléter.": f"## Ce qui a aidé\n\n{aid}",
        "## Ce qui a manqué\n\nÀ compléter.": f"## Ce qui a manqué\n\n{lack}",
        "## Enseignements\n\nÀ compléter.": "## Enseignements\n\nImprimer la liste d’appel.",
        'summary: "À compléter"': "summary: Une panne, deux structures.",
        '"À compléter"': '"Ce qui s’est vu"',
    }
    for before, after in told.items():
        assert before in text
        text = text.replace(before, after)
    file.write_text(text, encoding="utf-8")
    checked = run("check", file, cwd=portal)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    built = run("build", "--audience", "members", "--no-search", "--now", "2030-01-01T00:00:00Z", cwd=portal)
    assert built.returncode == 0, built.stderr
    assert "Nous avons vécu la même panne" in next(
        page.read_text(encoding="utf-8")
        for page in (portal / "site-members" / "rex").rglob("index.html")
        if file.stem in page.parts
    )
