"""An edition delivered in place by rsync, for web servers whose root cannot be a link."""

import stat
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePosixPath

from cyberveille.delivering.acceptance import TargetContents
from cyberveille.delivering.in_place import MANIFEST, Plan, refuse_conflicts
from cyberveille.delivering.manifest import decoded, encoded
from cyberveille.delivering.rsync import Rsync
from cyberveille.delivering.shipment import Shipment
from cyberveille.publishing.edition_identity import EDITION_FILE, parse_identity

_IN_PLACE = ("--delay-updates",)


class RsyncFolder:
    def __init__(self, remote: Rsync, announce: Callable[[str], None]) -> None:
        self._remote = remote
        self._announce = announce
        self._present = {path: kind for path, (kind, _) in (remote.entries(recursive=True) or {}).items()}

    def held(self) -> TargetContents:
        read = self._remote.read(path for path in (EDITION_FILE, MANIFEST) if path in self._present)
        identity = parse_identity(read[EDITION_FILE]) if EDITION_FILE in read else None
        manifest = decoded(read[MANIFEST]) if MANIFEST in read else None
        files = tuple(sorted(path for path, kind in self._present.items() if kind != stat.S_IFDIR))
        return TargetContents(
            identity=identity, manifest=manifest, others=files, settled=bool(identity or manifest)
        )

    def read(self, paths: Iterable[str]) -> Mapping[str, bytes]:
        return self._remote.read(path for path in paths if path in self._present)

    def deliver(self, shipment: Shipment, plan: Plan) -> bool:
        """Whether the target did not hold this edition already; what was altered is mended either way."""
        refuse_conflicts(self._remote.address, shipment.files, self._present, plan.owned)
        if not plan.settled:
            self._remote.write({MANIFEST: encoded(plan.during)})
        self._announce("Envoi des ressources et des pages")
        self._remote.send(shipment.tree, shipment.led_to, options=_IN_PLACE)
        self._announce("Envoi des listes et des flux")
        self._remote.send(shipment.tree, shipment.leading, options=_IN_PLACE)
        gone = [path for path in plan.removals if self._present.get(path) == stat.S_IFREG]
        if gone:
            self._announce("Retrait de ce qui n’est plus publié")
            self._remote.write({}, gone=gone)
            self._remove_emptied(gone)
        if not plan.settled:
            self._remote.write({MANIFEST: encoded(plan.after)})
        return not plan.settled

    def _remove_emptied(self, gone: list[str]) -> None:
        """Folders go from the deepest up: rsync removes one only when it is empty."""
        removed = set(gone)
        left = (path for path, kind in self._present.items() if kind != stat.S_IFDIR and path not in removed)
        above = {str(parent) for path in gone for parent in PurePosixPath(path).parents if parent.name}
        holding = {str(parent) for path in left for parent in PurePosixPath(path).parents}
        emptied = sorted(above - holding)
        for depth in sorted({path.count("/") for path in emptied}, reverse=True):
            self._remote.write({}, gone=[path for path in emptied if path.count("/") == depth])
