"""What the browser is told: which edition it sees, and what stands in the way of the next."""

import threading

import msgspec
from msgspec import Struct, field

from cyberveille.model import Finding


class PreviewState(Struct, frozen=True):
    """`edition` counts the editions put in place since the server started."""

    edition: int
    findings: tuple[Finding, ...] = ()
    refused: bool = False
    problem: str = ""


class Preview(Struct):
    """The latest state, and a way to wait for the next one; shared between threads."""

    _state: PreviewState = field(default_factory=lambda: PreviewState(0))
    _changed: threading.Condition = field(default_factory=threading.Condition)
    _version: int = 0
    _closed: bool = False

    def show(self, findings: tuple[Finding, ...], *, refused: bool, problem: str = "") -> None:
        """Tell every browser; a refused edition leaves the one before on screen."""
        with self._changed:
            edition = self._state.edition + (0 if refused else 1)
            self._state = PreviewState(edition, findings, refused, problem)
            self._version += 1
            self._changed.notify_all()

    def close(self) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def after(self, version: int, timeout: float) -> tuple[int, bytes] | None:
        """The state later than `version`, as JSON; None when none came within `timeout` seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._version > version, timeout)
            if self._closed or self._version <= version:
                return None
            return self._version, msgspec.json.encode(self._state)

    @property
    def closed(self) -> bool:
        return self._closed
