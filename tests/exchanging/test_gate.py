"""Who may ask for what: identity, origin, routes, threads."""

import json
from pathlib import Path
from uuid import uuid4

import pytest

from cyberveille.exchanging.gate import Gate
from cyberveille.exchanging.messages import Messages
from tests.exchanging.conftest import PAGE, SENDING, Someone


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


def test_a_file_that_cannot_be_read_is_a_service_that_is_down(camille: Someone, database: Path) -> None:
    """As JSON, so that the page keeps what was typed and comes back."""
    database.rename(database.with_suffix(".ailleurs"))
    answer = camille.ask("GET", f"/membre/?page={PAGE}")
    assert (answer.status_code, answer.content_type) == (503, "application/json; charset=utf-8")
    database.with_suffix(".ailleurs").rename(database)
    assert camille.thread()["messages"] == []


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
