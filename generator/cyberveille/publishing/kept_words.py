"""What was read in the files of an edition, kept for the next look at all of them.

A file that did not change says what it said: the guard looks at its words without reading it. They are all
that reading it gave, under what tells the file from any other; what is not kept, or not as it was, is read.
"""

import zlib
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from cyberveille.kept_file import KeptFile
from cyberveille.package import package_digest
from cyberveille.publishing.containers import Found, Inner, Sealed, Words
from cyberveille.publishing.guard import Guard, Leak
from cyberveille.publishing.looking import digest_of_bytes
from cyberveille.publishing.output import digest
from cyberveille.publishing.written import Written
from cyberveille.whole_files import forget_others

FOLDER = "words"
_TOGETHER = 64
"""How many files, up to twice as many, are kept together."""
_MOST = 64_000_000
"""In bytes: files of which more is said, with those kept together with them, are read each time."""
_BETWEEN = b"."
"""Between texts: it is no word, so that nothing that is looked for runs over it."""
_FAST = 1
"""A level of zlib: most of what there is to gain is what a file says twice."""


class _Read(Struct, frozen=True, array_like=True, gc=False):
    """What was read in a file, by its mark.

    Each place in it comes with how many bytes of words stand there, or with the digest of the file that does.
    """

    path: str
    mark: bytes
    told: tuple[tuple[str, int | bytes], ...]


class _Kept(Struct, frozen=True, array_like=True):
    """What was read in some files, in the order of `words`: the texts of all of them."""

    files: tuple[_Read, ...] = ()
    words: bytes = b""

    def every(self) -> Iterator[tuple[_Read, tuple[tuple[int, Found], ...]]]:
        """Each file with what was read in it, and where in `words` that starts."""
        at = 0
        for item in self.files:
            every: list[tuple[int, Found]] = []
            for place, what in item.told:
                if isinstance(what, bytes):
                    every.append((at, Inner(place, what)))
                else:
                    every.append((at, Words(place, self.words[at : at + what])))
                    at += what + len(_BETWEEN)
            yield item, tuple(every)


class _Filling:
    """What is to be kept of some files."""

    def __init__(self) -> None:
        self._files: list[_Read] = []
        self._texts: list[bytes] = []
        self._size = 0

    def add(self, path: str, mark: bytes, every: Collection[Found]) -> None:
        """What was read in a file; one that was not read to its end, for whatever reason, is read again."""
        size = sum(len(found.words) for found in every if isinstance(found, Words))
        if self._size + size > _MOST or any(isinstance(found, Sealed) for found in every):
            return
        self._size += size
        told: list[tuple[str, int | bytes]] = []
        for found in every:
            match found:
                case Words():
                    told.append((found.place, len(found.words)))
                    self._texts.append(found.words)
                case Inner():
                    told.append((found.place, found.sha256))
        self._files.append(_Read(path, mark, tuple(told)))

    @property
    def marks(self) -> dict[str, bytes]:
        """The mark of each file, by path."""
        return {item.path: item.mark for item in self._files}

    def packed(self) -> bytes | None:
        if not self._files:
            return None
        kept = _Kept(tuple(self._files), _BETWEEN.join(self._texts))
        return zlib.compress(msgspec.msgpack.encode(kept), _FAST)


def _unpacked(data: bytes | None) -> _Kept:
    return _Kept() if data is None else msgspec.msgpack.decode(zlib.decompress(data), type=_Kept)


def mark_in_place(file: str, written: Written) -> bytes | None:
    """What tells a file from any other that stood there: the digest of its bytes, then its state on the disk.

    The time of the last change of that state is part of it, which no program sets. None of a file that is
    not as it was `written`.
    """
    state = written.state_in(file)
    return None if state is None else b"%s%d %d" % (written.digest, state.st_ctime_ns, state.st_ino)


class KeptWords:
    """What was read in the files of an edition, kept in the folder of its workspace, many files together.

    Begun `afresh`, nothing kept is believed.
    """

    def __init__(
        self,
        folder: Path,
        guard: Guard,
        paths: Collection[str],
        mark_of: Callable[[str], bytes | None],
        read: Callable[[str], bytes],
        *,
        afresh: bool = False,
    ) -> None:
        """`paths` are the files to look at, all those of the edition.

        `mark_of` tells one from any other, by the digest of its bytes and more, or is None; `read` reads it.
        """
        self._folder, self._guard, self._afresh = folder / FOLDER, guard, afresh
        self._mark_of, self._read = mark_of, read
        self._salt = digest(package_digest(), *guard.frame)
        self._count = 1 << max(0, (len(paths) // _TOGETHER).bit_length() - 1)
        together: dict[int, list[str]] = {}
        for path in paths:
            together.setdefault(zlib.crc32(path.encode()) % self._count, []).append(path)
        self._together = tuple(together.items())

    def __len__(self) -> int:
        """How often to `look` for all files to be looked at."""
        return len(self._together)

    def look(self, position: int) -> list[tuple[str, tuple[Leak, ...]]]:
        """What shows in some of the files: those in which anything does, by path."""
        number, paths = self._together[position]
        file = KeptFile(self._folder / self._name(number), bytes, self._salt)
        kept = _Kept() if self._afresh else _unpacked(file.read())
        known = {item.path: item.mark for item in kept.files}
        marks = {path: self._mark_of(path) for path in paths}
        same = {path for path in paths if path in known and marks[path] == known[path]}
        shown = dict(self._shown_in(kept, same))
        if len(same) < max(len(paths), len(known)):
            filling = _Filling()
            for item, every in kept.every():
                if item.path in same:
                    filling.add(item.path, item.mark, [found for _, found in every])
            for path in paths:
                if path not in same:
                    data = self._read(path)
                    found = tuple(self._guard.read(path, data))
                    mark = marks[path]
                    if mark is not None and mark.startswith(digest_of_bytes(data)):
                        filling.add(path, mark, found)
                    shown[path] = tuple(self._guard.leaks_in(path, found))
            if filling.marks != known:
                file.keep(filling.packed())
        return [(path, leaks) for path, leaks in shown.items() if leaks]

    def _shown_in(self, kept: _Kept, same: Collection[str]) -> Iterator[tuple[str, tuple[Leak, ...]]]:
        """What shows in the files kept that are the `same`; where nothing is met in a text, nothing does."""
        met = self._guard.met_in(kept.words)
        if met is not None and not met and not self._guard.files:
            return
        for item, every in kept.every():
            if item.path in same:
                told = [found for at, found in every if _may_show(found, at, met)]
                yield item.path, tuple(self._guard.leaks_in(item.path, told))

    def forget_others(self) -> None:
        """Remove what was kept of other files, or of an edition of another size, or was not kept whole."""
        kept = {self._name(number) for number, _ in self._together}
        forget_others(self._folder, kept.__contains__)

    def _name(self, number: int) -> str:
        return f"{self._count}-{number}"


def _may_show(found: Found, at: int, met: list[int] | None) -> bool:
    if met is None or not isinstance(found, Words):
        return True
    rank = bisect_left(met, at)
    return rank < len(met) and met[rank] < at + len(found.words)
