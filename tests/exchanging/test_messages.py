"""What becomes of a message: written, mended, answered, taken back, refused in words."""

import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from werkzeug.test import TestResponse

from cyberveille.exchanging.messages import Messages
from tests.exchanging.conftest import OTHER_PAGE, PAGE, SENDING, Someone


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
