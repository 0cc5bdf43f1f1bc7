"""Whether what readers see at the target lasts in the edition that is to take its place."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial

import msgspec

from cyberveille.checking import Present, changes, check_changes
from cyberveille.delivering.manifest import Manifest
from cyberveille.delivering.shipment import Shipment
from cyberveille.map import FAMILIES, FeedFormat
from cyberveille.publishing.admission import not_admitted
from cyberveille.publishing.permanence.from_files import REDIRECTS, Files, changed_files, leading

Read = Callable[[Iterable[str]], Mapping[str, bytes]]
"""The bytes of files that are served, those that are not there left out."""


class _Item(msgspec.Struct, frozen=True):
    url: str = ""


class _Feed(msgspec.Struct, frozen=True):
    items: tuple[_Item, ...] = ()


def broken(shipment: Shipment, former: Manifest | None, read: Read) -> tuple[str, ...]:
    """What was published and would not last, as French sentences; `read` asks the target.

    Nothing is asked of a target whose last delivery is not known, or holds this very edition. What the
    edition says of itself that an operator admitted may go.
    """
    if former is None or former.edition == shipment.digest:
        return ()
    lost = former.files.keys() - shipment.files.keys()
    changed = [
        path
        for path, sent in former.files.items()
        if path in shipment.files and shipment.files[path].digest != sent.digest
    ]
    url = shipment.identity.url
    past, things = changed_files(
        Files(former.identity.url, read),
        Files(url, shipment.held),
        lost=lost,
        changed=changed,
        new=shipment.files.keys() - former.files.keys(),
    )
    fed = cache(partial(_fed, shipment))
    redirects = shipment.held((REDIRECTS,)).get(REDIRECTS, b"")
    present = Present(
        things,
        lambda address: address not in lost,
        leading(redirects, url),
        lambda name: name in fed(),
        lambda _: "",
        shipment.identity.audience,
    )
    admitted = [item.id for item in shipment.identity.admissions]
    findings = check_changes(not_admitted(changes(past, present), admitted))
    return tuple(f"{finding.message} {finding.hint}" for finding in findings)


def _fed(shipment: Shipment) -> frozenset[str]:
    """The notices that the edition's feeds of notices hold."""
    families = (family for family in FAMILIES if not family.changes)
    read = shipment.held(family.address(FeedFormat.JSON) for family in families)
    feeds = (msgspec.json.decode(data, type=_Feed) for data in read.values())
    return frozenset(item.url.rstrip("/").rpartition("/")[2] for feed in feeds for item in feed.items)
