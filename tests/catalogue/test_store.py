"""A store that may be deleted, cut, overwritten or spoilt at any time: it is never trusted."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from tests.portal import Portal

from cyberveille.catalogue import Catalogue, Store, load
from cyberveille.catalogue.examined import Examined
from cyberveille.catalogue.listing import SourceFile

SOURCES = 8
NOW = 2_000_000_000_000_000_000


def row(path: str, subject: bytes = b"subject") -> Examined:
    return Examined(SourceFile(".", path, f"/x/{path}", 10, 1), "digest", b"summary", subject, NOW)


@pytest.fixture
def closed(portal: Portal) -> Path:
    """The file of a store that has been filled and closed."""
    catalogue = portal.catalogue()
    portal.close()
    return catalogue.store.file


def reload(portal: Portal) -> Catalogue:
    catalogue = portal.catalogue()
    assert catalogue.findings == ()
    assert len(catalogue.headlines) == 4
    assert [catalogue.notice(item.id).id for item in catalogue.headlines] == [
        item.id for item in catalogue.headlines
    ]
    return catalogue


def test_rows_come_back(tmp_path: Path) -> None:
    """What was put can be read, changed and forgotten."""
    store = Store(tmp_path / "new/store.sqlite3")
    store.put([row("a"), row("b", b"other")], b"project")
    assert store.rows().keys() == {(".", "a"), (".", "b")}
    assert (store.rows()[".", "a"].summary, store.rows()[".", "a"].project) == (b"summary", b"project")
    assert store.subject(".", "b") == b"other"
    store.refresh([(11, 2, 3, NOW + 1, ".", "a")])
    assert store.rows()[".", "a"].same_file(11, 2, 3)
    store.forget([(".", "b")])
    assert store.subject(".", "b") is None
    store.close()


@pytest.mark.parametrize(
    ("size", "mtime", "read", "same"),
    [
        (10, NOW, NOW + 3 * 10**9, True),
        (11, NOW, NOW + 3 * 10**9, False),
        (10, NOW + 1, NOW + 3 * 10**9, False),
        (10, NOW, NOW + 10**9, False),
        (10, NOW, NOW - 10**9, False),
    ],
)
def test_a_file_is_the_same_when_its_time_proves_it(
    tmp_path: Path, size: int, mtime: int, read: int, *, same: bool
) -> None:
    """Size, time, and a reading well after that time."""
    store = Store(tmp_path / "store.sqlite3")
    item = Examined(SourceFile(".", "a", "/x/a", 10, NOW), "digest", b"", b"", read)
    store.put([item], b"project")
    assert store.rows()[".", "a"].same_file(size, mtime, 0) is same
    store.close()


def test_a_deleted_store_is_made_again(portal: Portal, closed: Path) -> None:
    """Without its store, a portal reads everything."""
    closed.unlink()
    assert reload(portal).read == SOURCES
    assert reload(portal).read == 0


@pytest.mark.parametrize("size", [0, 1, 100, 4096, 5000])
def test_a_truncated_store_is_made_again(portal: Portal, closed: Path, size: int) -> None:
    """A store cut by a full disk is thrown away, or what is left of it holds."""
    closed.write_bytes(closed.read_bytes()[:size])
    reload(portal)


@pytest.mark.parametrize("data", [b"pas une base", b"SQLite format 3\0" + b"\xff" * 200, b"\0" * 8192])
def test_a_foreign_file_is_replaced(portal: Portal, closed: Path, data: bytes) -> None:
    """A file that is no SQLite database is replaced."""
    closed.write_bytes(data)
    assert reload(portal).read == SOURCES


@pytest.mark.parametrize(
    "script",
    [
        "PRAGMA user_version=2",
        "PRAGMA user_version=99",
        "DROP TABLE source",
        "DROP TABLE source; CREATE TABLE source (root, path)",
        "DROP TABLE source; CREATE VIEW source AS SELECT 1",
        "UPDATE source SET summary = 'texte', checksum = 'texte'",
        "UPDATE source SET summary = x'00'",
        "UPDATE source SET checksum = checksum + 1",
        "UPDATE source SET subject = x'00'",
        "UPDATE source SET project = x'00'",
        "UPDATE source SET path = 'bulletins/2026/' || abs(random()) || '.md'",
        "DELETE FROM source",
    ],
)
def test_a_store_of_another_kind_is_not_trusted(portal: Portal, closed: Path, script: str) -> None:
    """Another layout, or rows that do not hold, are made again from the sources."""
    connection = sqlite3.connect(closed)
    connection.executescript(script)
    connection.close()
    reload(portal)


def test_any_spoilt_page_is_survived(portal: Portal, closed: Path) -> None:
    """Bytes turned over anywhere in the file change nothing of what is said."""
    good = closed.read_bytes()
    for start in range(0, len(good), 509):
        spoilt = bytearray(good)
        for position in range(start, min(start + 48, len(good))):
            spoilt[position] ^= 0x55
        closed.write_bytes(bytes(spoilt))
        reload(portal)
        portal.close()


def test_a_store_spoilt_while_open_is_survived(portal: Portal) -> None:
    """A notice whose row has gone is read from its source."""
    catalogue = portal.catalogue()
    catalogue.store.clear()
    assert catalogue.notice("CV-2026-BUL-0001").id == "CV-2026-BUL-0001"
    assert catalogue.notice("CV-2026-DOC-0001").id == "CV-2026-DOC-0001"


def test_a_lost_notice_whose_file_is_gone_is_unknown(portal: Portal) -> None:
    """Neither in the store nor on disk: the catalogue does not hold it."""
    catalogue = portal.catalogue()
    catalogue.store.clear()
    (portal.folder / "bulletins/2026/CV-2026-BUL-0001.md").unlink()
    with pytest.raises(KeyError):
        catalogue.notice("CV-2026-BUL-0001")


def test_two_loads_share_a_store(portal: Portal) -> None:
    """Two commands at once on one portal do not disturb each other."""
    project = portal.project()
    first, second = (Store(project.work / "catalogue.sqlite3") for _ in range(2))
    one, two = load(project, first), load(project, second)
    assert one.headlines == two.headlines
    first.close()
    second.close()


def test_a_busy_store_is_left_alone(portal: Portal, closed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store that another command is writing is not taken for a spoilt one."""
    connect = sqlite3.connect

    def hasty(file: Path, **options: Any) -> sqlite3.Connection:  # noqa: ANN401 - those of sqlite3
        connection: sqlite3.Connection = connect(file, **options | {"timeout": 0})
        return connection

    monkeypatch.setattr("cyberveille.catalogue.store.sqlite3.connect", hasty)
    holder = connect(closed, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    before = closed.stat().st_ino
    store = Store(closed)
    with pytest.raises(sqlite3.OperationalError):
        store.put([row("a")], b"project")
    assert closed.stat().st_ino == before
    holder.execute("ROLLBACK")
    store.put([row("a")], b"project")
    assert store.subject(".", "a") == b"subject"
    store.close()
    holder.close()
    assert portal.stores
