"""The colours of a palette as style sheets, and as the house's own icon wears them."""

from collections.abc import Mapping

from cyberveille.looks.house import GIVEN, LIGHT
from cyberveille.model.identity import Palette

_NOT_NAMED = frozenset(GIVEN) - {"primary", "call"}
"""Given colours that style sheets know by what follows from them alone."""


def coloured(tokens: str, dark: str, palette: Palette) -> str:
    """The sheet of variables, `tokens` and then `dark`, each with its colours.

    The dark theme's apply to whoever chose it, and to whoever runs no script and prefers it, never on paper.
    """
    told = dark + _variables(
        {name: colour for name, colour in palette.dark.items() if palette.light[name] != colour}
    )
    return (
        f"{tokens}{_variables(palette.light)}\n"
        "@media screen {\n"
        + told.replace(":root", ':root[data-theme="dark"]')
        + "}\n@media screen and (prefers-color-scheme: dark) {\n"
        + told.replace(":root", ":root:not([data-theme])")
        + "}\n"
    )


def _variables(colours: Mapping[str, str]) -> str:
    lines = (f"  --cv-{name}: {colour};\n" for name, colour in colours.items() if name not in _NOT_NAMED)
    return ":root {\n" + "".join(lines) + "}\n"


def house_icon(drawing: str, palette: Palette) -> bytes:
    """The icon that the portal comes with, in the colours of its organisation."""
    return drawing.replace(LIGHT["primary"], palette.light["primary"]).encode()
