"""Long texts, looked for by digests of their passages: an automaton of ten million letters is too dear."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Generic, TypeVar

from cyberveille.extras import Part, need
from cyberveille.publishing.pieces import RUN

if TYPE_CHECKING:
    from numpy import uint64
    from numpy.typing import NDArray

Owner = TypeVar("Owner")
LONG = 20_000
"""From how many bytes of words a text is long."""
_BASE = 0x9E3779B97F4A7C15
_SPACE = 0x20
_AT_ONCE = 1_000_000


class LongTexts(Generic[Owner]):
    """Every passage of some texts, eight bytes each. `texts` are in words, each with whose it is."""

    def __init__(self, texts: Mapping[bytes, Owner]) -> None:
        self.empty = not texts
        """Whether nothing is looked for."""
        if self.empty:
            return
        need(Part.GUARD)
        import numpy as np  # noqa: PLC0415 - for the few editions that withhold such a text

        self._known = tuple(dict.fromkeys(texts.values()))
        ranks = {owner: rank for rank, owner in enumerate(self._known)}
        rows = [
            (np.unique(digests(piece)), ranks[owner])
            for text, owner in texts.items()
            for piece in _pieces(text)
        ]
        every = np.concatenate([np.empty(0, np.uint64), *(row for row, _ in rows)])
        owners = np.concatenate(
            [np.empty(0, np.int32), *(np.full(len(row), rank, np.int32) for row, rank in rows)]
        )
        order = np.argsort(every, kind="stable")
        self._digests, self._owners = every[order], owners[order]
        self.empty = not len(self._digests)

    def found(self, words: bytes) -> Iterator[tuple[bytes, Owner]]:
        """The passages of the texts that stand in some words, each with whose it is."""
        if self.empty:
            return
        import numpy as np  # noqa: PLC0415

        for piece in _pieces(words):
            row = digests(piece)
            places = np.searchsorted(self._digests, row)
            places[places == len(self._digests)] = 0
            matches = np.flatnonzero(self._digests[places] == row)
            if len(matches):
                spelt = piece.split()
                for rank in matches:
                    run = b" " + b" ".join(spelt[rank : rank + RUN]) + b" "
                    yield run, self._known[self._owners[places[rank]]]

    def owners(self, run: bytes) -> Iterator[Owner]:
        """All those whose a passage is."""
        if self.empty:
            return
        import numpy as np  # noqa: PLC0415

        for digest in digests(run):
            first, last = (np.searchsorted(self._digests, digest, side) for side in ("left", "right"))
            yield from (self._known[rank] for rank in self._owners[first:last])


def digests(words: bytes) -> "NDArray[uint64]":
    """A digest for each row of RUN words, in 64 bits: differences of one sum over all the letters."""
    import numpy as np  # noqa: PLC0415

    letters = np.frombuffer(b" " + b" ".join(words.split()) + b" ", np.uint8)
    spaces = np.flatnonzero(letters == _SPACE)
    if len(spaces) <= RUN:
        return np.empty(0, np.uint64)
    powers, inverses = _powers(1 << max(12, len(letters).bit_length()))
    sums = np.cumsum((letters.astype(np.uint64) + np.uint64(1)) * powers[: len(letters)], dtype=np.uint64)
    starts, ends = spaces[:-RUN], spaces[RUN:]
    return (sums[ends] - sums[starts]) * inverses[starts]


@lru_cache(maxsize=2)
def _powers(count: int) -> tuple["NDArray[uint64]", "NDArray[uint64]"]:
    """The powers of an odd number and those of its inverse, modulo 2 to the 64th."""
    import numpy as np  # noqa: PLC0415

    rows = []
    for base in (_BASE, pow(_BASE, -1, 1 << 64)):
        row = np.full(count, base, np.uint64)
        row[0] = 1
        rows.append(np.cumprod(row, dtype=np.uint64))
    return rows[0], rows[1]


def _pieces(words: bytes) -> Iterator[bytes]:
    """Cut between words, each piece with the last passage of the one before."""
    start = 0
    while start < len(words):
        end = words.find(b" ", start + _AT_ONCE)
        end = len(words) if end < 0 else end
        yield words[max(0, start - 1000) if start else 0 : end]
        start = end
