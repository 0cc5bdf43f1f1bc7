"""Readers while editions are delivered; `benchmarks/readers.py` does the same with 50 of them."""

from pathlib import Path

import pytest
from benchmarks import readers


def test_readers_get_whole_editions_that_never_go_back(tmp_path: Path) -> None:
    """No error, nothing empty, no page older than one read before, each with the piece that it names."""
    seen = readers.measure(tmp_path, deliveries=5, pages=10, readers=3)
    assert seen.whole, seen
    assert seen.rounds >= 15


def test_a_delivery_in_place_would_be_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The readers do notice: files emptied before they are written again are errors to them."""

    def careless(ready: readers.Shipment, *_: object) -> None:
        for path in ready.files:
            file = tmp_path / "srv/en-ligne" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(b"")

    monkeypatch.setattr(readers, "deliver", careless)
    assert not readers.measure(tmp_path, deliveries=1, pages=3, readers=1).whole
