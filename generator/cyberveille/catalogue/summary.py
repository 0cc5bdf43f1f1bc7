"""What is kept of a source beside the whole of it."""

import msgspec
from msgspec import Struct

from cyberveille.checking.index import CatalogueEntry
from cyberveille.model import Finding, Headline, Page


class Summary(Struct, frozen=True):
    """What the catalogue keeps in memory of one source; `notice` is None for a page or a broken file."""

    entry: CatalogueEntry | None
    headline: Headline | None
    page: Page | None
    findings: tuple[Finding, ...]


_SUMMARIES = msgspec.msgpack.Decoder(Summary)


def decode_summary(data: bytes) -> Summary:
    return _SUMMARIES.decode(data)
