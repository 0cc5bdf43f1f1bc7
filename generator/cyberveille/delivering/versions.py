"""Releases in a folder of this machine; what did not change is the same file, by a hard link."""

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from cyberveille.delivering.acceptance import TargetContents
from cyberveille.delivering.inside import Inside
from cyberveille.delivering.linking import linked, made_folders
from cyberveille.delivering.manifest import Manifest, Sent, decoded, encoded
from cyberveille.delivering.release import (
    DRAFT,
    FOLDER,
    LINK,
    PARTIAL,
    UNWRITTEN,
    WHOLE,
    Found,
    in_the_root,
    kept_for_others,
    name_of_link,
    not_ours,
    others_at,
    sorted_out,
)
from cyberveille.delivering.shipment import Shipment
from cyberveille.publishing.edition_identity import EDITION_FILE, EditionIdentity, parse_identity
from cyberveille.publishing.looking import everything


class FolderReleases:
    """Below the root nothing is reached through a link but what `en-ligne` names."""

    def __init__(self, inside: Inside) -> None:
        self._inside = inside
        self._root = str(inside.root)

    def found(self) -> Found:
        with os.scandir(self._root) as scanned:
            entries = {entry.name: entry for entry in scanned}
        if FOLDER in entries and not entries[FOLDER].is_dir(follow_symlinks=False):
            raise not_ours(f"{self._root}/{FOLDER}")
        if LINK in entries and not entries[LINK].is_symlink():
            raise not_ours(f"{self._root}/{LINK}")
        current = name_of_link(os.readlink(f"{self._root}/{LINK}")) if LINK in entries else None  # noqa: PTH115
        if LINK in entries and current is None:
            raise not_ours(f"{self._root}/{LINK}")
        listed = os.listdir(f"{self._root}/{FOLDER}") if FOLDER in entries else ()  # noqa: PTH208 - as text
        whole, partial = sorted_out(listed)
        old = self._identity(EDITION_FILE)
        held = TargetContents(
            identity=self._identity(f"{FOLDER}/{current}/{EDITION_FILE}") if current else old,
            manifest=self.manifest(current) if current else None,
            others=others_at(entries, listed),
            settled=current is not None,
            advice=in_the_root(self._root) if old else "",
        )
        return Found(held=held, current=current, whole=whole, partial=partial)

    def manifest(self, name: str) -> Manifest | None:
        text = self._inside.read(f"{FOLDER}/{name}{WHOLE}")
        return decoded(text) if text is not None else None

    def read(self, name: str, paths: Iterable[str]) -> Mapping[str, bytes]:
        return self._inside.read_all(paths, f"{FOLDER}/{name}/")

    def make(self, name: str, manifest: Manifest, shipment: Shipment, former: Manifest | None) -> None:
        self._inside.write(f"{FOLDER}/{name}{PARTIAL}", encoded(manifest))
        before = former.present() if former else {}
        wanted = manifest.present()
        place, origin = f"{self._root}/{FOLDER}/{name}", f"{self._root}/{FOLDER}/{manifest.previous}"
        made_folders(place, wanted)
        there: dict[str, Sent] = {}
        written: list[str] = []
        for path, sent in wanted.items():
            last = before.get(path)
            if last and last.digest == sent.digest and linked(f"{origin}/{path}", f"{place}/{path}", last):
                there[path] = last
            elif path in shipment.files:
                written.append(f"{FOLDER}/{name}/{path}")
                state = self._inside.write(written[-1], shipment.read(path))
                there[path] = Sent(sent.digest, sent.size, state.st_mtime_ns)
        draft = f"{FOLDER}/{name}{PARTIAL}{UNWRITTEN}"
        self._inside.write(draft, encoded(_as_it_lies(manifest, there)))
        self._inside.settle((*written, draft))
        self._inside.replace(draft, f"{FOLDER}/{name}{PARTIAL}")
        self._inside.replace(f"{FOLDER}/{name}{PARTIAL}", f"{FOLDER}/{name}{WHOLE}")

    def switch(self, name: str) -> None:
        draft = f"{self._root}/{DRAFT}"
        with suppress(FileNotFoundError):
            os.unlink(draft)  # noqa: PTH108 - a link, whose name no edition has
        os.symlink(f"{FOLDER}/{name}", draft)  # noqa: PTH211
        os.replace(draft, f"{self._root}/{LINK}")  # noqa: PTH105

    def remove(self, names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(note for name in names for note in self._remove(name))

    def _remove(self, name: str) -> Iterator[str]:
        whole, partial = f"{FOLDER}/{name}{WHOLE}", f"{FOLDER}/{name}{PARTIAL}"
        self._inside.remove(f"{partial}{UNWRITTEN}")
        with suppress(FileNotFoundError):
            self._inside.replace(whole, partial)
        text = self._inside.read(partial)
        manifest = decoded(text) if text is not None else None
        place = Path(self._root, FOLDER, name)
        left = _emptied(place, manifest) if place.exists() else []
        if left:
            yield kept_for_others(str(place), left[0])
        else:
            self._inside.remove(partial)

    def _identity(self, path: str) -> EditionIdentity | None:
        text = self._inside.read(path)
        return parse_identity(text) if text is not None else None


def _emptied(place: Path, manifest: Manifest | None) -> list[str]:
    """Remove a release's own files, and the folders that they leave empty; the files that are left."""
    listed = manifest.present() if manifest else {}
    folders, left = [str(place)], []
    for path, kind in everything(place):
        if kind == stat.S_IFDIR:
            folders.append(f"{place}/{path}")
        elif path in listed and kind == stat.S_IFREG:
            os.unlink(f"{place}/{path}")  # noqa: PTH108 - thousands of times, as text
        else:
            left.append(path)
    for folder in sorted(folders, key=lambda path: path.count("/"), reverse=True):
        with suppress(OSError):
            os.rmdir(folder)  # noqa: PTH106
    return sorted(left)


def _as_it_lies(manifest: Manifest, there: dict[str, Sent]) -> Manifest:
    """With the times of the files at the target; a piece that was no longer to be had is left out."""
    pieces = {
        path: msgspec.structs.replace(piece, sent=there[path])
        for path, piece in manifest.carried.items()
        if path in there
    }
    return msgspec.structs.replace(
        manifest, files={path: there[path] for path in manifest.files}, carried=pieces
    )
