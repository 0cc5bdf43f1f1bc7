"""All colours of a portal, from the two or three that its organisation gives."""

from collections.abc import Mapping

from cyberveille.looks.colour import Lch, contrast, lch, shown
from cyberveille.looks.house import (
    DARK,
    FOLLOWING_DARK,
    FOLLOWING_LIGHT,
    GIVEN,
    LIGHT,
    OF_THE_LIGHT_THEME,
    Follows,
    Names,
)
from cyberveille.looks.nearest import Beside, nearest
from cyberveille.looks.pairs import DEMANDS, PAIRS, TEXT
from cyberveille.model.identity import Looks, Palette

_BLACK = "#000000"
_FULLER = 1.5
"""How much more colour than the house's own a neutral may take from a brighter one."""


def palette_of(light: Mapping[str, str], dark: Mapping[str, str]) -> Palette:
    """What follows from given colours, each by its name in `GIVEN`; the house's own where none is given.

    A colour that was not given stands out as it must; for those that are, see `contrasts`.
    """
    day = _theme(light, LIGHT, FOLLOWING_LIGHT, LIGHT)
    night_given = {
        "primary": _followed(DARK["primary"], Follows("primary"), LIGHT, day),
        "accent": _followed(DARK["accent"], Follows("accent"), LIGHT, day),
        "call": day["call"],
    }
    night = _theme({**night_given, **dark}, DARK, FOLLOWING_DARK, {**DARK, **night_given}, dark)
    shared = {name: day[name] for name in OF_THE_LIGHT_THEME}
    night |= shared | {"call-ink": _ink_on(night["call"], day)}
    return Palette(day, night)


def _theme(
    given: Mapping[str, str],
    house: Names,
    following: Mapping[str, Follows],
    unasked: Names,
    asked: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """A theme's colours; those of `unasked` that nobody `asked` for are mended to be read."""
    chosen = given if asked is None else asked
    found = dict(house)
    for name in GIVEN:
        found[name] = given.get(name, unasked[name])
    for name, follows in following.items():
        found[name] = _followed(house[name], follows, house, found)
    for demand in DEMANDS:
        if demand.given not in chosen:
            others = [Beside(found[item.back], item.least) for item in DEMANDS if item.given == demand.given]
            found[demand.given] = nearest(found[demand.given], others) or found[demand.given]
    for name, follows in following.items():
        found[name] = _followed(house[name], follows, house, found)
    found["call-ink"] = _ink_on(found["call"], found)
    for name in following:
        backs = [Beside(found[pair.back], pair.least) for pair in PAIRS if pair.front == name]
        found[name] = nearest(found[name], backs) or found[name]
    return found


def _followed(own: str, follows: Follows, house: Names, found: Mapping[str, str]) -> str:
    """The colour `own` of the house, as it is beside another colour than the house's."""
    if found[follows.given] == house[follows.given]:
        return own
    before, now, it = lch(house[follows.given]), lch(found[follows.given]), lch(own)
    fuller = now.chroma / before.chroma
    chroma = it.chroma * (fuller if follows.moves else min(fuller, _FULLER))
    lightness = it.lightness + (now.lightness - before.lightness if follows.moves else 0)
    return shown(Lch(min(max(lightness, 0), 1), chroma, it.hue + now.hue - before.hue))


def _ink_on(back: str, found: Mapping[str, str]) -> str:
    """What is written on `back`: the portal's own colour where it can be read there."""
    inks = (found["field-mark"], found["field-ink"], found["primary-ink"], _BLACK)
    return next(ink for ink in inks if contrast(ink, back) >= TEXT)


HOUSE = Palette(dict(LIGHT), dict(DARK))
"""What follows from no given colour at all."""


def palette_in(looks: Looks) -> Palette:
    return looks.palette or HOUSE
