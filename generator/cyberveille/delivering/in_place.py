"""What a delivery in place does at its target, and what the manifest kept there says meanwhile.

The manifest names at every moment at least what editions wrote: killed anywhere, the next delivery still
knows what it may remove.
"""

import stat
from collections.abc import Collection, Mapping
from pathlib import PurePosixPath

import msgspec
from msgspec import Struct

from cyberveille.delivering.acceptance import TargetContents
from cyberveille.delivering.failures import DeliveryFailedError
from cyberveille.delivering.lasting_files import carried
from cyberveille.delivering.manifest import Manifest, Sent
from cyberveille.delivering.shipment import DeliveryChoices, Shipment

MANIFEST = ".serveur/livraison.json"
"""In a folder that the shipped server configurations keep closed; it names no more than the tree shows."""


class Plan(Struct, frozen=True):
    """`during` is the manifest while files go, `after` the one that stays."""

    during: Manifest
    after: Manifest
    owned: set[str]
    """What earlier editions wrote."""
    removals: tuple[str, ...]
    settled: bool
    """Whether the target's own manifest is `after` already."""


def plan(shipment: Shipment, held: TargetContents, choices: DeliveryChoices) -> Plan:
    """What to write and what to remove, whatever the target is made of."""
    former = held.manifest
    owned = former.owned() if former else set()
    pieces = carried(former, shipment.identity, shipment.files, now=choices.now, grace=choices.grace)
    after = Manifest(
        identity=shipment.identity,
        edition=shipment.digest,
        files=dict(shipment.files),
        carried=pieces,
    )
    removals = tuple(sorted(owned - shipment.files.keys() - pieces.keys() - {MANIFEST}))
    during = msgspec.structs.replace(after, departing=removals)
    return Plan(during, after, owned, removals, settled=former == after)


def notes(target: str, held: TargetContents) -> tuple[str, ...]:
    """What the operator should know of a target that an edition took over."""
    if held.manifest is not None or not held.others:
        return ()
    sentence = (
        f"« {target} » ne disait pas ce que des livraisons y avaient écrit : rien n’en a été retiré. Retirez "
        "vous-même ce qui n’est pas de cette édition ; la prochaine livraison saura ce que celle-ci a écrit."
    )
    return (sentence,)


def refuse_conflicts(
    target: str, files: Mapping[str, Sent], present: Mapping[str, int], owned: Collection[str]
) -> None:
    """Raise DeliveryFailedError for a link, or somebody else's file, where the edition needs something else.

    `present` gives the type of each inode at the target, folders apart.
    """
    folders = {str(parent) for path in files for parent in PurePosixPath(path).parents}
    for path, kind in sorted(present.items()):
        if kind == stat.S_IFDIR:
            continue
        wrong = kind != stat.S_IFREG or path not in owned
        above = any(str(parent) in files for parent in PurePosixPath(path).parents)
        if (wrong and (path in folders or above)) or (kind != stat.S_IFREG and path in files):
            raise DeliveryFailedError(
                f"« {target.rstrip('/')}/{path} » est à la place d’un fichier ou d’un dossier de l’édition, "
                "et aucune livraison ne l’a écrit (un lien symbolique, par exemple) : retirez-le, puis "
                "relancez."
            )
