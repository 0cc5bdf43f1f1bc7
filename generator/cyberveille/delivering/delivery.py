"""Delivering: what the target holds is looked at, then it is brought to the edition."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from cyberveille.delivering import in_place
from cyberveille.delivering.acceptance import TargetContents, objections
from cyberveille.delivering.failures import TargetRefusedError
from cyberveille.delivering.folder import Folder, opened
from cyberveille.delivering.permanence import broken
from cyberveille.delivering.rclone import Bucket
from cyberveille.delivering.releasing import release, roll_back
from cyberveille.delivering.rsync import Rsync
from cyberveille.delivering.rsync_folder import RsyncFolder
from cyberveille.delivering.rsync_releases import RsyncReleases
from cyberveille.delivering.shipment import DeliveryChoices, Shipment
from cyberveille.delivering.target import Target, TargetKind
from cyberveille.delivering.versions import FolderReleases

Announce = Callable[[str], None]
"""Told each step before it is made, in French."""


class Delivered(Struct, frozen=True):
    """What is at the target now."""

    target: Target
    files: int
    changed: bool
    """False when the target held this very edition."""
    notes: tuple[str, ...] = ()
    """What the operator should know, as French sentences."""


def deliver(
    shipment: Shipment, target: Target, choices: DeliveryChoices, *, announce: Announce = lambda _: None
) -> Delivered:
    """Bring `target` to the edition.

    Raises TargetRefusedError before anything is written, and DeliveryFailedError when a step fails.
    """
    shipment = shipment.wanted_by(target.kind)
    with _reached(target, shipment, choices, announce) as place:
        if isinstance(place, FolderReleases | RsyncReleases):
            changed, notes = release(place, str(target), shipment, choices)
        else:
            held = place.held()
            _refuse(target, shipment, held, choices)
            lost = broken(shipment, held.manifest, place.read)
            if lost:
                raise TargetRefusedError(lost)
            changed = place.deliver(shipment, in_place.plan(shipment, held, choices))
            notes = in_place.notes(str(target), held)
    return Delivered(target, len(shipment.files), changed, notes)


@contextmanager
def _reached(
    target: Target, shipment: Shipment, choices: DeliveryChoices, announce: Announce
) -> Iterator[FolderReleases | RsyncReleases | Folder | RsyncFolder | Bucket]:
    if target.kind is TargetKind.RSYNC:
        yield RsyncReleases(Rsync(target.address), announce)
    elif target.kind is TargetKind.RSYNC_FOLDER:
        yield RsyncFolder(Rsync(target.address), announce)
    elif target.kind is TargetKind.RCLONE:
        yield Bucket(target.address, announce)
    else:
        folder = Path(target.address)
        if not folder.exists():
            # Nothing is made for an edition that is refused.
            _refuse(target, shipment, TargetContents(), choices)
        with opened(folder) as inside, inside.alone():
            yield FolderReleases(inside) if target.kind is TargetKind.VERSIONS else Folder(inside)


def _refuse(target: Target, shipment: Shipment, held: TargetContents, choices: DeliveryChoices) -> None:
    refused = objections(str(target), shipment.identity, held, adopt=choices.adopt)
    if refused:
        raise TargetRefusedError(refused)


def rolled_back(target: Target) -> str:
    """Put online the release that was there before; its name. Raises as `deliver` does."""
    if target.kind is TargetKind.RSYNC:
        return roll_back(RsyncReleases(Rsync(target.address), lambda _: None), str(target), target.audience)
    if target.kind is TargetKind.VERSIONS and Path(target.address).is_dir():
        with opened(Path(target.address)) as inside, inside.alone():
            return roll_back(FolderReleases(inside), str(target), target.audience)
    raise TargetRefusedError((f"« {target} » ne garde pas de versions : il n’y a rien à quoi revenir.",))
