"""What is to be delivered, and the choices of the one who delivers."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from cyberveille.delivering.failures import DeliveryFailedError
from cyberveille.delivering.manifest import Sent, edition_digest
from cyberveille.delivering.target import TargetKind
from cyberveille.map import Rank, set_of
from cyberveille.map.files import is_compressed
from cyberveille.publishing.edition_identity import EditionIdentity, read_identity
from cyberveille.publishing.looking import digest_of_bytes
from cyberveille.publishing.workspace import Written

_ANNOUNCING = Rank.LIST
"""From this rank on, a file leads readers to others."""


class DeliveryChoices(Struct, frozen=True):
    """`now` is aware, UTC. `keep` releases stay at the target, the one online included."""

    now: datetime
    adopt: bool = False
    keep: int = 5
    grace: timedelta = timedelta(days=7)
    """For how long pieces of earlier editions with a digest in their name are still served."""


class Shipment(Struct, frozen=True, dict=True):
    """A whole edition, whose files are those that the build remembers."""

    tree: Path
    identity: EditionIdentity
    files: Mapping[str, Sent]

    @cached_property
    def digest(self) -> str:
        return edition_digest(self.files)

    @cached_property
    def ordered(self) -> tuple[str, ...]:
        """Every path, what is led to before what leads to it."""
        return tuple(sorted(self.files, key=lambda path: (set_of(path).rank, path)))

    @property
    def led_to(self) -> tuple[str, ...]:
        """Assets, pages, attachments: they may be there before anything points to them."""
        return tuple(path for path in self.ordered if set_of(path).rank < _ANNOUNCING)

    @property
    def leading(self) -> tuple[str, ...]:
        """The home page, the lists, the feeds, the sitemap, then edition.json."""
        return tuple(path for path in self.ordered if set_of(path).rank >= _ANNOUNCING)

    def wanted_by(self, kind: TargetKind) -> "Shipment":
        """Without what a target of that kind has no use for, and would only show."""
        kept = {
            path: sent
            for path, sent in self.files.items()
            if set_of(path).reader in kind.readers and (kind.compressed or not is_compressed(path))
        }
        return replace(self, files=kept)

    def read(self, path: str) -> bytes:
        """The bytes of a file; raises DeliveryFailedError when they are no longer those that were checked."""
        file = self.tree / path
        data = file.read_bytes()
        if digest_of_bytes(data).hex() != self.files[path].digest:
            raise DeliveryFailedError(
                f"« {file} » a changé pendant la livraison : ce qui est en ligne n’est pas touché. Relancez."
            )
        return data

    def held(self, paths: Iterable[str]) -> Mapping[str, bytes]:
        """The bytes of those of the files that are there; raises as `read` does."""
        return {path: self.read(path) for path in paths if path in self.files}


def shipment(tree: Path, known: Mapping[str, Written]) -> Shipment:
    """The edition of `tree`, which `refusals` has let through."""
    identity = read_identity(tree)
    if identity is None:
        raise DeliveryFailedError(f"« {tree} » n’est pas une édition.")
    return Shipment(tree, identity, {path: Sent(row.digest.hex(), row.size) for path, row in known.items()})
