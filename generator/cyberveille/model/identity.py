"""What an organisation looks like: `identity:` in `site_config.yml`."""

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
