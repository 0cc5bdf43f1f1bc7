"""What a delivery put at its target, kept there so that the next one removes nothing else."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import blake2b

import msgspec
from msgspec import Struct

from cyberveille.publishing.edition_identity import EditionIdentity


class Sent(Struct, frozen=True, array_like=True, gc=False):
    """A file as it was sent: hexadecimal BLAKE2b of 16 bytes, size in bytes.

    `mtime_ns` is its time at the target, where a release can be compared with what it was; else 0.
    """

    digest: str
    size: int
    mtime_ns: int = 0


class Piece(Struct, frozen=True, gc=False):
    """A file of an earlier edition, still served `until` then for the pages that readers have open."""

    sent: Sent
    until: datetime


class Manifest(Struct, frozen=True, kw_only=True):
    """Paths are relative to the root that is served, with `/` separators.

    `departing` are files of earlier editions that a delivery in place has yet to remove; `previous` is
    the release that was online before this one.
    """

    identity: EditionIdentity
    edition: str
    files: dict[str, Sent]
    carried: dict[str, Piece] = {}
    departing: tuple[str, ...] = ()
    previous: str | None = None

    def owned(self) -> set[str]:
        """Every file that this delivery or an earlier one may have put there."""
        return {*self.files, *self.carried, *self.departing}

    def present(self) -> dict[str, Sent]:
        """The files of a release: those of its edition, and the earlier ones still served."""
        return self.files | {path: piece.sent for path, piece in self.carried.items()}


def edition_digest(files: Mapping[str, Sent]) -> str:
    """The same for the same files, whatever the order: of their paths and digests."""
    whole = blake2b(digest_size=16)
    for path in sorted(files):
        whole.update(f"{path}\0{files[path].digest}\n".encode())
    return whole.hexdigest()


def encoded(manifest: Manifest) -> bytes:
    return msgspec.json.encode(manifest)


def decoded(text: bytes) -> Manifest | None:
    """None when the bytes are those of no manifest."""
    try:
        return msgspec.json.decode(text, type=Manifest)
    except msgspec.MsgspecError:
        return None
