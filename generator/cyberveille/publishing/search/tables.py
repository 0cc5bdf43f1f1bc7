"""The tables of contents of what is searched first, in one file: one request instead of one a shard."""

from collections.abc import Callable, Sequence
from itertools import chain

import msgspec

from cyberveille.map.files import INDEX
from cyberveille.publishing.output import Output, digest
from cyberveille.publishing.search.canon import tag_of
from cyberveille.publishing.search.pagefind import SearchError

FOLDER = f"{INDEX}first/"
"""No shard is called so."""
_NAME = 5
"""Bytes of the digest that the file is named after."""


def together(
    stages: Sequence[Sequence[tuple[str, str]]], read: Callable[[str], bytes]
) -> tuple[str, tuple[Output, ...]]:
    """What names the file in the page, and the file; neither when there is nothing to find.

    `stages` are those of the search page; `read` gives the bytes of a file of the index. The tables stand one
    behind the other after a line of JSON: `[[tag, size in bytes], …]`. They are read at once: what is made is
    moved into its place later. Raises SearchError where a table in place is no longer what was written.
    """
    wanted = tuple(chain.from_iterable(stages[:1]))
    if not wanted:
        return "", ()
    data, key = _joined(wanted, read), digest(wanted)
    name = key[:_NAME].hex()
    return name, (Output(f"{FOLDER}tables.{name}.pf_meta", key, lambda: data),)


def _joined(wanted: Sequence[tuple[str, str]], read: Callable[[str], bytes]) -> bytes:
    found = tuple((tag, read(_path(name, tag))) for name, tag in wanted)
    for (name, tag), (_, data) in zip(wanted, found, strict=True):
        if tag_of(data) != tag:
            raise SearchError(
                f"{_path(name, tag)} n’est plus ce qui a été écrit\u00a0: relancez avec --verify."
            )
    told = msgspec.json.encode(tuple((tag, len(data)) for tag, data in found))
    return b"".join((told, b"\n", *(data for _, data in found)))


def _path(shard: str, tag: str) -> str:
    return f"{INDEX}{shard}/pagefind.fr_{tag}.pf_meta"
