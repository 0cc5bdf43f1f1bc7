"""An edition delivered in place into a folder of this machine, for hosts that publish a plain folder.

Every changed file is first written beside the others, then takes its place by a rename, in the order in which
readers meet them. A file that did not change is not touched.
"""

import os
import stat
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath

from cyberveille.delivering.acceptance import TargetContents
from cyberveille.delivering.failures import DeliveryFailedError
from cyberveille.delivering.in_place import MANIFEST, Plan, refuse_conflicts
from cyberveille.delivering.inside import Inside
from cyberveille.delivering.manifest import Manifest, Sent, decoded, encoded
from cyberveille.delivering.shipment import Shipment
from cyberveille.publishing.edition_identity import EDITION_FILE, parse_identity
from cyberveille.publishing.looking import digest_of, everything

_STAGING = ".livraison"
_DRAFT = f"{_STAGING}/manifeste"


class Folder:
    """The files below `inside`, none of them reached through a link."""

    def __init__(self, inside: Inside) -> None:
        self._inside = inside
        found = dict(everything(inside.root))
        self._folders = {path for path, kind in found.items() if kind == stat.S_IFDIR}
        self._present = {path: kind for path, kind in found.items() if kind != stat.S_IFDIR}

    def held(self) -> TargetContents:
        """Raises DeliveryFailedError when something there cannot be read."""
        root = self._inside.root
        try:
            edition, text = self._inside.read(EDITION_FILE), self._inside.read(MANIFEST)
        except OSError as error:
            raise DeliveryFailedError(
                f"« {root} » ne peut pas être lu ({error.strerror}) : rien n’est livré sans "
                "savoir ce qui s’y trouve."
            ) from None
        identity = parse_identity(edition) if edition is not None else None
        manifest = decoded(text) if text is not None else None
        others = sorted(path for path in self._present if not path.startswith(f"{_STAGING}/"))
        return TargetContents(
            identity=identity,
            manifest=manifest,
            others=tuple(others),
            settled=identity is not None or manifest is not None,
        )

    def read(self, paths: Iterable[str]) -> Mapping[str, bytes]:
        return self._inside.read_all(path for path in paths if path in self._present)

    def deliver(self, shipment: Shipment, plan: Plan) -> bool:
        """Bring the folder to the edition; False, and nothing written, when it is there already."""
        refuse_conflicts(str(self._inside.root), shipment.files, self._present, plan.owned)
        self._clear()
        changed = [path for path in shipment.ordered if not self._same(path, shipment.files[path])]
        gone = [path for path in plan.removals if self._present.get(path) == stat.S_IFREG]
        if plan.settled and not changed and not gone:
            return False
        self._put_manifest(plan.during)
        staged = [f"{_STAGING}/{position}" for position in range(len(changed))]
        for name, path in zip(staged, changed, strict=True):
            self._inside.write(name, shipment.read(path))
        self._inside.settle(staged)
        for name, path in zip(staged, changed, strict=True):
            self._make_room(path, plan.owned)
            self._inside.replace(name, path)
        self._remove(gone)
        self._put_manifest(plan.after)
        self._clear()
        return True

    def _same(self, path: str, sent: Sent) -> bool:
        if self._present.get(path) != stat.S_IFREG:
            return False
        file = f"{self._inside.root}/{path}"
        if os.stat(file, follow_symlinks=False).st_size != sent.size:  # noqa: PTH116 - thousands of times
            return False
        return digest_of(file).hex() == sent.digest

    def _make_room(self, path: str, owned: set[str]) -> None:
        """Remove what earlier editions had where this one has a folder, or a file."""
        for parent in PurePosixPath(path).parents:
            if self._present.get(str(parent)) == stat.S_IFREG:
                self._remove([str(parent)])
        if path in self._folders:
            self._remove([item for item in owned if item.startswith(f"{path}/")])
            self._inside.remove_folder(path)

    def _remove(self, paths: Iterable[str]) -> None:
        """Remove files, then the folders that they leave empty."""
        emptied: set[PurePosixPath] = set()
        for path in paths:
            self._inside.remove(path)
            self._present.pop(path, None)
            emptied |= {parent for parent in PurePosixPath(path).parents if parent.name}
        for folder in sorted(emptied, key=lambda item: len(item.parts), reverse=True):
            self._inside.remove_folder(str(folder))

    def _put_manifest(self, manifest: Manifest) -> None:
        self._inside.remove(_DRAFT)
        self._inside.write(_DRAFT, encoded(manifest))
        self._inside.settle([_DRAFT])
        self._inside.replace(_DRAFT, MANIFEST)

    def _clear(self) -> None:
        """What a killed delivery left of its own."""
        staging = self._inside.root / _STAGING
        with suppress(FileNotFoundError, NotADirectoryError):
            for name in os.listdir(staging):  # noqa: PTH208 - as text
                if name.isdecimal() or f"{_STAGING}/{name}" == _DRAFT:
                    self._inside.remove(f"{_STAGING}/{name}")
        self._inside.remove_folder(_STAGING)


def opened(folder: Path) -> Inside:
    """The folder, made if it is not there; raises DeliveryFailedError when it is something else."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return Inside(folder)
    except (FileExistsError, NotADirectoryError):
        raise DeliveryFailedError(f"« {folder} » n’est pas un dossier.") from None
