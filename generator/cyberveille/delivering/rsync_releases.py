"""Releases on a web server reached by rsync; what did not change is the same file there, by a hard link."""

import stat
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import msgspec

from cyberveille.delivering.acceptance import TargetContents
from cyberveille.delivering.manifest import Manifest, Sent, decoded, encoded
from cyberveille.delivering.release import (
    FOLDER,
    LINK,
    PARTIAL,
    WHOLE,
    Found,
    in_the_root,
    kept_for_others,
    name_of_link,
    not_ours,
    others_at,
    sorted_out,
)
from cyberveille.delivering.rsync import Compared, Rsync
from cyberveille.delivering.shipment import Shipment
from cyberveille.expressions import expression
from cyberveille.publishing.edition_identity import EDITION_FILE, parse_identity

_HALF_SENT = expression(r"\.(?P<name>.+)\.[A-Za-z0-9]{6}")
"""How rsync names a file while it arrives."""


class RsyncReleases:
    def __init__(self, remote: Rsync, announce: Callable[[str], None]) -> None:
        self._remote = remote
        self._announce = announce

    def found(self) -> Found:
        entries = self._remote.entries() or {}
        for name, kind in ((FOLDER, stat.S_IFDIR), (LINK, stat.S_IFLNK)):
            if name in entries and entries[name][0] != kind:
                raise not_ours(self._remote.place(name))
        current = name_of_link(entries[LINK][1]) if LINK in entries else None
        if LINK in entries and current is None:
            raise not_ours(self._remote.place(LINK))
        releases = (self._remote.entries(FOLDER) or {}) if FOLDER in entries else {}
        whole, partial = sorted_out(releases)
        here = f"{FOLDER}/{current}/{EDITION_FILE}" if current else EDITION_FILE
        listed = f"{FOLDER}/{current}{WHOLE}"
        read = self._remote.read(
            (*((here,) if current or here in entries else ()), *((listed,) if current else ()))
        )
        held = TargetContents(
            identity=parse_identity(read[here]) if here in read else None,
            manifest=decoded(read[listed]) if listed in read else None,
            others=others_at(entries, releases),
            settled=current is not None,
            advice=in_the_root(self._remote.address) if EDITION_FILE in entries else "",
        )
        return Found(held=held, current=current, whole=whole, partial=partial)

    def read(self, name: str, paths: Iterable[str]) -> Mapping[str, bytes]:
        start = f"{FOLDER}/{name}/"
        found = self._remote.read(f"{start}{path}" for path in paths)
        return {path.removeprefix(start): data for path, data in found.items()}

    def make(self, name: str, manifest: Manifest, shipment: Shipment, former: Manifest | None) -> None:
        self._announce("Préparation de la version")
        groups, files = _compared(shipment, former.files if former else {})
        manifest = msgspec.structs.replace(manifest, files=files)
        self._remote.write({f"{FOLDER}/{name}{PARTIAL}": encoded(manifest)})
        place, like = f"{FOLDER}/{name}", f"{FOLDER}/{manifest.previous}" if former else None
        if manifest.carried and like:
            with tempfile.TemporaryDirectory(prefix="cyberveille-") as scratch:
                self._remote.fetch(manifest.carried, Path(scratch), like)
                there = [path for path in manifest.carried if (Path(scratch) / path).is_file()]
                self._remote.send(Path(scratch), there, place, like=like)
        self._announce("Envoi de l’édition")
        for compared, paths in groups.items():
            self._remote.send(shipment.tree, paths, place, like=like, compared=compared)
        self._remote.write({f"{place}{WHOLE}": encoded(manifest)}, gone=(f"{place}{PARTIAL}",))

    def switch(self, name: str) -> None:
        self._announce("Mise en ligne de la version")
        self._remote.link(LINK, f"{FOLDER}/{name}")

    def remove(self, names: tuple[str, ...]) -> tuple[str, ...]:
        if not names:
            return ()
        self._announce("Retrait des versions anciennes")
        lists = self._lists(names)
        notes: list[str] = []
        mine: list[str] = []
        for name in names:
            present = self._remote.entries(f"{FOLDER}/{name}", recursive=True) or {}
            other = _others(present, lists.get(name))
            if other is not None:
                notes.append(kept_for_others(self._remote.place(f"{FOLDER}/{name}"), other))
            else:
                mine.append(name)
        if mine:
            # From now on they are not whole: a removal that is cut short is taken up by the next delivery.
            partial = {f"{FOLDER}/{name}{PARTIAL}": encoded(lists[name]) for name in mine if name in lists}
            self._remote.write(partial, gone=tuple(f"{FOLDER}/{name}{WHOLE}" for name in mine))
            self._remote.empty(FOLDER, mine)
            self._remote.empty(FOLDER, tuple(f"{name}{PARTIAL}" for name in mine))
        return tuple(notes)

    def _lists(self, names: Iterable[str]) -> Mapping[str, Manifest]:
        """What each release holds, from whichever of its two files is there."""
        wanted = {f"{FOLDER}/{name}{ending}": name for name in names for ending in (PARTIAL, WHOLE)}
        found = {wanted[path]: decoded(text) for path, text in self._remote.read(wanted).items()}
        return {name: manifest for name, manifest in found.items() if manifest is not None}


def _compared(
    shipment: Shipment, known: Mapping[str, Sent]
) -> tuple[Mapping[Compared, list[str]], dict[str, Sent]]:
    """Every file by what tells whether the release online has it, and what is then known of each.

    A file goes with its time, and is known by it from then on: nobody reads it again. One that a build made
    again with the same bytes keeps the time it has at the target, and is read on both sides.
    """
    groups: dict[Compared, list[str]] = {compared: [] for compared in Compared}
    files: dict[str, Sent] = {}
    for path in shipment.ordered:
        sent, last = shipment.files[path], known.get(path)
        time = (shipment.tree / path).stat().st_mtime_ns
        if last is None or last.digest != sent.digest:
            compared = Compared.NEVER
        elif last.mtime_ns == time:
            compared = Compared.BY_TIME
        else:
            compared, time = Compared.BY_CONTENT, last.mtime_ns
        groups[compared].append(path)
        files[path] = Sent(sent.digest, sent.size, time)
    return groups, files


def _others(present: Mapping[str, tuple[int, str]], manifest: Manifest | None) -> str | None:
    """The first file of a release's folder that no delivery wrote."""
    listed = manifest.present() if manifest else {}
    for path, (kind, _) in sorted(present.items()):
        folder, _, name = path.rpartition("/")
        half = _HALF_SENT.fullmatch(name)
        whole = f"{folder}/{half['name']}".lstrip("/") if half else path
        if kind != stat.S_IFDIR and whole not in listed:
            return path
    return None
