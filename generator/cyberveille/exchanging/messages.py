"""The messages as Isso keeps them, in its SQLite file of version 5; read here, written by Isso."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from enum import Enum
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any
from uuid import UUID

from msgspec import Struct

from cyberveille.exchanging.numbering import last_number

SCHEMA_VERSION = 5
"""`PRAGMA user_version` of the files that Isso 0.12.6 to 0.14 write."""

_SENDING = "https://envoi.invalid/"
"""Isso has no column for what a client calls its sending: its column of web sites holds one, under a name
that leads nowhere (RFC 6761 section 6.4), in the row of the message: both are there, or none."""

_COLUMNS = (
    "SELECT comments.id, threads.uri, threads.title, comments.parent, comments.author, comments.email,"
    " comments.website, comments.text, comments.created, comments.modified, comments.mode"
    " FROM comments JOIN threads ON threads.id = comments.tid "
)


class MessageState(Enum):
    """Isso's modes of a message."""

    PUBLISHED = 1
    PENDING = 2
    REMOVED = 4
    """Taken away, its place kept because of the answers to it."""


class Message(Struct, frozen=True, kw_only=True):
    """`text` is Markdown as typed; moments are aware, UTC; `parent` is a message of the first level."""

    id: int
    uri: str
    title: str
    parent: int | None
    author: str
    key: str | None
    """The author's key; None once the person is forgotten."""
    sending: UUID | None
    text: str
    created: datetime
    modified: datetime | None
    state: MessageState

    @property
    def version(self) -> str:
        """Another one as soon as the text is: what a moderator agrees to is what was read."""
        return sha256(self.text.encode()).hexdigest()[:16]


class ForeignFile(Exception):  # noqa: N818 - the file is somebody else's, nothing is broken
    """The file is not a file of messages of the version that Isso writes."""


def sending_url(sending: UUID) -> str:
    return f"{_SENDING}{sending}"


class Messages:
    """Reads the file at `path`, which Isso may be writing; raises ForeignFile, or OSError without a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def check(self) -> None:
        with self.reading() as connection:
            try:
                version = connection.execute("PRAGMA user_version").fetchone()[0]
                names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
            except sqlite3.DatabaseError:
                raise ForeignFile(self.path) from None
        if version != SCHEMA_VERSION or not {"comments", "threads", "preferences"} <= names:
            raise ForeignFile(self.path)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        self.path.stat()
        address = f"{self.path.resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=20)) as connection:
            yield connection

    def of_thread(self, uri: str) -> tuple[Message, ...]:
        """Oldest first, whatever their state."""
        return self._some("WHERE threads.uri = ? ORDER BY comments.created, comments.id", uri)

    def of_author(self, key: str) -> tuple[Message, ...]:
        return self._some("WHERE comments.email = ? ORDER BY comments.created, comments.id", key)

    def latest(self, number: int) -> tuple[Message, ...]:
        """The last published ones, newest first."""
        where = "WHERE comments.mode = 1 ORDER BY comments.created DESC, comments.id DESC LIMIT ?"
        return self._some(where, number)

    def pending(self) -> tuple[Message, ...]:
        return self._some("WHERE comments.mode = 2 ORDER BY comments.created, comments.id")

    def after(self, number: int) -> tuple[Message, ...]:
        """Those posted after the one of that number, in their order, whatever the clock did."""
        return self._some("WHERE comments.id > ? AND comments.mode <> 4 ORDER BY comments.id", number)

    def last_number(self) -> int:
        """The highest number ever given."""
        with self.reading() as connection:
            return last_number(connection)

    def before(self, moment: datetime) -> tuple[Message, ...]:
        """Those posted before a moment that still hold something of somebody."""
        where = (
            "WHERE comments.created < ? AND NOT (comments.mode = 4 AND comments.email IS NULL)"
            " ORDER BY comments.created, comments.id"
        )
        return self._some(where, moment.timestamp())

    def get(self, number: int) -> Message | None:
        return next(iter(self._some("WHERE comments.id = ?", number)), None)

    def sent(self, key: str, sending: UUID) -> Message | None:
        """What a person's sending became, when it was accepted already."""
        where = "WHERE comments.email = ? AND comments.website = ?"
        return next(iter(self._some(where, key, sending_url(sending))), None)

    def _some(self, where: str, *values: object) -> tuple[Message, ...]:
        with self.reading() as connection:
            return tuple(map(_message, connection.execute(_COLUMNS + where, values)))


def _message(row: tuple[Any, ...]) -> Message:
    number, uri, title, parent, author, key, website, text, created, modified, mode = row
    return Message(
        id=number,
        uri=uri,
        title=title,
        parent=parent,
        author=unescape(author or ""),  # Isso keeps it as HTML
        key=key,
        sending=UUID(website.removeprefix(_SENDING)) if (website or "").startswith(_SENDING) else None,
        text=text,
        created=datetime.fromtimestamp(created, UTC),
        modified=None if modified is None else datetime.fromtimestamp(modified, UTC),
        state=MessageState(mode),
    )
