"""What is written in a typeface of the web: its names, its licence (WOFF2, W3C Recommendation, section 5)."""

from cyberveille.extras import Part, need
from cyberveille.publishing.containers.budget import Budget, Limit
from cyberveille.publishing.containers.text_files import runs

_HEAD, _TABLES, _PACKED = 48, slice(12, 14), slice(20, 24)
_STEP = 4_096
_KNOWN_TAGS = 63
_SHAPES, _PLAIN_SHAPE = (10, 11), 3
"""Letters' outlines are packed in a way of their own unless they say this number; other tables unless 0."""


def names_in(data: bytes, budget: Budget) -> bytes:
    """The words of its tables; none of a file that is not as the format says."""
    start = _end_of_directory(data)
    packed = data[start : start + int.from_bytes(data[_PACKED], "big")]
    return runs(_unpacked(packed, budget))


def _unpacked(packed: bytes, budget: Budget) -> bytes:
    need(Part.PRECOMPRESS)
    import brotli  # noqa: PLC0415 - for the few portals that have such a file

    machine = brotli.Decompressor()
    whole = bytearray()
    try:
        for place in range(0, len(packed), _STEP):
            piece = machine.process(packed[place : place + _STEP], output_buffer_limit=1_000_000)
            while True:
                budget.spend(Limit.UNPACKED, len(piece))
                whole += piece
                if machine.can_accept_more_data():
                    break
                piece = machine.process(b"", output_buffer_limit=1_000_000)
    except brotli.error:
        # As far as it can be read.
        return bytes(whole)
    return bytes(whole)


def _end_of_directory(data: bytes) -> int:
    """Where the compressed tables begin: after a line for each, of a length of its own."""
    at = _HEAD
    for _ in range(int.from_bytes(data[_TABLES], "big")):
        flags = data[at] if at < len(data) else 0
        tag, form = flags & _KNOWN_TAGS, flags >> 6
        at += 1 + (4 if tag == _KNOWN_TAGS else 0)
        at = _after_number(data, at)
        if form != _PLAIN_SHAPE if tag in _SHAPES else form != 0:
            at = _after_number(data, at)
    return at


def _after_number(data: bytes, at: int) -> int:
    """A number of up to five bytes, the last of which is below 128 (section 4.1)."""
    for place in range(at, min(at + 5, len(data))):
        if data[place] < 1 << 7:
            return place + 1
    return at + 5
