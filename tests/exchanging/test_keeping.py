"""Back-up under load, restore, what a person may ask, what has passed its time."""

import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from cyberveille.exchanging.keeping import back_up, forget, months_before, personal_data, restore
from cyberveille.exchanging.messages import ForeignFile, Messages, MessageState
from cyberveille.exchanging.person import key_of
from tests.exchanging.conftest import OTHER_PAGE, PAGE, Someone


def _age(database: Path, number: int, days: int) -> None:
    moment = datetime.now(UTC) - timedelta(days=days)
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE comments SET created = ? WHERE id = ?", (moment.timestamp(), number))


def test_a_backup_taken_while_people_write_is_whole(camille: Someone, database: Path, tmp_path: Path) -> None:
    """It holds at least what was accepted before it began, at most what was accepted before it ended."""
    over = threading.Event()
    accepted: list[str] = []
    refused: list[str] = []

    def write() -> None:
        number = 0
        while not over.is_set():
            answer = camille.post(f"Message {number}")
            (accepted if answer.status_code == 201 else refused).append(f"Message {number}")
            number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for drill in range(5):
            before = len(accepted)
            number = back_up(database, tmp_path / f"copie-{drill}.db")
            texts = [item.text for item in Messages(tmp_path / f"copie-{drill}.db").of_thread(PAGE)]
            assert before <= number <= len(accepted) + 1
            assert texts == [f"Message {rank}" for rank in range(number)]
    finally:
        over.set()
        writer.join()
    assert refused == []
    assert [item.text for item in Messages(database).of_thread(PAGE)] == accepted


def test_a_restored_file_serves_as_it_did(
    camille: Someone, alix: Someone, database: Path, tmp_path: Path
) -> None:
    """Under the running service, which sees it at its next request and writes on."""
    camille.post("Avant")
    alix.post("Réponse", parent=1)
    assert back_up(database, tmp_path / "copie.db") == 2
    camille.post("Après")
    assert restore(tmp_path / "copie.db", database) == 2
    thread = camille.thread()
    assert [item["html"] for item in thread["messages"]] == ["<p>Avant</p>"]
    assert camille.post("Ensuite").status_code == 201
    assert camille.thread()["total"] == 3


def test_a_restored_file_goes_on_counting(camille: Someone, database: Path, tmp_path: Path) -> None:
    """What somebody still has on the screen of a lost message does not become another one's."""
    camille.post("Avant")
    back_up(database, tmp_path / "copie.db")
    camille.post("Perdu")
    restore(tmp_path / "copie.db", database)
    camille.post("Ensuite")
    assert [item.id for item in Messages(database).of_thread(PAGE)] == [1, 3]


def test_a_file_that_did_not_count_counts_once_restored(
    camille: Someone, database: Path, tmp_path: Path
) -> None:
    """One that Isso made by itself, under a service that goes on."""
    camille.post("Avant")
    back_up(database, tmp_path / "copie.db")
    with closing(sqlite3.connect(tmp_path / "copie.db")) as connection:
        connection.executescript("DROP TRIGGER numbering; DROP TABLE numbering;")
    restore(tmp_path / "copie.db", database)
    for number in (2, 3):
        camille.post("Ensuite")
        camille.ask("DELETE", f"/membre/messages/{number}")
    camille.post("Enfin")
    assert [item.id for item in Messages(database).of_thread(PAGE)] == [1, 4]


def test_a_restore_on_a_machine_without_a_file_makes_it(
    camille: Someone, database: Path, tmp_path: Path
) -> None:
    camille.post("Bonjour")
    back_up(database, tmp_path / "copie.db")
    assert restore(tmp_path / "copie.db", tmp_path / "neuf.db") == 1
    assert Messages(tmp_path / "neuf.db").of_thread(PAGE) == Messages(database).of_thread(PAGE)
    assert (tmp_path / "neuf.db").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("content", [b"", b"pas une base", b"SQLite format 3\x00" + b"x" * 4096])
def test_what_is_no_backup_restores_nothing(
    camille: Someone, database: Path, tmp_path: Path, content: bytes
) -> None:
    camille.post("Bonjour")
    (tmp_path / "copie.db").write_bytes(content)
    with pytest.raises(ForeignFile):
        restore(tmp_path / "copie.db", database)
    assert camille.thread()["total"] == 1


def test_a_torn_backup_restores_nothing(camille: Someone, database: Path, tmp_path: Path) -> None:
    """A page of it overwritten: SQLite's own check finds it."""
    for number in range(60):
        camille.post(f"Un message assez long pour remplir des pages, numéro {number} " * 10)
    back_up(database, tmp_path / "copie.db")
    data = bytearray((tmp_path / "copie.db").read_bytes())
    data[-8192:-4096] = b"\xa5" * 4096
    (tmp_path / "copie.db").write_bytes(data)
    with pytest.raises(ForeignFile):
        restore(tmp_path / "copie.db", database)
    assert camille.thread()["total"] == 60


def test_a_person_receives_every_message_and_nobody_elses(
    camille: Someone, alix: Someone, database: Path
) -> None:
    camille.post("Premier")
    alix.post("D’une autre")
    camille.post("Second", page=OTHER_PAGE)
    given = msgspec.json.decode(personal_data(Messages(database), key_of("camille")))
    assert [(item["page"], item["text"]) for item in given] == [(PAGE, "Premier"), (OTHER_PAGE, "Second")]


def test_a_forgotten_person_leaves_no_trace_in_the_file(
    camille: Someone, alix: Someone, database: Path
) -> None:
    """Not even in pages that SQLite has freed; the answers of others stay."""
    camille.post("Le secret de Camille, avec des réponses")
    camille.post("Un autre secret, sans réponse")
    alix.post("La réponse d’Alix", parent=1)
    messages = Messages(database)
    assert forget(database, messages.of_author(key_of("camille"))) == 2
    assert messages.of_author(key_of("camille")) == ()
    place, answer = messages.of_thread(PAGE)
    assert (place.state, place.text, place.author, place.key) == (MessageState.REMOVED, "", "", None)
    assert answer.text == "La réponse d’Alix"
    data = database.read_bytes()
    for trace in ("secret", "Camille Démo", key_of("camille")):
        assert trace.encode() not in data
    assert alix.thread()["total"] == 1


def test_an_empty_thread_goes_with_its_last_message(camille: Someone, database: Path) -> None:
    camille.post("Bonjour")
    forget(database, Messages(database).of_thread(PAGE))
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT count(*) FROM threads").fetchone() == (0,)


def test_what_is_older_than_the_retention_goes(camille: Someone, database: Path) -> None:
    for text in ("Ancien", "Récent"):
        camille.post(text)
    _age(database, 1, days=800)
    old = Messages(database).before(months_before(datetime.now(UTC), 24))
    assert [item.text for item in old] == ["Ancien"]
    forget(database, old)
    assert [item["html"] for item in camille.thread()["messages"]] == ["<p>Récent</p>"]


@pytest.mark.parametrize(
    ("moment", "months", "expected"),
    [
        ("2026-11-25", 24, "2024-11-25"),
        ("2026-03-31", 1, "2026-02-28"),
        ("2024-03-31", 1, "2024-02-29"),
        ("2026-01-15", 1, "2025-12-15"),
        ("2026-12-31", 12, "2025-12-31"),
    ],
)
def test_months_are_those_of_the_calendar(moment: str, months: int, expected: str) -> None:
    """The same day, or the last of a shorter month."""
    assert months_before(datetime.fromisoformat(moment), months) == datetime.fromisoformat(expected)


def test_a_file_of_another_program_is_told_apart(tmp_path: Path) -> None:
    other = tmp_path / "autre.db"
    with closing(sqlite3.connect(other)) as connection, connection:
        connection.execute("CREATE TABLE comments (id INTEGER)")
    with pytest.raises(ForeignFile):
        Messages(other).check()
    with pytest.raises(FileNotFoundError):
        Messages(tmp_path / "absent.db").check()
