"""Who is not what a request says: no session, forged headers, another site, tricks of the path."""

import json
import socket
from threading import Thread
from uuid import uuid4

import pytest
from demo.stand import Stand

from tests.members.conftest import MEMBER, MODERATOR, STRANGER
from tests.members.talking import MODERATION, REX, TALK, LogIn, ask, post, thread

pytestmark = pytest.mark.usefixtures("quiet")


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
