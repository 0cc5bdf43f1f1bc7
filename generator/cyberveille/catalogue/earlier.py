"""What notices said before they were revised: a file for each notice and revision, beside the notices."""

import os
import re
import stat
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from cyberveille.expressions import expression
from cyberveille.reading.looking import read_within
from cyberveille.reading.places import EARLIER_FOLDER
from cyberveille.reading.size import SOURCE_LIMIT

_NAME = expression(r"([^/]*-(\d{4})-[^/]*)\.r([1-9]\d{0,3})\.md", re.ASCII)


class KeptFile(Struct, frozen=True, gc=False):
    """A file of the store: of which revision it is, and where; `path` is relative to the root."""

    number: int
    path: str
    file: str
    size: int = 0
    mtime_ns: int = 0
    ctime_ns: int = 0


class TextName(NamedTuple):
    """What the name of such a file says."""

    notice: str
    number: int

    @property
    def path(self) -> str:
        """Where it belongs, relative to the root."""
        return place_of_text(self.notice, self.number)


def place_of_text(notice_id: str, number: int) -> str:
    """Where the text of a notice at a revision is kept, relative to its root."""
    return f"{EARLIER_FOLDER}/{notice_id.split('-')[-3]}/{notice_id}.r{number}.md"


def placed(name: str) -> TextName | None:
    """What a file of that name holds; None when the name says nothing of the kind."""
    found = _NAME.fullmatch(name)
    return TextName(found[1], int(found[3])) if found and found[1].count("-") > 2 else None  # noqa: PLR2004


def kept_in(folder: Path) -> Mapping[str, tuple[KeptFile, ...]]:
    """The texts kept in a root by notice, by number; what is no file, or not in its place, is left out."""
    found: dict[str, list[KeptFile]] = {}
    start = folder / EARLIER_FOLDER
    if not start.is_dir() or start.is_symlink():
        return {}
    for year in sorted(entry.name for entry in os.scandir(start) if entry.is_dir(follow_symlinks=False)):
        _look(start / year, year, found)
    return {name: tuple(sorted(files, key=lambda item: item.number)) for name, files in found.items()}


def kept_of(folder: Path, notice_id: str) -> tuple[KeptFile, ...]:
    """Those of one notice."""
    if notice_id.count("-") <= 2:  # noqa: PLR2004 - CV-2026-BUL-0042
        return ()
    year = notice_id.split("-")[-3]
    found: dict[str, list[KeptFile]] = {}
    _look(folder / EARLIER_FOLDER / year, year, found)
    return tuple(sorted(found.get(notice_id, ()), key=lambda item: item.number))


def _look(place: Path, year: str, found: dict[str, list[KeptFile]]) -> None:
    try:
        with os.scandir(place) as entries:
            for entry in entries:
                told = placed(entry.name)
                if told is None or told.path != f"{EARLIER_FOLDER}/{year}/{entry.name}":
                    continue
                state = entry.stat(follow_symlinks=False)
                if stat.S_ISREG(state.st_mode):
                    kept = KeptFile(
                        told.number,
                        told.path,
                        entry.path,
                        state.st_size,
                        state.st_mtime_ns,
                        state.st_ctime_ns,
                    )
                    found.setdefault(told.notice, []).append(kept)
    except OSError:
        return


def texts_of(kept: Iterable[KeptFile]) -> tuple[bytes | int | None, ...]:
    """The bytes of each; the size of one that is beyond what a source may weigh, None for one unreadable."""
    return tuple(map(_bytes, kept))


def _bytes(kept: KeptFile) -> bytes | int | None:
    try:
        return read_within(Path(kept.file), SOURCE_LIMIT)
    except OSError:
        return None


def digest_with(own: str, kept: Sequence[KeptFile], texts: Sequence[bytes | int | None]) -> str:
    """The digest of a source whose own is `own`, with what it said before."""
    if not kept:
        return own
    state = blake2b(own.encode(), digest_size=16)
    for item, text in zip(kept, texts, strict=True):
        data = text if isinstance(text, bytes) else b""
        state.update(f"\0{item.number} {len(data)}\0".encode() + data)
    return state.hexdigest()
