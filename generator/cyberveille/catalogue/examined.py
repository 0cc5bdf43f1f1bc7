"""What is known of a source that was read: its row in the store."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from cyberveille.catalogue.earlier import digest_with
from cyberveille.catalogue.listing import SourceFile
from cyberveille.model import Tlp
from cyberveille.reading import source_digest

if TYPE_CHECKING:
    from cyberveille.reading import Subject


class Examined(Struct, frozen=True):
    """A source's row in the store: the summary and the whole subject, encoded.

    `digest` is empty for a file that could not be read: the next load tries again. `read_ns` is a time just
    before it was read, in nanoseconds.
    """

    source: SourceFile
    digest: str
    summary: bytes
    subject: bytes
    read_ns: int


def digest_of(source: SourceFile, data: bytes, texts: Sequence[bytes | int | None]) -> str:
    """The digest of a source of these bytes, with the names of what is joined to it and its earlier texts."""
    return digest_with(source_digest(data, source.beside), source.kept, texts)


def marked(subject: "Subject", limit: Tlp) -> "Subject":
    """The subject; a page that does not say who may read it is for those who may read all of its root.

    `limit` is the root's `tlp_max`.
    """
    if subject.tlp is None:
        return msgspec.structs.replace(subject, tlp=limit)
    return subject
