"""How tests talk under a page: through the browser's session, or byte by byte."""

import json
import socket
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from typing import Any
from uuid import uuid4

from demo.stand import Stand
from playwright.sync_api import APIResponse, BrowserContext, Page, expect

LogIn = Callable[[str], BrowserContext]
"""A person's browser, by the name that the session bears."""
REX = "/rex/CV-2026-REX-0001/"
TALK = "/echanges/membre/"
MODERATION = "/echanges/moderation/"
ACCEPTED = {200, 201}
_CLEARED = """
BEGIN IMMEDIATE;
DELETE FROM comments;
DELETE FROM threads;
UPDATE numbering SET last = 0;
COMMIT;
"""


def ask(
    context: BrowserContext,
    running: Stand,
    method: str,
    path: str,
    content: object = None,
    headers: Mapping[str, str] | None = None,
) -> APIResponse:
    """A request with the session's cookies, as the page's own script makes it."""
    own = {"Origin": running.origin} | ({} if content is None else {"Content-Type": "application/json"})
    data = None if content is None else json.dumps(content)
    return context.request.fetch(
        f"{running.origin}{path}",
        method=method,
        headers=own | dict(headers or {}),
        data=data,
        max_redirects=0,
    )


def post(context: BrowserContext, running: Stand, text: str, page: str = REX, **more: object) -> APIResponse:
    content = {"text": text, "sending": str(uuid4())} | more
    return ask(context, running, "POST", f"{TALK}messages?page={page}", content)


def thread(context: BrowserContext, running: Stand, page: str = REX) -> list[dict[str, Any]]:
    answer = ask(context, running, "GET", f"{TALK}?page={page}")
    assert answer.status == 200, answer.text()
    return list(answer.json()["messages"])


def open_thread(context: BrowserContext, running: Stand, page: str = REX) -> Page:
    """The page, once the discussion is there."""
    opened = context.new_page()
    opened.goto(f"{running.origin}{page}")
    expect(opened.locator("[data-signature] strong").first).to_be_visible()
    return opened


def clear(running: Stand) -> None:
    """Nobody has written anything, and the service runs: a start takes longer than most tests."""
    if not running.exchanging:
        running.start_exchanges()
    with closing(sqlite3.connect(running.database, timeout=20)) as connection:
        connection.executescript(_CLEARED)


class Wire:
    """A connection on which a request goes out piece by piece, with the cookies of a session."""

    def __init__(self, context: BrowserContext, running: Stand) -> None:
        self._running = running
        cookies = context.cookies(running.origin)
        self._cookie = "; ".join(f"{item['name']}={item['value']}" for item in cookies)

    def request(self, path: str, content: object) -> bytes:
        body = json.dumps(content).encode()
        lines = (
            f"POST {path} HTTP/1.1",
            f"Host: localhost:{self._running.port}",
            f"Origin: {self._running.origin}",
            f"Cookie: {self._cookie}",
            "Content-Type: application/json",
            f"Content-Length: {len(body)}",
            "Connection: close",
        )
        return "\r\n".join((*lines, "", "")).encode() + body

    def connect(self) -> socket.socket:
        return socket.create_connection(("localhost", self._running.port), timeout=30)


def status_of(connection: socket.socket) -> int:
    """The status of the answer; 0 when the connection ended without one."""
    data = b""
    while piece := connection.recv(65536):
        data += piece
    return int(data.split(b" ", 2)[1]) if data.startswith(b"HTTP/") else 0
