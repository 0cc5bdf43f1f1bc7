"""A number never serves a second message: what aims at one that is gone must not reach another.

SQLite gives the number of a deleted last row to the next one. A moderator would then take away, or agree to,
a message that was never shown, and an answer would go below another question.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

_SCRIPT = """
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS numbering (one INTEGER PRIMARY KEY CHECK (one = 1), last INTEGER NOT NULL);
INSERT OR IGNORE INTO numbering SELECT 1, coalesce(max(id), 0) FROM comments;
CREATE TRIGGER IF NOT EXISTS numbering AFTER INSERT ON comments BEGIN
    UPDATE numbering SET last = last + 1;
    UPDATE comments SET id = (SELECT last FROM numbering) WHERE id = NEW.id;
END;
COMMIT;
"""


def number_for_good(database: Path) -> None:
    """Add what it takes to a file of Isso's; a file that has it stays as it is."""
    with closing(sqlite3.connect(database)) as connection:
        connection.executescript(_SCRIPT)


def last_number(connection: sqlite3.Connection) -> int:
    """The highest number ever given; 0 for a file without a message."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    if "numbering" in tables:
        return int(connection.execute("SELECT last FROM numbering").fetchone()[0])
    if "comments" in tables:
        return int(connection.execute("SELECT coalesce(max(id), 0) FROM comments").fetchone()[0])
    return 0


def go_on_from(connection: sqlite3.Connection, number: int) -> None:
    """After a return to an older file: the numbers given since are not given again."""
    connection.execute("UPDATE numbering SET last = max(last, ?)", (number,))
