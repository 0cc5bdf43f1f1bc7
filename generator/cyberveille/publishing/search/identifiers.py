"""Which notices an identifier leads to: CVE, the notice's own, another publisher's.

One small file for each of `PARTS` parts of the identifiers, found by their hash: a search for an exact
identifier fetches one of them before anything else, and a new notice changes as many as it has identifiers.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import partial

import msgspec

from cyberveille.publishing.edition import Edition
from cyberveille.publishing.output import Output, digest

FOLDER = "recherche/identifiants/"
PARTS = 256
_OFFSET, _PRIME, _MASK = 0x811C9DC5, 0x01000193, 0xFFFFFFFF


def outputs(edition: Edition) -> Iterator[Output]:
    """`{identifier: [notice, …]}` for each part that is not empty; the newest notice comes first."""
    parts: defaultdict[int, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for item in edition.headlines:
        if not item.withdrawn:
            for identifier in (item.id, *item.identifiers):
                notices = parts[part_of(identifier)][identifier.upper()]
                if item.id not in notices:
                    notices.append(item.id)
    for number, notices_of in sorted(parts.items()):
        content = tuple(sorted((identifier, tuple(notices)) for identifier, notices in notices_of.items()))
        yield Output(f"{FOLDER}{number:02x}.json", digest(content), partial(_encoded, content))


def _encoded(content: tuple[tuple[str, tuple[str, ...]], ...]) -> bytes:
    return msgspec.json.encode(dict(content)) + b"\n"


def part_of(identifier: str) -> int:
    """The part of an identifier, whatever its case: FNV-1a, 32 bits, of its UTF-8."""
    value = _OFFSET
    for byte in identifier.upper().encode():
        value = (value ^ byte) * _PRIME & _MASK
    return value % PARTS
