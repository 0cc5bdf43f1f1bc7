"""What Markdown became, remembered: a thread is read far more often than it is written."""

from collections.abc import Callable
from hashlib import sha256
from threading import Lock

_ROOM = 32 * 1024 * 1024
"""Characters of HTML kept: some 30,000 ordinary messages."""


class RememberedHtml:
    """`render`, a pure function, with its last results; the oldest ones leave when room lacks."""

    def __init__(self, render: Callable[[str], str], room: int = _ROOM) -> None:
        self._render = render
        self._room = room
        self._kept: dict[bytes, str] = {}
        self._lock = Lock()

    def __call__(self, text: str) -> str:
        key = sha256(text.encode()).digest()
        with self._lock:
            known = self._kept.get(key)
        if known is not None:
            return known
        html = self._render(text)
        with self._lock:
            if key not in self._kept:
                self._kept[key] = html
                self._room -= len(html)
            while self._room < 0:
                self._room += len(self._kept.pop(next(iter(self._kept))))
        return html
