"""Pagefind runs beside the rest of the build: one shard after another, and not longer than the build."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.portal import Portal

from cyberveille.publishing.output import Output
from cyberveille.publishing.search import SearchError, Shard, indexing
from cyberveille.publishing.search.index import ShardIndex
from cyberveille.publishing.search.indexing import Indexing


class _Told(ShardIndex):
    """Says what happens to it instead of running Pagefind."""

    events: list[str]

    def __init__(self, _edition: object, shard: Shard, _scratch: Path) -> None:
        self.name = shard.name
        self.over = False
        self.events.append(f"{self.name} documents")

    def start(self) -> None:
        self.events.append(f"{self.name} begun")

    @property
    def running(self) -> bool:
        return not self.over

    def wait(self) -> None:
        self.over = True

    def stop(self) -> None:
        self.events.append(f"{self.name} stopped")

    def outputs(self, *, first: bool) -> Iterator[Output]:
        self.events.append(f"{self.name} read{' with the program' if first else ''}")
        yield Output(self.name, b"", bytes)


@pytest.fixture
def begun(portal: Portal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Indexing:
    """Three shards, the first of which is under way."""
    monkeypatch.setattr(indexing, "ShardIndex", _Told)
    _Told.events = []
    wanted = [Shard(name, (), b"", ()) for name in ("recent", "2026", "2025")]
    return Indexing(portal.edition(), wanted, tmp_path / "search", first="recent")


@pytest.fixture
def by_two(portal: Portal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Indexing:
    """Four shards, of which two may run at a time."""
    monkeypatch.setattr(indexing, "ShardIndex", _Told)
    _Told.events = []
    wanted = [Shard(name, (), b"", ()) for name in ("recent", "2026", "2025", "2024")]
    return Indexing(portal.edition(), wanted, tmp_path / "search", first="recent", jobs=8)


def test_the_first_shard_begins_at_once_and_the_next_is_got_ready(begun: Indexing) -> None:
    """Advancing while Pagefind runs changes nothing."""
    begun.advance()
    assert _Told.events == ["recent documents", "recent begun", "2026 documents"]


def test_shards_follow_one_another(begun: Indexing) -> None:
    """One Pagefind at a time; the next one's documents are written before the last index is read."""
    assert [item.path for item in begun.outputs()] == ["recent", "2026", "2025"]
    assert _Told.events[2:] == [
        "2026 documents",
        "2026 begun",
        "2025 documents",
        "recent read with the program",
        "2025 begun",
        "2026 read",
        "2025 read",
    ]


def test_two_shards_may_run_at_a_time(by_two: Indexing) -> None:
    """No more, however many cores there are; the second one done waits for the first to be read."""
    assert _Told.events[-1] == "2025 documents"
    by_two.advance()
    (_, first), (_, second) = by_two._under_way
    second.wait()
    by_two.advance()
    assert _Told.events[-1] == "2025 documents"
    first.wait()
    by_two.advance()
    assert _Told.events[5:] == [
        "2025 begun",
        "2024 documents",
        "recent read with the program",
        "2024 begun",
        "2026 read",
    ]
    by_two.close()
    assert _Told.events[-2:] == ["2025 stopped", "2024 stopped"]


def test_what_runs_is_stopped_with_the_build(begun: Indexing) -> None:
    """Closing in the middle ends the shard under way; after the end there is nothing to stop."""
    begun.close()
    assert _Told.events[-1] == "recent stopped"
    begun.outputs()
    seen = len(_Told.events)
    begun.close()
    assert len(_Told.events) == seen


def test_a_failed_index_refuses_the_edition(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """What Pagefind said is told; nothing is moved in, nothing is left in the workspace."""
    monkeypatch.setattr("cyberveille.publishing.search.pagefind.get_executable", lambda: "/bin/false")
    with pytest.raises(SearchError):
        portal.build(search=True)
    assert not portal.output.exists()
    assert not (portal.workspace.folder / "search").exists()
