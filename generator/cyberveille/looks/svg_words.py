"""What a drawing may be made of: all else is left out (SVG 2)."""

from typing import Final

ELEMENTS: Final = frozenset(
    {
        *("svg", "g", "defs", "symbol", "use", "title", "desc"),
        *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan"),
        *("linearGradient", "radialGradient", "stop", "clipPath", "mask"),
    }
)
DRAWN: Final = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "use"})
"""Without one of them nothing is seen."""
REFERRING: Final = frozenset({"use", "linearGradient", "radialGradient"})
"""What may refer to a part of the same drawing."""
STYLED: Final = frozenset(
    {
        *("fill", "fill-opacity", "fill-rule", "clip-rule", "clip-path", "mask", "opacity", "color"),
        *("stroke", "stroke-width", "stroke-opacity", "stroke-linecap", "stroke-linejoin"),
        *("stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset", "stop-color", "stop-opacity"),
        *("font-family", "font-size", "font-weight", "font-style", "text-anchor", "letter-spacing"),
        *("dominant-baseline", "display", "visibility", "vector-effect", "paint-order", "overflow"),
    }
)
"""Properties that are attributes too (SVG 2, section 6.6): a style's declarations become these."""
ATTRIBUTES: Final = STYLED | {
    *("id", "viewBox", "preserveAspectRatio", "transform", "d", "points", "pathLength"),
    *("x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy", "fr", "dx", "dy"),
    *("width", "height", "offset", "rotate", "textLength", "lengthAdjust"),
    *("gradientUnits", "gradientTransform", "spreadMethod"),
    *("clipPathUnits", "maskUnits", "maskContentUnits"),
}
SILENT: Final = frozenset(
    {
        *("version", "baseProfile", "class", "style", "role", "lang", "space", "enable-background"),
        *("isolation", "mix-blend-mode", "contentScriptType", "contentStyleType", "zoomAndPan", "type"),
        *("focusable", "aria-hidden", "aria-label", "aria-labelledby"),
    }
)
"""Attributes that drawing programs write and that change nothing in a picture: left out without a word."""
NEUTRAL: Final = frozenset({"metadata", "style"})
"""Elements that are read or left out without a word."""
