"""Which notices an identifier leads to: a CVE, the notice's own, another publisher's.

One small file for each of `PARTS` parts of the identifiers, found by the hash of their number: a search for
an identifier fetches one of them before anything else, whether its beginning was typed or not, and a new
notice changes as many as it has identifiers. Every part is there, an empty one too: one that does not answer
is a failure, never the word that nothing bears what was asked.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from zlib import crc32

import msgspec

from cyberveille.map.files import IDENTIFIERS
from cyberveille.model import key_of, number_of
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.output import Output, digest

PARTS = 256


def outputs(edition: Edition) -> Iterator[Output]:
    """`{key: [notice, …]}` for each part: those in force before those withdrawn, the newest first."""
    parts: list[list[tuple[str, str]]] = [[] for _ in range(PARTS)]
    for item in sorted(edition.headlines, key=lambda item: item.withdrawn):
        notice = item.id
        for key in {key_of(notice): None} | dict.fromkeys(item.identifiers):
            parts[part_of(key)].append((key, notice))
    for number, pairs in enumerate(parts):
        yield Output(f"{IDENTIFIERS}{number:02x}.json", digest(pairs), partial(_table, pairs))


def _table(pairs: list[tuple[str, str]]) -> bytes:
    notices_of: defaultdict[str, list[str]] = defaultdict(list)
    for key, notice in sorted(pairs, key=lambda pair: pair[0]):
        notices_of[key].append(notice)
    return msgspec.json.encode(notices_of) + b"\n"


def part_of(identifier: str) -> int:
    """The part of an identifier, however it is written and wherever it begins.

    The last byte of the CRC-32 (ISO-HDLC) of its number.
    """
    return crc32(number_of(key_of(identifier)).encode()) % PARTS
