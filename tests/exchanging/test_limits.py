"""How often a person may write, and what a message may cost the service."""

import json
import sys
from pathlib import Path
from uuid import uuid4

import pytest

from cyberveille.exchanging.gate import Gate
from cyberveille.exchanging.messages import Messages
from cyberveille.exchanging.remembering import RememberedHtml
from tests.exchanging.conftest import PAGE, Serve, Someone


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
