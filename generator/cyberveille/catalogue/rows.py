"""What is known of each notice of a part without decoding it: enough to tell what is indexed with what."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from zlib import crc32

import msgspec
from msgspec import Raw, Struct

from cyberveille.model import Headline, key_of, number_of

TABLES = 256
"""How many tables the identifiers are parted in."""


class Row(Struct, frozen=True, array_like=True, gc=False):
    """A notice in its place; `digest` changes with anything of it. Times are aware, UTC."""

    id: str
    published: datetime
    digest: str
    erased: bool

    @property
    def year(self) -> str:
        """That of its identifier."""
        return self.id.split("-")[-3]

    @property
    def place(self) -> tuple[datetime, str]:
        return (self.published, self.id)


class Named(Struct, frozen=True, array_like=True, gc=False):
    """An identifier, as it is looked up, with a notice that it leads to."""

    key: str
    notice: str
    published: datetime
    withdrawn: bool


class Tables(Struct, frozen=True, array_like=True):
    """Of the part of which `digest` is the digest: every notice in its place, and what leads to them."""

    digest: bytes
    rows: Raw
    """As `rows_in` decodes them."""
    identifiers: Raw
    """As `tables_in` does."""


_ENCODER = msgspec.msgpack.Encoder()
_OF_A_PART = msgspec.msgpack.Decoder(Tables)
_ROWS = msgspec.msgpack.Decoder(tuple[Row, ...])
_TABLES = msgspec.msgpack.Decoder(dict[int, Raw])
_NAMED = msgspec.msgpack.Decoder(tuple[Named, ...])


def tables_of(headlines: Sequence[Headline], digest: bytes) -> Tables:
    """`headlines` are those of a part, newest first; `digest` is that of its facts."""
    return Tables(digest, _rows_of(headlines), _identifiers_of(headlines))


def encoded(tables: Tables) -> bytes:
    return _ENCODER.encode(tables)


def of_a_part(told: bytes | None, digest: bytes) -> Tables | None:
    """None unless they are those of the part with that digest."""
    try:
        found = None if told is None else _OF_A_PART.decode(told)
    except msgspec.MsgspecError:
        return None
    return found if found is not None and found.digest == digest else None


def _rows_of(headlines: Iterable[Headline]) -> Raw:
    """In their order, encoded."""
    return _kept(tuple(Row(_sound(item.id), item.published, item.digest, item.erased) for item in headlines))


def _identifiers_of(headlines: Iterable[Headline]) -> Raw:
    """The identifiers of notices, by table, encoded."""
    tables: dict[int, list[Named]] = {}
    for item in headlines:
        for key in {key_of(item.id): None} | dict.fromkeys(item.identifiers):
            named = Named(_sound(key), _sound(item.id), item.published, item.withdrawn)
            tables.setdefault(_table_of_key(key), []).append(named)
    return _kept({number: _kept(tuple(found)) for number, found in tables.items()})


def table_of(identifier: str) -> int:
    """The table of an identifier, however it is written and wherever it begins.

    The last byte of the CRC-32 (ISO-HDLC) of its number.
    """
    return _table_of_key(key_of(identifier))


def _table_of_key(key: str) -> int:
    return crc32(number_of(key).encode()) % TABLES


def rows_in(encoded: Raw) -> tuple[Row, ...]:
    return _ROWS.decode(encoded)


def tables_in(encoded: Raw) -> Mapping[int, Raw]:
    """What is named in each table in which something is, encoded."""
    return _TABLES.decode(encoded)


def named_in(encoded: Raw) -> tuple[Named, ...]:
    return _NAMED.decode(encoded)


def all_tables(parts: Sequence[Tables], digest: bytes) -> Tables:
    """Those of several parts, as of one with that digest."""
    rows = _all_rows(part.rows for part in parts)
    return Tables(digest, rows, _all_identifiers(part.identifiers for part in parts))


def _all_rows(parts: Iterable[Raw]) -> Raw:
    """Those of several parts, newest first."""
    found = (row for part in parts for row in rows_in(part))
    return _kept(tuple(sorted(found, key=lambda row: row.place, reverse=True)))


def _all_identifiers(parts: Iterable[Raw]) -> Raw:
    """Those of several parts."""
    tables: dict[int, list[Named]] = {}
    for part in parts:
        for number, encoded in tables_in(part).items():
            tables.setdefault(number, []).extend(named_in(encoded))
    return _kept({number: _kept(tuple(found)) for number, found in tables.items()})


def _kept(value: object) -> Raw:
    return Raw(_ENCODER.encode(value))


def _sound(text: str) -> str:
    """Without half of a surrogate pair, which no source file can hold: of notices made otherwise."""
    return text if text.isascii() else text.encode(errors="replace").decode()
