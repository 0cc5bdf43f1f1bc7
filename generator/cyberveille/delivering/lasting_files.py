"""Files whose name holds a digest of their bytes: pages that readers have open still fetch the old ones."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from cyberveille.delivering.manifest import Manifest, Piece, Sent
from cyberveille.map import Cache, set_of
from cyberveille.publishing.edition_identity import EditionIdentity


def lasting(path: str) -> bool:
    """Whether browsers are told that the bytes at `path` never change."""
    return set_of(path).cache is Cache.IMMUTABLE


def carried(
    former: Manifest | None,
    identity: EditionIdentity,
    files: Mapping[str, Sent],
    *,
    now: datetime,
    grace: timedelta,
) -> dict[str, Piece]:
    """What an earlier edition had and this one has not, still to be served.

    For `grace` from the delivery that no longer has it; nothing when the edition may show less or more
    than the earlier one did, since a piece of a search index holds text.
    """
    if former is None or not grace or former.identity.tlp_max != identity.tlp_max:
        return {}
    left = {path: Piece(sent, now + grace) for path, sent in former.files.items() if lasting(path)}
    waiting = {path: piece for path, piece in former.carried.items() if piece.until > now}
    return {path: piece for path, piece in (left | waiting).items() if path not in files}
