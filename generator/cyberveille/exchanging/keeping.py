"""What an operator does with the file of messages while the service runs: back-up, restore, forget."""

import os
import sqlite3
from calendar import monthrange
from collections.abc import Iterable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from cyberveille.exchanging.messages import ForeignFile, Message, Messages
from cyberveille.exchanging.numbering import go_on_from, last_number, number_for_good

_PATIENCE = 30.0
"""Seconds during which a command waits for the service to end what it writes."""


def back_up(database: Path, target: Path) -> int:
    """Copy the file as it is at one moment, by SQLite's own online backup; the number of messages copied.

    The copy is checked, then put in place of `target` whole. Raises ForeignFile and OSError.
    """
    Messages(database).check()
    beside = target.with_name(f"{target.name}.nouveau")
    beside.unlink(missing_ok=True)
    beside.touch(mode=0o600)
    try:
        _copy(database, beside)
        number = _sound(beside)
        with beside.open("rb") as handle:
            os.fsync(handle.fileno())
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
    return number


def restore(backup: Path, database: Path) -> int:
    """Bring the file back to a back-up, under the service if it runs; the number of messages it then holds.

    Raises ForeignFile when `backup` is not sound: `database` is untouched then.
    """
    Messages(backup).check()
    number = _sound(backup)
    if not database.exists():
        database.touch(mode=0o600)
    with closing(sqlite3.connect(database, timeout=_PATIENCE)) as connection:
        given = last_number(connection)
    _copy(backup, database)
    number_for_good(database)
    with closing(sqlite3.connect(database, timeout=_PATIENCE)) as connection, connection:
        go_on_from(connection, given)
    return number


def _copy(source: Path, target: Path) -> None:
    with (
        closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True, timeout=_PATIENCE)) as read,
        closing(sqlite3.connect(target, timeout=_PATIENCE)) as written,
    ):
        read.backup(written)


def _sound(file: Path) -> int:
    with Messages(file).reading() as connection:
        try:
            verdict = connection.execute("PRAGMA integrity_check").fetchone()[0]
            number = connection.execute("SELECT count(*) FROM comments WHERE mode <> 4").fetchone()[0]
        except sqlite3.DatabaseError:
            raise ForeignFile(file) from None
    if verdict != "ok":
        raise ForeignFile(file)
    return int(number)


def personal_data(messages: Messages, key: str) -> bytes:
    """Every message of a person, as JSON (GDPR article 20)."""
    found: list[dict[str, Any]] = [
        {
            "page": item.uri,
            "title": item.title,
            "author": item.author,
            "posted": item.created.isoformat(),
            "modified": item.modified and item.modified.isoformat(),
            "state": item.state.name.lower(),
            "text": item.text,
        }
        for item in messages.of_author(key)
    ]
    return msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n"


def forget(database: Path, doomed: Iterable[Message]) -> int:
    """Take messages away, name, key and text; the place of one that was answered stays, empty. How many went.

    The freed pages are overwritten and the file is made anew, so that no trace of the text is left in it.
    """
    numbers = [item.id for item in doomed]
    if not numbers:
        return 0
    with closing(sqlite3.connect(database, timeout=_PATIENCE, isolation_level=None)) as connection:
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("BEGIN IMMEDIATE")
        for number in numbers:
            connection.execute(
                "UPDATE comments SET text = '', author = NULL, email = NULL, website = NULL, mode = 4"
                " WHERE id = ?",
                (number,),
            )
        # A place without an answer serves nobody; Isso does the same, and drops empty threads.
        while connection.execute(
            "DELETE FROM comments WHERE mode = 4"
            " AND id NOT IN (SELECT parent FROM comments WHERE parent IS NOT NULL)"
        ).rowcount:
            pass
        connection.execute("COMMIT")
        connection.execute("VACUUM")
    return len(numbers)


def months_before(moment: datetime, months: int) -> datetime:
    """The same day of the month, or its last one, that many months earlier."""
    count = moment.year * 12 + moment.month - 1 - months
    year, month = count // 12, count % 12 + 1
    return moment.replace(year=year, month=month, day=min(moment.day, monthrange(year, month)[1]))
