"""What an organisation looks like: `identity:` in `site_config.yml`, and what was read of it."""

from enum import Enum
from typing import Annotated

from msgspec import Meta, Struct


class Colours(Struct, frozen=True, kw_only=True):
    """Each as `#rrggbb`; what is not given follows from what is, or is the portal's own."""

    primary: Annotated[
        str | None,
        Meta(description="Fond de l’en-tête, sous un texte blanc ; boutons.", examples=['"#0a4248"']),
    ] = None
    accent: Annotated[
        str | None, Meta(description="Liens, contours, barres des graphiques.", examples=['"#0b5961"'])
    ] = None
    call: Annotated[
        str | None, Meta(description="Fond du bouton « Signaler un incident ».", examples=['"#ffd976"'])
    ] = None

    @property
    def given(self) -> dict[str, str]:
        values = {name: getattr(self, name) for name in self.__struct_fields__}
        return {name: value for name, value in values.items() if value is not None}


class Themes(Struct, frozen=True, kw_only=True):
    light: Annotated[Colours, Meta(description="Couleurs du thème clair.")] = Colours()
    dark: Annotated[
        Colours,
        Meta(description="Couleurs du thème sombre ; sans elles, elles suivent celles du thème clair."),
    ] = Colours()


class Typed(Enum):
    """What is set in a typeface."""

    TEXT = "text"
    TITLES = "titles"
    CODE = "code"


class Font(Struct, frozen=True, kw_only=True):
    file: Annotated[
        str,
        Meta(description="Fichier WOFF2, relatif à site_config.yml.", examples=["identite/texte.woff2"]),
    ]
    use: Annotated[Typed, Meta(description="Ce qui est composé avec elle.")] = Typed.TEXT
    weight: Annotated[
        str,
        Meta(
            description="Graisse, ou les deux bouts d’une police variable.", examples=['"400"', '"100 900"']
        ),
    ] = "400"
    italic: Annotated[bool, Meta(description="`true` : c’est l’italique.")] = False


class Identity(Struct, frozen=True, kw_only=True):
    logo: Annotated[
        str | None,
        Meta(
            description="Logo en SVG ou en PNG, relatif à site_config.yml, posé sur la couleur `primary`.",
            examples=["identite/logo.svg"],
        ),
    ] = None
    wordmark: Annotated[
        bool,
        Meta(description="`true` : le logo contient le nom du portail, qui n’est plus écrit à côté."),
    ] = False
    favicon: Annotated[
        str | None,
        Meta(description="Icône des onglets, en SVG ou en PNG.", examples=["identite/icone.svg"]),
    ] = None
    colours: Annotated[Themes, Meta(description="Couleurs ; toutes les autres en découlent.")] = Themes()
    fonts: Annotated[
        tuple[Font, ...], Meta(description="Polices servies par le portail ; sans elles, celles du système.")
    ] = ()


class Label(Struct, frozen=True, kw_only=True):
    text: Annotated[
        str,
        Meta(
            description="Texte du programme, entier, tel que la page le montre.",
            examples=["Derniers bulletins"],
        ),
    ]
    said: Annotated[str, Meta(description="Ce que le portail écrit à sa place.", examples=["Derniers avis"])]


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
