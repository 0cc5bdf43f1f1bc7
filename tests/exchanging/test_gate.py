"""Who may do what: identity, origin, routes, rates, and the words of each refusal."""

import json
import sys
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from werkzeug.test import TestResponse

from cyberveille.exchanging.gate import Gate
from cyberveille.exchanging.messages import Messages, MessageState
from cyberveille.exchanging.remembering import RememberedHtml
from tests.exchanging.conftest import OTHER_PAGE, PAGE, Serve, Someone

SENDING = "3f2b8a5e-2a0d-4d0b-9d7e-0c1f6f6f1a11"


def _first(answer: TestResponse) -> dict[str, Any]:
    return dict(json.loads(answer.text)["messages"][0])


def test_a_message_bears_the_name_of_the_session(camille: Someone, database: Path) -> None:
    """Whatever the client says of its author, its mail address or its site."""
    answer = camille.post("Bonjour", author="Le ministre", email="m@example.org", website="https://m.example")
    assert answer.status_code == 201
    assert _first(answer)["author"] == "Camille Démo"
    [kept] = Messages(database).of_thread(PAGE)
    assert kept.author == "Camille Démo"
    assert "@" not in (kept.key or "")


def test_a_person_without_a_session_gets_nothing(camille: Someone) -> None:
    camille.post("Un secret de correspondants")
    nobody: dict[str, str | None] = {"X-Cyberveille-Subject": None}
    for method, path in (
        ("GET", f"/membre/?page={PAGE}"),
        ("GET", f"/membre/fil.atom?page={PAGE}"),
        ("GET", "/membre/derniers"),
        ("POST", f"/membre/messages?page={PAGE}"),
        ("GET", "/moderation/attente"),
        ("GET", "/nulle-part"),
    ):
        answer = camille.ask(method, path, {"text": "x"} if method == "POST" else None, headers=nobody)
        assert answer.status_code == 401
        assert "secret" not in answer.text


@pytest.mark.parametrize("subject", ["", "(null)", "x" * 300, "\xe9\xff", "   "])
def test_a_subject_that_names_nobody_is_no_session(camille: Someone, subject: str) -> None:
    """What Apache writes for an unset variable, bytes that are no UTF-8, more than a provider gives."""
    answer = camille.ask("GET", f"/membre/?page={PAGE}", headers={"X-Cyberveille-Subject": subject})
    assert answer.status_code == 401


@pytest.mark.parametrize(
    "taken",
    [
        "X-Cyberveille-Subject",
        "X-Cyberveille-Name",
        "X-Cyberveille-Token",
        "X-Cyberveille-Userinfo",
    ],
)
def test_nobody_speaks_without_their_name(camille: Someone, database: Path, taken: str) -> None:
    """A client can have the server drop a header on the way, by naming it in `Connection`."""
    missing: dict[str, str | None] = {taken: None}
    sent = {"text": "Qui parle ?", "sending": SENDING}
    assert camille.ask("POST", f"/membre/messages?page={PAGE}", sent, missing).status_code == 401
    assert Messages(database).of_thread(PAGE) == ()


def test_a_name_reads_as_it_is_written(gate: Gate) -> None:
    """A person may choose a name at the provider: no sign turns it around, none breaks the feed."""
    camille = Someone(gate, "camille", "Cam\u202eille\ufffe  D\u2066émo")
    camille.post("Bonjour")
    assert camille.thread()["me"]["name"] == "Camille Démo"
    assert camille.ask("GET", f"/membre/fil.atom?page={PAGE}").status_code == 200
    assert Someone(gate, "x", "(null)").thread()["me"]["name"] == "Correspondant"


@pytest.mark.parametrize(
    "name",
    [
        "\u200b\u200b",
        "\u00ad\u2060\ufeff",
        "\u3164\u2800",
        "\ufe0f\u034f",
        "\U000e0041\U000e0042",
        "\u0301\u0302",
        "…",
        "\ue000",
    ],
    ids=ascii,
)
def test_a_name_of_signs_that_nobody_sees_is_none(gate: Gate, name: str) -> None:
    someone = Someone(gate, "x", name)
    assert someone.thread()["me"]["name"] == "Correspondant"
    hidden = Someone(gate, "y", f"Cam{name if name != '…' else ''}ille Démo").thread()["me"]["name"]
    assert hidden.encode("ascii", "ignore") == b"Camille Dmo"


@pytest.mark.parametrize(
    ("token", "userinfo", "moderates"),
    [
        ('{"groups":["a,moderation"]}', "(null)", False),
        ('{"groups":["a moderation","moderation,","Moderation","moderations"]}', "(null)", False),
        ('{"groups":"a,moderation"}', "(null)", False),
        ('{"groups":{"moderation":true}}', "(null)", False),
        ('{"groups":[["moderation"],null,1]}', "(null)", False),
        ('{"name":"\\"groups\\":[\\"moderation\\"]"}', "(null)", False),
        ('{"groups":["cercle"]}', '{"groups":["moderation"]}', False),
        ("moderation", '["moderation"]', False),
        ("[" * 5000, "{", False),
        ('{"groups":["cercle","moderation"]}', "(null)", True),
        ('{"groups":"moderation"}', "(null)", True),
        ('{"sub":"x"}', '{"groups":["moderation"]}', True),
    ],
)
def test_a_group_is_a_whole_name(serve: Serve, token: str, userinfo: str, moderates: bool) -> None:
    """Only who is of the moderators' group is told so, and reads what waits for them."""
    gate = serve(moderate_first=True)
    Someone(gate, "camille", "Camille").post("À relire")
    reader = Someone(gate, "dominique", "Dominique")
    reader.headers |= {"X-Cyberveille-Token": token, "X-Cyberveille-Userinfo": userinfo}
    read = reader.thread()
    assert (read["me"]["moderator"], len(read["messages"])) == (moderates, int(moderates))
    latest = json.loads(reader.ask("GET", "/membre/derniers").text)
    assert latest["me"]["moderator"] is moderates
    assert reader.moderate("GET", "attente").status_code == (200 if moderates else 403)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": None},
        {"Origin": "https://ailleurs.example"},
        {"Origin": "null"},
        {"Origin": "http://correspondants.example.org"},
        {"Origin": "https://correspondants.example.org.ailleurs.example"},
        {"Origin": "https://correspondants.example.org:8443"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
    ids=str,
)
def test_a_write_from_elsewhere_changes_nothing(
    camille: Someone, alix: Someone, database: Path, headers: dict[str, str | None]
) -> None:
    camille.post("Un message")
    sent = {"text": "Un autre", "sending": str(uuid4())}
    role: dict[str, str | None] = {"X-Cyberveille-Role": "moderation"}
    for someone, method, path, content in (
        (camille, "POST", f"/membre/messages?page={PAGE}", sent),
        (camille, "PUT", "/membre/messages/1", {"text": "Changé"}),
        (camille, "DELETE", "/membre/messages/1", None),
        (camille, "POST", "/membre/apercu", {"text": "Un aperçu"}),
        (alix, "DELETE", "/moderation/messages/1", None),
    ):
        assert someone.ask(method, path, content, headers=role | headers).status_code == 403
    assert [item.text for item in Messages(database).of_thread(PAGE)] == ["Un message"]


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/new",
        "/membre",
        "/membre/new",
        "/membre//messages",
        "/membre/../moderation/attente",
        "/membre/%2e%2e/moderation/attente",
        "/membre/messages/",
        "/membre/messages/-1",
        "/membre/messages/1.0",
        "/membre/messages/99999999999999999999",
        "/admin/",
        "/login/",
        "/demo/",
        "/js/embed.min.js",
        "/latest",
        "/count",
        "/config",
        "/feed",
        "/id/1",
        "/id/1/like",
        "/id/1/delete/MTM.signature",
    ],
)
def test_no_other_path_leads_anywhere(camille: Someone, path: str) -> None:
    """Isso's own routes are not served: neither its administration, nor its votes, nor its files."""
    for method in ("GET", "POST", "PUT", "DELETE"):
        answer = camille.ask(method, path, {} if method in {"POST", "PUT"} else None)
        assert answer.status_code in {403, 404, 405}
        assert "location" not in answer.headers


def test_moderation_needs_the_path_and_the_group(camille: Someone, alix: Someone, database: Path) -> None:
    """The server's word that the path is a moderator's, and a moderators' group in the session."""
    camille.post("À retirer")
    assert camille.moderate("DELETE", "messages/1").status_code == 403
    assert alix.ask("DELETE", "/moderation/messages/1").status_code == 403
    assert alix.ask("DELETE", "/membre/messages/1").status_code == 404
    assert len(Messages(database).of_thread(PAGE)) == 1
    assert alix.moderate("DELETE", "messages/1").status_code == 200
    assert Messages(database).of_thread(PAGE) == ()


def test_one_mends_only_ones_own_message(camille: Someone, alix: Someone, database: Path) -> None:
    camille.post("Le premier texte")
    for method, content in (("PUT", {"text": "Changé"}), ("DELETE", None), ("GET", None)):
        assert alix.ask(method, "/membre/messages/1", content).status_code == 404
    source = camille.ask("GET", "/membre/messages/1")
    assert json.loads(source.text) == {"text": "Le premier texte"}
    changed = camille.ask("PUT", "/membre/messages/1", {"text": "Le second texte", "author": "Alix"})
    assert changed.status_code == 200
    assert _first(changed)["modified"] is not None
    [kept] = Messages(database).of_thread(PAGE)
    assert (kept.text, kept.author) == ("Le second texte", "Camille Démo")
    assert camille.ask("DELETE", "/membre/messages/1").status_code == 200
    assert Messages(database).of_thread(PAGE) == ()


def test_an_answered_message_leaves_its_place(camille: Someone, alix: Someone) -> None:
    camille.post("Une question")
    alix.post("Une réponse", parent=1)
    camille.ask("DELETE", "/membre/messages/1")
    [first] = camille.thread()["messages"]
    assert (first["state"], first["author"], first["html"], first["mine"]) == ("removed", "", "", False)
    assert [reply["author"] for reply in first["replies"]] == ["Alix Démo"]


def test_the_same_sending_is_one_message(camille: Someone, alix: Someone, database: Path) -> None:
    """Its client sends again when the answer was lost; two people never have the same."""
    sending = str(uuid4())
    assert camille.post("Bonjour", sending=sending).status_code == 201
    again = camille.post("Bonjour", sending=sending)
    assert again.status_code == 200
    assert again.json is not None
    assert again.json["total"] == 1
    assert alix.post("Bonjour", sending=sending).status_code == 201
    assert len(Messages(database).of_thread(PAGE)) == 2


def test_a_message_asked_for_in_another_session_waits(
    camille: Someone, alix: Someone, database: Path
) -> None:
    """On a shared workstation, a page that tries again must not publish one person's words as another's."""
    key = camille.thread()["me"]["key"]
    assert alix.post("De Camille", by=key).status_code == 409
    assert Messages(database).of_thread(PAGE) == ()
    assert camille.post("De Camille", by=key).status_code == 201


def test_an_answer_needs_its_question(camille: Someone) -> None:
    """In the same thread; Isso alone would make it a message of the first level."""
    camille.post("Sous une autre page", page=OTHER_PAGE)
    for parent in (1, 999):
        assert camille.post("Réponse", parent=parent).status_code == 409
    assert camille.thread()["messages"] == []


@pytest.mark.parametrize(
    "page",
    [
        "",
        "/",
        "/rex/",
        "/rex/CV-2026-REX-0002/",
        "/rex/CV-2026-REX-0001",
        "/rex/CV-2026-REX-0001/index.html",
        "/bulletins/2025/CV-2026-BUL-0002/",
        "/rex/../rex/CV-2026-REX-0001/",
        "//rex/CV-2026-REX-0001/",
        "https://ailleurs.example/rex/CV-2026-REX-0001/",
        "/alertes/2026/CV-2026-BUL-0002/",
        "/rex/CV-2026-REX-0001/%00",
    ],
)
def test_there_is_no_thread_but_under_a_page(camille: Someone, page: str) -> None:
    """One that the edition has, by its own address."""
    assert camille.ask("GET", f"/membre/?page={page}").status_code == 404
    assert camille.post("Bonjour", page=page).status_code == 404


def test_what_is_said_of_a_page_leaves_with_it(camille: Someone, tree: Path) -> None:
    """A page that the edition no longer shows takes its thread out of every list."""
    camille.post("Bonjour")
    (tree / f"{PAGE.strip('/')}.json").unlink()
    assert camille.ask("GET", f"/membre/?page={PAGE}").status_code == 404
    assert json.loads(camille.ask("GET", "/membre/derniers").text)["messages"] == []


@pytest.mark.parametrize(
    ("content", "status"),
    [
        ({"sending": SENDING}, 400),
        ({"text": "Bonjour"}, 400),
        ({"text": 12, "sending": SENDING}, 400),
        ({"text": "Bonjour", "sending": "x"}, 400),
        ({"text": "Bonjour", "sending": SENDING, "parent": "1"}, 400),
        ([], 400),
        ({"text": "  a ", "sending": SENDING}, 422),
        ({"text": "\u0000\u200b\u0001", "sending": SENDING}, 422),
        ({"text": "\u200b\u200b\u200b\u200b", "sending": SENDING}, 422),
        ({"text": "\u3164\u2800\u3164\u2800", "sending": SENDING}, 422),
        ({"text": "a" * 20_001, "sending": SENDING}, 422),
        ({"text": "é" * 70_000, "sending": SENDING}, 413),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_no_message_is_refused_in_words(camille: Someone, content: object, status: int) -> None:
    answer = camille.ask("POST", f"/membre/messages?page={PAGE}", content)
    assert answer.status_code == status
    assert json.loads(answer.text)["message"][0].isupper()
    assert camille.thread()["messages"] == []


def test_a_form_or_bytes_are_refused(camille: Someone) -> None:
    """A page of another site could post a form; JSON takes a question that the portal does not answer."""
    for kind, data in (
        ("application/x-www-form-urlencoded", "text=Bonjour"),
        ("text/plain", '{"text": "Bonjour"}'),
        ("multipart/form-data; boundary=x", "--x--"),
        ("application/json", b"\xff\xfe{}"),
        ("application/json", b"[" * 50_000),
    ):
        answer = camille._client.open(
            f"/membre/messages?page={PAGE}",
            method="POST",
            data=data,
            headers=camille.headers | {"Content-Type": kind},
        )
        assert answer.status_code in {400, 415}


def test_invisible_signs_do_not_stay(camille: Someone) -> None:
    """Controls, and the marks that turn a text around."""
    camille.post("a\u202eb\x00c\x08d\r\ne")
    assert camille.thread()["messages"][0]["html"] == "<p>abcd<br>\ne</p>"


def test_a_person_writes_so_often_and_no_more(serve: Serve, database: Path) -> None:
    """The next person is not kept waiting."""
    gate = serve(writes_per_minute=3)
    camille, alix = Someone(gate, "camille", "Camille"), Someone(gate, "alix", "Alix")
    said = [camille.post(f"Message {number}").status_code for number in range(5)]
    assert said == [201, 201, 201, 429, 429]
    late = camille.post("Encore")
    assert late.headers["Retry-After"] == "60"
    assert "attendez" in json.loads(late.text)["message"]
    assert alix.post("Bonjour").status_code == 201
    assert len(Messages(database).of_thread(PAGE)) == 4


def test_a_sending_already_taken_does_not_count(serve: Serve) -> None:
    gate = serve(writes_per_minute=1)
    camille = Someone(gate, "camille", "Camille")
    sending = str(uuid4())
    assert [camille.post("Bonjour", sending=sending).status_code for _ in range(3)] == [201, 200, 200]


def test_tries_are_counted_too(serve: Serve) -> None:
    """A preview, a refused message, one that was taken already: each costs the service its rendering."""
    gate = serve(writes_per_minute=1)
    camille = Someone(gate, "camille", "Camille")
    preview = {"text": "Un *aperçu*"}
    said = [camille.ask("POST", "/membre/apercu", preview).status_code for _ in range(5)]
    said += [camille.post("![](x.png)").status_code for _ in range(5)]
    assert said == [200] * 5 + [422] * 5
    assert camille.post("![](x.png)").status_code == 429
    assert camille.ask("POST", "/membre/apercu", preview).status_code == 429
    assert camille.ask("GET", f"/membre/?page={PAGE}").status_code == 200
    assert Someone(gate, "alix", "Alix").post("Bonjour").status_code == 201


def test_previews_and_what_they_cost_are_bounded(serve: Serve) -> None:
    """So many a minute, and so many characters: of one person, the next is not kept waiting."""
    gate = serve(writes_per_minute=2)
    camille, alix = Someone(gate, "camille", "Camille"), Someone(gate, "alix", "Alix")
    said = [camille.ask("POST", "/membre/apercu", {"text": "Un *aperçu*"}).status_code for _ in range(12)]
    assert said == [200] * 10 + [429] * 2
    long = [alix.ask("POST", "/membre/apercu", {"text": "(" * 19_000}).status_code for _ in range(7)]
    assert long == [200] * 5 + [429] * 2
    assert Someone(gate, "dominique", "Dominique").post("Bonjour").status_code == 201


@pytest.mark.parametrize(
    "sign", ["(", "\\(", "[", "](", "***a", "_[", "<", "`a", "> a\n\n", "a|b\n-|-\n", "~~a"]
)
def test_the_work_of_a_message_grows_with_its_length(
    gate: Gate, monkeypatch: pytest.MonkeyPatch, sign: str
) -> None:
    """Whatever its signs: twice the text is twice the calls, and nothing looks for links a second time."""

    def again(*_: object) -> str:
        raise AssertionError

    monkeypatch.setattr("bleach.clean", again)
    monkeypatch.setattr("bleach.linkifier.Linker.linkify", again)
    counts = []
    for length in (4_000, 8_000, 16_000):
        calls = 0

        def counted(*_: object) -> None:
            nonlocal calls
            calls += 1

        text = (sign * length)[:length]
        sys.setprofile(counted)
        try:
            gate._engine.render(text)
        finally:
            sys.setprofile(None)
        counts.append(calls)
    assert counts[2] < 2.5 * counts[1]
    assert counts[1] < 2.5 * counts[0]


def test_a_file_that_cannot_be_read_is_a_service_that_is_down(camille: Someone, database: Path) -> None:
    """As JSON, so that the page keeps what was typed and comes back."""
    database.rename(database.with_suffix(".ailleurs"))
    answer = camille.ask("GET", f"/membre/?page={PAGE}")
    assert (answer.status_code, answer.content_type) == (503, "application/json; charset=utf-8")
    database.with_suffix(".ailleurs").rename(database)
    assert camille.thread()["messages"] == []


def test_a_message_is_rendered_once(camille: Someone, gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    """However often its thread is read."""
    rendered: list[str] = []
    isso = gate._engine._isso
    render = isso.render

    def counted(text: str) -> str:
        rendered.append(text)
        return str(render(text))

    monkeypatch.setattr(isso, "render", counted)
    camille.post("Un *message*")
    for _ in range(3):
        camille.thread()
        camille.ask("GET", f"/membre/fil.atom?page={PAGE}")
    # Isso renders it once for itself, in an answer that nobody reads.
    assert rendered == ["Un *message*"] * 2


def test_what_is_remembered_is_bounded() -> None:
    rendered: list[str] = []

    def counted(text: str) -> str:
        rendered.append(text)
        return text

    remembered = RememberedHtml(counted, room=10)
    assert [remembered(text) for text in ("aaaaa", "bbbbb", "aaaaa", "ccccc", "bbbbb", "aaaaa")][
        -1
    ] == "aaaaa"
    assert rendered == ["aaaaa", "bbbbb", "ccccc", "aaaaa"]


def test_review_first_shows_a_message_to_its_author_and_moderators_alone(serve: Serve) -> None:
    gate = serve(moderate_first=True)
    camille = Someone(gate, "camille", "Camille")
    alix = Someone(gate, "alix", "Alix", "cercle|moderation")
    dominique = Someone(gate, "dominique", "Dominique")
    assert camille.post("À relire").status_code == 202
    assert [item["state"] for item in camille.thread()["messages"]] == ["pending"]
    assert [item["state"] for item in alix.thread()["messages"]] == ["pending"]
    assert dominique.thread()["messages"] == []
    assert "relire" not in dominique.ask("GET", f"/membre/fil.atom?page={PAGE}").text
    assert [item["author"] for item in json.loads(alix.moderate("GET", "attente").text)] == ["Camille"]
    assert dominique.moderate("POST", "messages/1/accord").status_code == 403
    assert alix.agree(1).status_code == 200
    assert [item["state"] for item in dominique.thread()["messages"]] == ["published"]
    # What was agreed to is what stays.
    assert camille.ask("PUT", "/membre/messages/1", {"text": "Tout autre chose"}).status_code == 403


def test_a_moderator_agrees_to_what_was_read(serve: Serve, database: Path) -> None:
    """Not to what its author made of it in the meantime."""
    gate = serve(moderate_first=True)
    camille = Someone(gate, "camille", "Camille")
    alix = Someone(gate, "alix", "Alix", "cercle|moderation")
    camille.post("Un texte anodin")
    [read] = json.loads(alix.moderate("GET", "attente").text)
    camille.ask("PUT", "/membre/messages/1", {"text": "Un tout autre texte"})
    late = alix.moderate("POST", f"messages/1/accord?version={read['version']}")
    assert late.status_code == 409
    assert alix.moderate("POST", "messages/1/accord").status_code == 409
    assert Messages(database).of_thread(PAGE)[0].state is MessageState.PENDING
    assert alix.agree(1).status_code == 200
    assert Messages(database).of_thread(PAGE)[0].state is MessageState.PUBLISHED


def test_what_aims_at_a_message_that_is_gone_reaches_no_other(
    camille: Someone, alix: Someone, serve: Serve, database: Path
) -> None:
    """Its number serves nobody else: neither an answer nor a moderator meets the next message by mistake."""
    camille.post("Une question")
    camille.ask("DELETE", "/membre/messages/1")
    serve()  # a service that starts again
    camille.post("Tout autre chose")
    assert alix.post("Une réponse à la question", parent=1).status_code == 409
    assert alix.moderate("DELETE", "messages/1").status_code == 404
    assert [(item.id, item.text) for item in Messages(database).of_thread(PAGE)] == [(2, "Tout autre chose")]


def test_answers_are_never_kept_by_a_cache(camille: Someone) -> None:
    for path in (f"/membre/?page={PAGE}", "/membre/derniers", "/nulle-part"):
        answer = camille.ask("GET", path)
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert "Set-Cookie" not in answer.headers


def test_isso_sees_nothing_of_the_request(camille: Someone, gate: Gate) -> None:
    """Neither its cookies, nor its headers: a cookie of Isso's own gives no right."""
    camille.post("Le mien")
    token = gate._engine._isso.sign([1, "x"])
    stranger = Someone(gate, "autre", "Autre")
    answer = stranger.ask("DELETE", "/membre/messages/1", headers={"Cookie": f"1={token}; isso-1={token}"})
    assert answer.status_code == 404


def test_a_head_says_no_more_than_a_get(camille: Someone) -> None:
    answer = camille.ask("HEAD", f"/membre/?page={PAGE}")
    assert (answer.status_code, answer.text) == (200, "")
