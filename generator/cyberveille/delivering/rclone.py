"""An edition delivered in place to an object store: no rename there, only order and care."""

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from cyberveille.delivering.acceptance import TargetContents
from cyberveille.delivering.in_place import MANIFEST, Plan
from cyberveille.delivering.manifest import Manifest, decoded, encoded
from cyberveille.delivering.running import failed, run, unreadable
from cyberveille.delivering.shipment import Shipment
from cyberveille.map import Rank, media_of, set_of
from cyberveille.map.files import cache_of
from cyberveille.publishing.edition_identity import EDITION_FILE, parse_identity

_FOLDER_NOT_FOUND = 3
_KEPT_BY_NOBODY = "private, no-store"
_COMMON = ("--retries=3", "--timeout=2m")


class Bucket:
    """`address` is `depot:seau/chemin`."""

    def __init__(self, address: str, announce: Callable[[str], None]) -> None:
        self._address = address.rstrip("/")
        self._announce = announce

    def held(self) -> TargetContents:
        """Raises DeliveryFailedError when the store does not answer, or answers something else."""
        names = self._names("")
        inside, _, name = MANIFEST.partition("/")
        listed = inside in names and name in self._names(inside)
        edition = self._read(EDITION_FILE) if EDITION_FILE in names else None
        identity = parse_identity(edition) if edition is not None else None
        manifest = decoded(self._read(MANIFEST)) if listed else None
        return TargetContents(
            identity=identity,
            manifest=manifest,
            others=tuple(sorted(names)),
            settled=bool(identity or manifest),
        )

    def read(self, paths: Iterable[str]) -> Mapping[str, bytes]:
        wanted = tuple(paths)
        if not wanted:
            return {}
        with tempfile.TemporaryDirectory(prefix="cyberveille-") as scratch:
            command = ("rclone", "copy", *_COMMON, "--files-from-raw=-", self._address, scratch)
            self._done(command, wanted)
            files = {path: Path(scratch) / path for path in wanted}
            return {path: file.read_bytes() for path, file in files.items() if file.is_file()}

    def deliver(self, shipment: Shipment, plan: Plan) -> bool:
        """Whether the target did not hold this edition already; what was altered is mended either way."""
        if not plan.settled:
            self._put(plan.during)
        everyone = not shipment.identity.restricted
        self._announce("Envoi des ressources et des pages")
        for headers, paths in _alike(shipment.led_to, everyone=everyone):
            self._copy(shipment.tree, paths, headers)
        self._announce("Envoi des listes et des flux")
        for headers, paths in _alike(shipment.leading, everyone=everyone):
            self._copy(shipment.tree, paths, headers)
        if plan.removals:
            self._announce("Retrait de ce qui n’est plus publié")
            self._done(("rclone", "delete", *_COMMON, "--files-from-raw=-", self._address), plan.removals)
        if not plan.settled:
            self._put(plan.after)
        return not plan.settled

    def _names(self, path: str) -> frozenset[str]:
        command = ("rclone", "lsjson", *_COMMON, self._place(path))
        ran = run(command)
        if ran.code == _FOLDER_NOT_FOUND:
            return frozenset()
        if ran.code:
            raise unreadable(self._address, command, ran)
        try:
            return frozenset(entry["Name"] for entry in json.loads(ran.output))
        except (ValueError, TypeError, KeyError):
            raise unreadable(self._address, command, ran) from None

    def _read(self, path: str) -> bytes:
        command = ("rclone", "cat", *_COMMON, self._place(path))
        ran = run(command)
        if ran.code:
            raise unreadable(self._address, command, ran)
        return ran.output

    def _copy(self, source: Path, paths: Iterable[str], headers: Iterable[str] = ()) -> None:
        """What is there already, with the same bytes, keeps the headers that it was sent with."""
        told = (f"--header-upload={header}" for header in headers)
        options = ("--checksum", *_COMMON, *told, "--files-from-raw=-")
        self._done(("rclone", "copy", *options, str(source), self._address), paths)

    def _put(self, manifest: Manifest) -> None:
        with tempfile.TemporaryDirectory(prefix="cyberveille-") as scratch:
            file = Path(scratch) / MANIFEST
            file.parent.mkdir()
            file.write_bytes(encoded(manifest))
            self._copy(Path(scratch), (MANIFEST,), (f"Cache-Control: {_KEPT_BY_NOBODY}",))

    def _done(self, command: tuple[str, ...], paths: Iterable[str]) -> None:
        ran = run(command, "".join(f"{path}\n" for path in paths).encode())
        if ran.code:
            raise failed(command, ran)

    def _place(self, path: str) -> str:
        if not path:
            return self._address
        return f"{self._address}{'' if self._address.endswith(':') else '/'}{path}"


def _alike(paths: Iterable[str], *, everyone: bool) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """The paths of each rank that are served alike, with the headers that say so, rank after rank."""
    groups: dict[tuple[Rank, tuple[str, ...]], list[str]] = {}
    for path in paths:
        groups.setdefault((set_of(path).rank, _headers(path, everyone=everyone)), []).append(path)
    for (_, headers), alike in sorted(groups.items()):
        yield headers, alike


def _headers(path: str, *, everyone: bool) -> tuple[str, ...]:
    """Else a store guesses the type from the name (`text/xml` for a feed), and caches do as they like."""
    cached = cache_of(set_of(path), everyone=everyone)
    return (f"Content-Type: {media_of(path).content_type}", f"Cache-Control: {cached}")
