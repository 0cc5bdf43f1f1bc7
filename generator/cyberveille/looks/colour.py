"""Colours as style sheets write them, `#rrggbb`, and how much they differ to the eye."""

from functools import lru_cache
from math import atan2, cos, hypot, sin, tau

from msgspec import Struct

from cyberveille.expressions import expression

_WRITTEN = expression(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_LINEAR = 0.04045
_FLARE = 0.05


class Lch(Struct, frozen=True):
    """A colour in OKLCH (CSS Color 4, section 9): lightness 0 to 1, chroma from 0, hue in radians."""

    lightness: float
    chroma: float
    hue: float


def is_colour(text: str) -> bool:
    return _WRITTEN.fullmatch(text) is not None


def whole(text: str) -> str:
    """A colour that may be written in short, with six small digits."""
    digits = text.removeprefix("#").lower()
    return "#" + ("".join(digit * 2 for digit in digits) if len(digits) == len("rgb") else digits)


def channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def written(red: int, green: int, blue: int) -> str:
    return f"#{red:02x}{green:02x}{blue:02x}"


def _linear(value: int) -> float:
    part = value / 255
    return part / 12.92 if part <= _LINEAR else ((part + 0.055) / 1.055) ** 2.4


def _encoded(part: float) -> float:
    return part * 12.92 if part <= _LINEAR / 12.92 else 1.055 * part ** (1 / 2.4) - 0.055


@lru_cache(maxsize=65_536)
def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1, as WCAG 2.2 defines it."""
    red, green, blue = map(_linear, channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + _FLARE) / (dark + _FLARE)


@lru_cache(maxsize=65_536)
def _lab(colour: str) -> tuple[float, float, float]:
    red, green, blue = map(_linear, channels(colour))
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.793617785 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.428592205 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.808675766 * short,
    )


def lch(colour: str) -> Lch:
    lightness, a, b = _lab(colour)
    return Lch(lightness, hypot(a, b), atan2(b, a) % tau)


def difference(one: str, other: str) -> float:
    """How far apart the eye sees two colours: their distance in Oklab."""
    here, there = _lab(one), _lab(other)
    return hypot(*(a - b for a, b in zip(here, there, strict=True)))


def shown(colour: Lch) -> str:
    """A colour of screens (sRGB) of this lightness and hue, with as much of its chroma as they can show."""
    low, high = 0.0, colour.chroma
    if (found := _fitting(colour, high)) is not None:
        return found
    best = _fitting(colour, 0) or written(*(round(255 * min(max(colour.lightness, 0), 1)) for _ in "rgb"))
    for _ in range(16):
        middle = (low + high) / 2
        found = _fitting(colour, middle)
        low, high = (low, middle) if found is None else (middle, high)
        best = found or best
    return best


def _fitting(colour: Lch, chroma: float) -> str | None:
    a, b = chroma * cos(colour.hue), chroma * sin(colour.hue)
    long = (colour.lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (colour.lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (colour.lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
    parts = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short,
    )
    red, green, blue = (round(255 * _encoded(part)) for part in parts)
    inside = all(-0.001 <= part <= 1.001 for part in parts)  # noqa: PLR2004 - less than half a step of a channel
    return written(*(min(max(value, 0), 255) for value in (red, green, blue))) if inside else None
