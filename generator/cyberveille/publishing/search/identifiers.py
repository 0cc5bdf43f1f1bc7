"""Which notices an identifier leads to: a CVE, the notice's own, another publisher's.

One small file for each of `TABLES` parts of the identifiers, found by the hash of their number: a search for
an identifier fetches one of them before anything else, whether its beginning was typed or not, and a new
notice changes as many as it has identifiers. Every part is there, an empty one too: one that does not answer
is a failure, never the word that nothing bears what was asked.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial

import msgspec
from msgspec import Raw

from cyberveille.catalogue.rows import TABLES, Named, named_in, tables_in
from cyberveille.map.files import IDENTIFIERS
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.output import Output, digest
from cyberveille.publishing.tree import Node


def nodes(edition: Edition, common: bytes) -> Iterator[Node]:
    """A part for each table, below one for all: no notice is decoded for them."""
    tables: list[list[Raw]] = [[] for _ in range(TABLES)]
    for part in edition.parts:
        for number, named in tables_in(part.tables.identifiers).items():
            tables[number].append(named)
    keys = tuple(digest("identifiers", common, b"".join(map(bytes, named))) for named in tables)
    yield Node("identifiers", digest(keys), partial(_tables, tables, keys))


def _tables(tables: Sequence[Sequence[Raw]], keys: Sequence[bytes]) -> Iterator[Node]:
    for number, (named, key) in enumerate(zip(tables, keys, strict=True)):
        yield Node(f"identifiers {number:02x}", key, partial(_file, number, named))


def _file(number: int, named: Sequence[Raw]) -> Iterator[Output]:
    """`{key: [notice, …]}`: those in force before those withdrawn, the newest first."""
    found = sorted((one for part in named for one in named_in(part)), key=_newest, reverse=True)
    pairs = [(one.key, one.notice) for one in sorted(found, key=lambda one: one.withdrawn)]
    yield Output(f"{IDENTIFIERS}{number:02x}.json", digest(pairs), partial(_table, pairs))


def _newest(one: Named) -> tuple[object, str]:
    return one.published, one.notice


def _table(pairs: list[tuple[str, str]]) -> bytes:
    notices_of: defaultdict[str, list[str]] = defaultdict(list)
    for key, notice in sorted(pairs, key=lambda pair: pair[0]):
        notices_of[key].append(notice)
    return msgspec.json.encode(notices_of) + b"\n"
