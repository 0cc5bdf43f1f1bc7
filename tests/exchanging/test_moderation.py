"""Who moderates, what is read before it appears, and what a moderator agrees to."""

import json
from pathlib import Path

import pytest

from cyberveille.exchanging.messages import Messages, MessageState
from tests.exchanging.conftest import PAGE, Serve, Someone


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


def test_moderation_needs_the_path_and_the_group(camille: Someone, alix: Someone, database: Path) -> None:
    """The server's word that the path is a moderator's, and a moderators' group in the session."""
    camille.post("À retirer")
    assert camille.moderate("DELETE", "messages/1").status_code == 403
    assert alix.ask("DELETE", "/moderation/messages/1").status_code == 403
    assert alix.ask("DELETE", "/membre/messages/1").status_code == 404
    assert len(Messages(database).of_thread(PAGE)) == 1
    assert alix.moderate("DELETE", "messages/1").status_code == 200
    assert Messages(database).of_thread(PAGE) == ()


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
