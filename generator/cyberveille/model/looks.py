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


class Looks(Struct, frozen=True):
    """What is None is as the portal comes."""

    palette: Palette | None = None
    logo: Picture | None = None
    wordmark: bool = False
    """Whether the logo says the portal's name."""
    favicon: Picture | None = None
