"""What cannot be read in the colours that an organisation gives, and which colours nearby can."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from cyberveille.looks.colour import contrast
from cyberveille.looks.house import GIVEN
from cyberveille.looks.nearest import Beside, nearest
from cyberveille.looks.pairs import DEMANDS, Demand
from cyberveille.looks.palette import palette_of

LIGHT, DARK = "light", "dark"


class Unreadable(Struct, frozen=True):
    """`given` is the colour's name in `theme`; `ratio` is what the worst demand finds, of `demand.least`.

    `nearest` is the nearest colour that meets every demand made of this one; None when there is none.
    """

    theme: str
    given: str
    colour: str
    demand: Demand
    back: str
    ratio: float
    nearest: str | None


def unreadable(light: Mapping[str, str], dark: Mapping[str, str]) -> Iterator[Unreadable]:
    """What is wrong in the colours given for each theme, in the order of `GIVEN`.

    Once what was found is replaced by what is proposed, nothing is found.
    """
    mended: dict[str, dict[str, str]] = {LIGHT: dict(light), DARK: dict(dark)}
    for theme in (LIGHT, DARK):
        for given in GIVEN:
            if given not in mended[theme]:
                continue
            found = _found(theme, given, mended[LIGHT], mended[DARK])
            if found is not None:
                yield found
                mended[theme][given] = found.nearest or found.colour


def _found(theme: str, given: str, light: Mapping[str, str], dark: Mapping[str, str]) -> Unreadable | None:
    palette = palette_of(light, dark)
    colours = palette.light if theme == LIGHT else palette.dark
    colour = colours[given]
    demands = [item for item in DEMANDS if item.given == given]
    worst = min(demands, key=lambda item: contrast(colour, colours[item.back]) / item.least)
    ratio = contrast(colour, colours[worst.back])
    if ratio >= worst.least:
        return None
    others = [Beside(colours[item.back], item.least) for item in demands]
    return Unreadable(theme, given, colour, worst, colours[worst.back], ratio, nearest(colour, others))
