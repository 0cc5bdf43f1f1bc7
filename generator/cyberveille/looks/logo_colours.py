"""Which colours a logo shows, as far as it can be told, and whether any stands out from what it lies on."""

import io
from collections import Counter

from cyberveille.expressions import expression
from cyberveille.looks.colour import contrast, is_colour, whole, written
from cyberveille.model.identity import Picture

_PAINT = expression(rb"(?:fill|stroke|stop-color)\s*(?:=\s*[\"']|:)\s*([^\"';}]+)")
_NOTHING = {"none", "transparent"}
_NAMED = {"black": "#000000", "white": "#ffffff"}
_BLACK = "#000000"
_KINDS = 8
"""Colours that an image is brought to: its edges have hundreds between two."""
_SEEN = 0.05
"""The part of an image that a colour covers at least, to be one of the logo's."""
_SOLID = 128


def colours_of(logo: Picture) -> tuple[str, ...]:
    """As `#rrggbb`; nothing for a drawing that names one otherwise than by digits, black or white."""
    return _of_drawing(logo.data) if logo.ending == "svg" else _of_image(logo.data)


def best_contrast(colours: tuple[str, ...], back: str) -> float:
    """The ratio of WCAG 2.2 between `back` and the colour that stands out best from it."""
    return max(contrast(colour, back) for colour in colours)


def _of_drawing(data: bytes) -> tuple[str, ...]:
    told = {found.decode("utf-8", "replace").strip().lower() for found in _PAINT.findall(data)} - _NOTHING
    # What says nothing is drawn in black (SVG 2, section 13.2).
    colours = {_NAMED.get(colour, colour) for colour in told} or {_BLACK}
    return tuple(sorted(map(whole, colours))) if all(map(is_colour, colours)) else ()


def _of_image(data: bytes) -> tuple[str, ...]:
    # Pillow is only loaded by portals that have such a picture.
    from PIL import Image  # noqa: PLC0415

    with Image.open(io.BytesIO(data), formats=["PNG"]) as image:
        pixels = image.convert("RGBA")
        pixels.thumbnail((64, 64))
        data = pixels.tobytes()
    solid = b"".join(data[at : at + 3] for at in range(0, len(data), 4) if data[at + 3] >= _SOLID)
    number = len(solid) // 3
    if not number:
        return ()
    line = Image.frombytes("RGB", (number, 1), solid)
    few = line.quantize(_KINDS, dither=Image.Dither.NONE).convert("RGB").tobytes()
    counted = Counter((few[at], few[at + 1], few[at + 2]) for at in range(0, len(few), 3))
    return tuple(written(*colour) for colour, times in counted.items() if times >= _SEEN * number)
