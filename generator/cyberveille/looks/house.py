"""The colours of the portal as it comes: each has a name that style sheets call it by.

What is meant by a colour (how grave something is) is the same in every portal; all other colours follow the
ones that an organisation gives. The colours of TLP labels are those of the FIRST standard, in `marks.css`.
"""

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

Names = Mapping[str, str]


class Follows(Struct, frozen=True):
    """How a colour follows a given one: its hue and chroma do as those of the house did.

    Its lightness stays, unless it `moves` with that of the one it follows.
    """

    given: str
    moves: bool = False


GIVEN: Final = ("primary", "accent", "call")
"""What an organisation may give, for each theme."""

LIGHT: Final[Names] = {
    "primary": "#0a4248",
    "accent": "#0b5961",
    "call": "#ffd976",
    "ink": "#152325",
    "ink-soft": "#48595b",
    "paper": "#ffffff",
    "panel": "#f1f5f4",
    "rule": "#d3dcdb",
    "rule-strong": "#6c7f80",
    "primary-ink": "#ffffff",
    "primary-soft": "#b9d6d6",
    "link": "#0b5961",
    "link-hover": "#063a40",
    "focus": "#0b5961",
    "button": "#0a4248",
    "button-ink": "#ffffff",
    "call-ink": "#0a4248",
    "field": "#ffffff",
    "field-ink": "#152325",
    "field-hint": "#56686a",
    "field-mark": "#0a4248",
    "mark": "#fdf0b8",
    "critique": "#a3101c",
    "critique-soft": "#fcefef",
    "elevee": "#a84300",
    "elevee-soft": "#fdf3ea",
    "moyenne": "#775700",
    "faible": "#48614f",
    "information": "#4a5a6b",
    "band": "#a3101c",
    "band-ink": "#ffffff",
}

DARK: Final[Names] = {
    "primary": "#0c2629",
    "accent": "#83cdd2",
    "call": "#ffd976",
    "ink": "#e4ecec",
    "ink-soft": "#a9babb",
    "paper": "#0f1819",
    "panel": "#182425",
    "rule": "#2c3c3d",
    "rule-strong": "#7b8f90",
    "primary-ink": "#ffffff",
    "primary-soft": "#a3c6c7",
    "link": "#83cdd2",
    "link-hover": "#b5e6e9",
    "focus": "#83cdd2",
    "button": "#83cdd2",
    "button-ink": "#071b1d",
    "call-ink": "#0a4248",
    "field": "#ffffff",
    "field-ink": "#152325",
    "field-hint": "#56686a",
    "field-mark": "#0a4248",
    "mark": "#4f4410",
    "critique": "#ff8f8f",
    "critique-soft": "#2b1719",
    "elevee": "#ffae6e",
    "elevee-soft": "#2a1d12",
    "moyenne": "#e3c25f",
    "faible": "#a9c9b4",
    "information": "#b4c4d4",
    "band": "#8f1420",
    "band-ink": "#ffffff",
}

_PRIMARY, _ACCENT = Follows("primary"), Follows("accent")
_ON_PAPER: Mapping[str, Follows] = {
    **dict.fromkeys(("ink", "ink-soft", "panel", "rule", "rule-strong", "primary-soft"), _PRIMARY),
    "link": Follows("accent", moves=True),
    "link-hover": Follows("accent", moves=True),
    "focus": Follows("accent", moves=True),
}
FOLLOWING_LIGHT: Final[Mapping[str, Follows]] = {
    **_ON_PAPER,
    "button": Follows("primary", moves=True),
    "field-ink": _PRIMARY,
    "field-hint": _PRIMARY,
    "field-mark": Follows("primary", moves=True),
}
FOLLOWING_DARK: Final[Mapping[str, Follows]] = {
    **_ON_PAPER,
    "paper": _PRIMARY,
    "button": Follows("accent", moves=True),
    "button-ink": _ACCENT,
}
OF_THE_LIGHT_THEME: Final = ("call-ink", "field", "field-ink", "field-hint", "field-mark")
"""Colours that the dark theme shows as the light one does: what they stand on does not change."""
