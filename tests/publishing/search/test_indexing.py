"""Pagefind runs beside the rest of the build: one shard after another, and not longer than the build."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.portal import Portal, bulletin

from cyberveille.catalogue.rows import rows_in
from cyberveille.model import Kind
from cyberveille.publishing.headlines import Part
from cyberveille.publishing.output import Output, digest
from cyberveille.publishing.search import SearchError, Shard, indexing, shards
from cyberveille.publishing.search.canon import ENTRY
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

    def outputs(self, *, first: bool, held: bool) -> Iterator[Output]:  # noqa: ARG002 - as a shard is asked
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


def test_with_two_jobs_one_shard_runs_beside_the_rest_and_two_after_it(
    portal: Portal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What renders pages takes memory too, until the index alone is waited for."""
    monkeypatch.setattr(indexing, "ShardIndex", _Told)
    _Told.events = []
    wanted = [Shard(name, (), b"", ()) for name in ("recent", "2026", "2025")]
    begun = Indexing(portal.edition(), wanted, tmp_path / "search", first="recent", jobs=2)
    begun.advance()
    assert _Told.events == ["recent documents", "recent begun", "2026 documents"]
    begun.outputs()
    assert _Told.events[3:5] == ["2026 begun", "2025 documents"]
    assert _Told.events.index("2025 begun") < _Told.events.index("2026 read")


def test_no_more_than_the_notices_of_one_shard_are_held(portal: Portal, tmp_path: Path) -> None:
    """What an earlier shard alone asked for is decoded no more; the facts stay."""
    portal.write("bulletins/2024/CV-2024-BUL-0001.md", bulletin(1).replace("2026", "2024"))
    portal.write("bulletins/2025/CV-2025-BUL-0001.md", bulletin(1, title="Autre").replace("2026", "2025"))
    edition = portal.edition()
    years = [part for part in edition.parts if part.facts.kind is Kind.BULLETIN]
    held: list[list[int]] = []

    class _Reading(_Told):
        def __init__(self, _edition: object, shard: Shard, _scratch: Path) -> None:
            super().__init__(_edition, shard, _scratch)
            assert shard.items
            held.append([part.facts.year for part in years if _decoded(part)])

    _Told.events = []
    wanted = [Shard(str(part.facts.year), rows_in(part.tables.rows), b"", (part,)) for part in years]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(indexing, "ShardIndex", _Reading)
        Indexing(edition, wanted, tmp_path / "search").outputs()
    assert held == [[2026], [2025], [2024]]


def _decoded(part: Part) -> bool:
    return any("_held" in vars(source) for source in part.sources)


@pytest.mark.parametrize("limit", [0, 3])
def test_what_few_shards_hold_is_not_written_beside(
    portal: Portal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, limit: int
) -> None:
    """Of many, files lie in the working folder and are moved in; of a few, most are never written."""
    monkeypatch.setattr(indexing, "_HELD", limit)
    edition = portal.edition()
    scratch = tmp_path / "search"
    begun = Indexing(edition, shards(edition), scratch)
    made = {item.path: item for item in begun.outputs()}
    assert any(path.endswith(".pf_fragment") for path in made)
    beside = {str(file) for file in scratch.rglob("pagefind/**/*") if file.is_file()}
    assert beside == ({item.file for item in made.values()} if limit == 0 else set())
    assert all(item.key == digest(item.render()) for item in made.values() if not item.path.endswith(ENTRY))
    begun.close()
