"""The files that a build made, packed: a first one makes hundreds of thousands of them."""

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, pairwise

import msgspec
from msgspec import Struct

from cyberveille.publishing.commit import Move

_UNPACKED = 2
"""How many packets are kept unpacked: files that are asked for follow those of the same part."""
_PLACES = 1 << 20
"""More files than any packet has."""


class _Columns(Struct, frozen=True, array_like=True):
    """What is told of some files, fact by fact; `staged` is empty where each is staged under its own path."""

    paths: tuple[str, ...]
    staged: tuple[str, ...]
    keys: tuple[bytes, ...]
    digests: tuple[bytes, ...]
    sizes: tuple[int, ...]
    times: tuple[int, ...]
    parts: tuple[str, ...]
    """Each once."""
    part_of: tuple[int, ...]


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(_Columns)


def packed(moves: Sequence[Move]) -> bytes:
    """Some moves, in their order: some hundred bytes each."""
    parts = {part: number for number, part in enumerate(dict.fromkeys(move.part for move in moves))}
    staged = tuple(move.staged for move in moves)
    paths = tuple(move.path for move in moves)
    return _ENCODER.encode(
        _Columns(
            paths,
            () if staged == paths else staged,
            tuple(move.key for move in moves),
            tuple(move.digest for move in moves),
            tuple(move.size for move in moves),
            tuple(move.mtime_ns for move in moves),
            tuple(parts),
            tuple(parts[move.part] for move in moves),
        )
    )


def _unpacked(packet: bytes) -> tuple[Move, ...]:
    told = _DECODER.decode(packet)
    return tuple(
        Move(path, staged, key, digest, size, time, told.parts[part])
        for path, staged, key, digest, size, time, part in zip(
            told.paths,
            told.staged or told.paths,
            told.keys,
            told.digests,
            told.sizes,
            told.times,
            told.part_of,
            strict=True,
        )
    )


class Made:
    """A move for each file, in the order in which they were told; each is there while it is looked at."""

    def __init__(self, moves: Sequence[Move] = ()) -> None:
        self._packets: list[bytes] = []
        self._hashes = array("q")
        """Of the paths, by this process or the one that it comes from."""
        self._places = array("q")
        """The packet of each file and its place there, in the same order."""
        self._sorted = True
        self._unpack = lru_cache(_UNPACKED)(self._moves_of)
        self.extend(moves)

    def extend(self, moves: Sequence[Move]) -> None:
        if moves:
            self.take(packed(moves))

    def take(self, packet: bytes) -> None:
        """Those that were `packed` elsewhere."""
        paths = _DECODER.decode(packet).paths
        if paths:
            first = len(self._packets) * _PLACES
            self._packets.append(packet)
            self._hashes.extend(map(hash, paths))
            self._places.extend(range(first, first + len(paths)))
            self._sorted = False

    def copy(self) -> "Made":
        """The same ones, to which others may be added."""
        made = Made()
        made._packets, made._sorted = list(self._packets), self._sorted
        made._hashes, made._places = self._hashes[:], self._places[:]
        return made

    def find(self, path: str) -> Move | None:
        """The move that makes a file; None for one that was not made."""
        self._sort()
        wanted = hash(path)
        at = bisect_left(self._hashes, wanted)
        while at < len(self._hashes) and self._hashes[at] == wanted:
            if (move := self._at(at)).path == path:
                return move
            at += 1
        return None

    def twin(self) -> str | None:
        """A path under which two files were made; None when there is none."""
        self._sort()
        alike = (at for at, (one, other) in enumerate(pairwise(self._hashes)) if one == other)
        for at in alike:
            path = self._at(at).path
            last = at + 1
            while last < len(self._hashes) and self._hashes[last] == self._hashes[at]:
                if self._at(last).path == path:
                    return path
                last += 1
        return None

    def _at(self, position: int) -> Move:
        number, place = divmod(self._places[position], _PLACES)
        return self._unpack(number)[place]

    def _moves_of(self, number: int) -> tuple[Move, ...]:
        return _unpacked(self._packets[number])

    def _sort(self) -> None:
        if not self._sorted:
            order = sorted(range(len(self._hashes)), key=self._hashes.__getitem__)
            self._hashes = array("q", map(self._hashes.__getitem__, order))
            self._places = array("q", map(self._places.__getitem__, order))
            self._sorted = True

    def __contains__(self, path: str) -> bool:
        """Whether a file was made under a path."""
        return self.find(path) is not None

    def __iter__(self) -> Iterator[Move]:
        return chain.from_iterable(map(_unpacked, self._packets))

    def __len__(self) -> int:
        return len(self._places)
