"""The colour nearest to one that cannot be read: worked out, not guessed."""

from collections.abc import Iterator, Sequence
from itertools import product

from msgspec import Struct

from cyberveille.looks.colour import Lch, channels, contrast, difference, lch, shown, written

_STEPS = 256


class Beside(Struct, frozen=True):
    """A colour that another one must stand out from, by a contrast ratio of at least `least`."""

    colour: str
    least: float

    def lets(self, colour: str) -> bool:
        return contrast(colour, self.colour) >= self.least


def nearest(colour: str, others: Sequence[Beside]) -> str | None:
    """The colour nearest to `colour`, to the eye, that stands out from all `others`.

    Itself when it does; None when no colour can.
    """
    if all(other.lets(colour) for other in others):
        return colour
    found = lch(colour)
    tries = {shown(Lch(step / _STEPS, found.chroma, found.hue)) for step in range(_STEPS + 1)}
    fitting = [item for item in sorted(tries) if all(other.lets(item) for other in others)]
    if not fitting:
        return None
    best = min(fitting, key=lambda item: difference(item, colour))
    while True:
        closer = min(
            (item for item in _around(best) if all(other.lets(item) for other in others)),
            key=lambda item: difference(item, colour),
            default=best,
        )
        if difference(closer, colour) >= difference(best, colour):
            return best
        best = closer


def _around(colour: str) -> Iterator[str]:
    here = channels(colour)
    for steps in product((-1, 0, 1), repeat=3):
        moved = [value + step for value, step in zip(here, steps, strict=True)]
        if all(value in range(256) for value in moved):
            yield written(moved[0], moved[1], moved[2])
