"""The tables of contents of what is searched first, in one file: one request instead of one a shard."""

from collections.abc import Callable, Sequence
from itertools import chain

import msgspec

from cyberveille.map.files import INDEX
from cyberveille.publishing.output import Output, digest

FOLDER = f"{INDEX}first/"
"""No shard is called so."""
_NAME = 5
"""Bytes of the digest that the file is named after."""


def together(
    stages: Sequence[Sequence[tuple[str, str]]], read: Callable[[str], bytes]
) -> tuple[str, tuple[Output, ...]]:
    """What names the file in the page, and the file; neither when there is nothing to find.

    `stages` are those of the search page; `read` gives the bytes of a table as they were written:
    here they are passed on under a digest of their own. The tables stand one behind the other after a line of
    JSON: `[[tag, size in bytes], …]`. They are read at once: what is made is moved into its place later.
    """
    wanted = tuple(chain.from_iterable(stages[:1]))
    if not wanted:
        return "", ()
    data, key = _joined(wanted, read), digest(wanted)
    name = key[:_NAME].hex()
    return name, (Output(f"{FOLDER}tables.{name}.pf_meta", key, lambda: data),)


def _joined(wanted: Sequence[tuple[str, str]], read: Callable[[str], bytes]) -> bytes:
    found = tuple((tag, read(_path(name, tag))) for name, tag in wanted)
    told = msgspec.json.encode(tuple((tag, len(data)) for tag, data in found))
    return b"".join((told, b"\n", *(data for _, data in found)))


def _path(shard: str, tag: str) -> str:
    return f"{INDEX}{shard}/pagefind.fr_{tag}.pf_meta"
