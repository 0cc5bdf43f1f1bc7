"""What makes a portal look like its organisation, as it was read and made safe."""

from msgspec import Struct


class Palette(Struct, frozen=True):
    """The colours of both themes, `#rrggbb`, by the names that style sheets call them by."""

    light: dict[str, str]
    dark: dict[str, str]


class Picture(Struct, frozen=True):
    """`ending` is svg or png; the size is in pixels, or in the drawing's own units."""

    ending: str
    data: bytes
    width: float
    height: float

    @property
    def ratio(self) -> float:
        """Width by height."""
        return self.width / self.height

    @property
    def media(self) -> str:
        return "image/svg+xml" if self.ending == "svg" else "image/png"


class Face(Struct, frozen=True):
    """A typeface file (WOFF2): `use` is text, titles or code; `weight` as CSS Fonts 4 writes it."""

    use: str
    weight: str
    italic: bool
    data: bytes


class OwnFile(Struct, frozen=True):
    """A file of the portal's folder `templates/` or `static/`, by its name there."""

    name: str
    data: bytes


class Looks(Struct, frozen=True):
    """What is None is as the portal comes."""

    palette: Palette | None = None
    logo: Picture | None = None
    wordmark: bool = False
    """Whether the logo says the portal's name."""
    favicon: Picture | None = None
    faces: tuple[Face, ...] = ()
    templates: tuple[OwnFile, ...] = ()
    files: tuple[OwnFile, ...] = ()
