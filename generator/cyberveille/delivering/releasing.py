"""A delivery in releases: the new one beside the others, then one rename puts it online."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Protocol

import msgspec

from cyberveille.delivering.acceptance import TargetContents, objections
from cyberveille.delivering.failures import DeliveryFailedError, TargetRefusedError
from cyberveille.delivering.lasting_files import carried
from cyberveille.delivering.manifest import Manifest
from cyberveille.delivering.permanence import broken
from cyberveille.delivering.release import Found, doomed, next_name
from cyberveille.delivering.shipment import DeliveryChoices, Shipment
from cyberveille.publishing.edition_identity import EditionIdentity


class Releases(Protocol):
    """Where releases lie. What it cannot read or write raises DeliveryFailedError."""

    def found(self) -> Found: ...

    def read(self, name: str, paths: Iterable[str]) -> Mapping[str, bytes]:
        """The bytes of those of the files of a release that are there."""

    def make(self, name: str, manifest: Manifest, shipment: Shipment, former: Manifest | None) -> None:
        """Make a release whole, from what changed and from the one online, of which `former` is known."""

    def switch(self, name: str) -> None:
        """Put a release online by one rename."""

    def remove(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Remove releases; what is said of those that hold files that no delivery wrote, and stay."""


def release(
    releases: Releases, target: str, shipment: Shipment, choices: DeliveryChoices
) -> tuple[bool, tuple[str, ...]]:
    """Put the edition online; whether it was not there already, and what the operator should know."""
    found = releases.found()
    refused = objections(target, shipment.identity, found.held, adopt=choices.adopt)
    if refused:
        raise TargetRefusedError(refused)
    former = found.held.manifest
    lost = broken(shipment, former, partial(releases.read, found.current or ""))
    if lost:
        raise TargetRefusedError(lost)
    notes = (found.held.advice,) if found.held.advice else ()
    pieces = carried(former, shipment.identity, shipment.files, now=choices.now, grace=choices.grace)
    purged = not choices.grace and former is not None and bool(former.carried)
    if found.current and former is not None and former.edition == shipment.digest and not purged:
        removed = releases.remove(doomed(found, found.current, choices.keep))
        return False, (*notes, *removed)
    name = next_name(choices.now, shipment.digest, (*found.whole, *found.partial))
    manifest = Manifest(
        identity=shipment.identity,
        edition=shipment.digest,
        files=dict(shipment.files),
        carried=pieces,
        previous=found.current,
    )
    releases.make(name, manifest, shipment, former)
    releases.switch(name)
    found = msgspec.structs.replace(found, whole=(*found.whole, name))
    return True, (*notes, *releases.remove(doomed(found, name, choices.keep)))


def roll_back(releases: Releases, target: str, audience: str) -> str:
    """Put the release online that was there before the present one; its name."""
    found = releases.found()
    held = found.held
    if found.current is None or held.manifest is None:
        raise DeliveryFailedError(f"« {target} » n’a pas de version en ligne : il n’y a rien à quoi revenir.")
    if any(identity.audience != audience for identity in _identities(held)):
        raise TargetRefusedError(
            (f"« {target} » sert une autre édition que celle du public « {audience} ».",)
        )
    former = held.manifest.previous
    if former is None or former not in found.whole:
        raise DeliveryFailedError(
            f"« {target} » ne garde pas de version antérieure à « {found.current} » : corrigez la source, "
            "puis livrez une nouvelle édition."
        )
    releases.switch(former)
    return former


def _identities(held: TargetContents) -> tuple[EditionIdentity, ...]:
    served = (held.identity,) if held.identity else ()
    return (*served, held.manifest.identity) if held.manifest else served
