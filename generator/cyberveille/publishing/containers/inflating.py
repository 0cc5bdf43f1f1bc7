"""What comes out of compressed bytes, a little at a time, and no more than may."""

import bz2
import lzma
import zlib
from typing import Protocol

from cyberveille.publishing.containers.budget import Budget, Limit, TooMuch
from cyberveille.publishing.containers.marks import STARTS

_FIRST_STEP, _STEP = 16_384, 1_000_000
"""In bytes: many small streams are not each given a long row to hand back."""
_MEMBER = 4
"""What one more stream costs, in entries."""
_LZMA_MEMORY = 128_000_000
"""In bytes: dictionaries of the usual levels are well below."""


class Machine(Protocol):
    """What zlib, bz2 and lzma have in common."""

    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes | memoryview, max_length: int, /) -> bytes: ...


RAW, GZIP, ZLIB = -zlib.MAX_WBITS, 16 + zlib.MAX_WBITS, zlib.MAX_WBITS


def inflated(data: bytes | memoryview, budget: Budget, window: int = ZLIB) -> bytes:
    """The DEFLATE stream that starts there, to its end or as far as it can be read."""
    whole = bytearray()
    _fed(zlib.decompressobj(window), memoryview(data), whole, budget)
    return bytes(whole)


def inflated_with_size(data: memoryview, budget: Budget) -> tuple[bytes, int]:
    """A raw stream, and how many bytes it took; none when it does not end as it should."""
    machine = zlib.decompressobj(RAW)
    whole = bytearray()
    taken = _fed(machine, data, whole, budget)
    return bytes(whole), taken if machine.eof else 0


def unpacked_bzip2(data: memoryview, budget: Budget) -> bytes:
    whole = bytearray()
    _fed(bz2.BZ2Decompressor(), data, whole, budget)
    return bytes(whole)


def unpacked_lzma(data: memoryview, budget: Budget) -> bytes:
    """A stream as ZIP holds it: two bytes of version, two of length, five of properties (APPNOTE 5.8.8)."""
    if len(data) < 9 or data[4] >= 9 * 5 * 5:  # noqa: PLR2004 - the properties' range
        return b""
    size = int.from_bytes(data[5:9], "little")
    if size > _LZMA_MEMORY:
        raise TooMuch(Limit.MEMORY)
    chosen = {"id": lzma.FILTER_LZMA1, "dict_size": max(size, 4096), "lc": data[4] % 9}
    chosen |= {"lp": data[4] // 9 % 5, "pb": data[4] // 45}
    whole = bytearray()
    machine = lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=[chosen])
    _fed(machine, data[9:], whole, budget)
    return bytes(whole)


def _fed(machine: Machine, view: memoryview, whole: bytearray, budget: Budget) -> int:
    """Feed a machine with the start of some bytes until its stream ends; how many bytes that took.

    What cannot be decompressed ends the stream too.
    """
    at, step = 0, _FIRST_STEP
    while at < len(view) and not machine.eof:
        chunk: bytes | memoryview = view[at : at + step]
        at += len(chunk)
        step = min(2 * step, _STEP)
        try:
            _stepped(machine, chunk, whole, budget)
        except (zlib.error, OSError, EOFError):
            break
        except lzma.LZMAError as error:
            if "emory" in str(error):
                raise TooMuch(Limit.MEMORY) from error
            break
    taken = at - len(machine.unused_data)
    budget.spend(Limit.UNPACKED, taken)
    return taken if machine.eof else len(view)


def _stepped(machine: Machine, chunk: bytes | memoryview, whole: bytearray, budget: Budget) -> None:
    """What a chunk gives; the machine keeps what it did not take in (bz2, lzma), or hands it back (zlib)."""
    while not machine.eof:
        out = machine.decompress(chunk, _STEP)
        budget.spend(Limit.UNPACKED, len(out))
        whole += out
        chunk = getattr(machine, "unconsumed_tail", b"")
        if not chunk and (len(out) < _STEP or getattr(machine, "needs_input", False)):
            return


def members(data: bytes, kind: str, budget: Budget) -> tuple[bytes, int]:
    """The content of gzip, bzip2 or xz members one after the other, and where the last one ends."""
    whole, view, at = bytearray(), memoryview(data), 0
    while data.startswith(STARTS[kind], at):
        budget.spend(Limit.ENTRIES, _MEMBER)
        at += _fed(_machine(kind), view[at:], whole, budget)
        while data.startswith(b"\0\0\0\0", at):
            at += 4
    return bytes(whole), at


def _machine(kind: str) -> Machine:
    match kind:
        case "gzip":
            return zlib.decompressobj(GZIP)
        case "bzip2":
            return bz2.BZ2Decompressor()
        case _:
            return lzma.LZMADecompressor(memlimit=_LZMA_MEMORY)
