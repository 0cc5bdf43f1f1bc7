"""A small edition, a service in this process, and people whose session the server would have opened."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import msgspec
import pytest
from werkzeug.test import Client, TestResponse

from cyberveille.exchanging.engine import Engine
from cyberveille.exchanging.gate import Gate
from cyberveille.exchanging.messages import Messages
from cyberveille.exchanging.threads import Threads
from cyberveille.model import Exchanges, ExchangeSettings

ORIGIN = "https://correspondants.example.org"
PAGE = "/rex/CV-2026-REX-0001/"
OTHER_PAGE = "/bulletins/2026/CV-2026-BUL-0002/"
MODERATORS = "moderation"
SENDING = "3f2b8a5e-2a0d-4d0b-9d7e-0c1f6f6f1a11"


class Someone:
    """Sends requests as the server hands them on for one person."""

    def __init__(self, gate: Gate, subject: str, name: str, groups: str = "cercle") -> None:
        self._client = Client(gate)
        self.headers = {
            "X-Cyberveille-Subject": subject,
            "X-Cyberveille-Name": name.encode().decode("latin-1"),
            "X-Cyberveille-Token": json.dumps({"sub": subject, "groups": groups.split("|")}),
            "X-Cyberveille-Userinfo": "(null)",
            "Origin": ORIGIN,
        }

    def ask(
        self, method: str, path: str, content: object = None, headers: dict[str, str | None] | None = None
    ) -> TestResponse:
        asked = {name: value for name, value in (self.headers | (headers or {})).items() if value is not None}
        body = None if content is None else json.dumps(content)
        kind = None if content is None else "application/json"
        return self._client.open(path, method=method, headers=asked, data=body, content_type=kind)

    def post(self, text: str, page: str = PAGE, **more: object) -> TestResponse:
        content = {"text": text, "sending": str(uuid4())} | more
        return self.ask("POST", f"/membre/messages?page={page}", content)

    def thread(self, page: str = PAGE) -> dict[str, Any]:
        answer = self.ask("GET", f"/membre/?page={page}")
        assert answer.status_code == 200, answer.text
        return dict(json.loads(answer.text))

    def agree(self, number: int) -> TestResponse:
        """To a message, as the list of those that wait shows it."""
        waiting = json.loads(self.moderate("GET", "attente").text)
        version = next(item["version"] for item in waiting if item["id"] == number)
        return self.moderate("POST", f"messages/{number}/accord?version={version}")

    def moderate(self, method: str, path: str) -> TestResponse:
        return self.ask(method, f"/moderation/{path}", headers={"X-Cyberveille-Role": "moderation"})


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """An edition of two pages, as far as the service looks at it."""
    for page, title, tlp in ((PAGE, "Panne d’un laboratoire", "AMBER"), (OTHER_PAGE, "Un bulletin", "CLEAR")):
        file = tmp_path / "site" / f"{page.strip('/')}.json"
        file.parent.mkdir(parents=True)
        facts = {"id": page.split("/")[-2], "title": title, "tlp": tlp, "url": "unread"}
        file.write_text(json.dumps(facts), encoding="utf-8")
    return tmp_path / "site"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "messages.db"


Serve = Callable[..., Gate]


@pytest.fixture
def serve(tree: Path, database: Path) -> Serve:
    """A service with rules of one's own."""

    def made(**rules: object) -> Gate:
        settings = ExchangeSettings(
            origin=ORIGIN,
            base="/",
            portal="Portail",
            rules=msgspec.convert({"moderators": [MODERATORS], "writes_per_minute": 1000} | rules, Exchanges),
        )
        engine = Engine(database, ORIGIN, moderate_first=settings.rules.moderate_first)
        return Gate(engine, Messages(database), Threads(tree, "/"), settings)

    return made


@pytest.fixture
def gate(serve: Serve) -> Gate:
    return serve()


@pytest.fixture
def camille(gate: Gate) -> Someone:
    return Someone(gate, "camille", "Camille Démo")


@pytest.fixture
def alix(gate: Gate) -> Someone:
    """A moderator."""
    return Someone(gate, "alix", "Alix Démo", f"cercle|{MODERATORS}")
