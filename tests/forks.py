"""The processes that a test has made, where the threads of what runs the tests do not keep any from it."""

import os

import pytest


def noted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Those made from now on; the threads of what runs the tests hold nothing that these wait for."""
    monkeypatch.setattr("threading.active_count", lambda: 1)
    made: list[int] = []
    fork = os.fork

    def forked() -> int:
        child = fork()
        made.append(child)
        return child

    monkeypatch.setattr(os, "fork", forked)
    return made
