"""Which notices an identifier leads to: CVE, the notice's own, another publisher's.

One small file for each of `PARTS` parts of the identifiers, found by their hash: a search for an exact
identifier fetches one of them before anything else, and a new notice changes as many as it has identifiers.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from zlib import crc32

import msgspec

from cyberveille.map.files import IDENTIFIERS
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.output import Output, digest

PARTS = 256


def outputs(edition: Edition) -> Iterator[Output]:
    """`{identifier: [notice, …]}` for each part that is not empty; the newest notice comes first."""
    parts: list[list[tuple[str, str]]] = [[] for _ in range(PARTS)]
    for item in edition.headlines:
        if not item.withdrawn:
            notice = item.id
            for identifier in {notice: None} | dict.fromkeys(item.identifiers):
                parts[part_of(identifier)].append((identifier, notice))
    for number, pairs in enumerate(parts):
        if pairs:
            yield Output(f"{IDENTIFIERS}{number:02x}.json", digest(pairs), partial(_table, pairs))


def _table(pairs: list[tuple[str, str]]) -> bytes:
    notices_of: defaultdict[str, list[str]] = defaultdict(list)
    for identifier, notice in sorted(pairs, key=lambda pair: pair[0]):
        notices_of[identifier.upper()].append(notice)
    return msgspec.json.encode(notices_of) + b"\n"


def part_of(identifier: str) -> int:
    """The part of an identifier, whatever its case: the last byte of the CRC-32 (ISO-HDLC) of its UTF-8."""
    return crc32(identifier.upper().encode()) % PARTS
