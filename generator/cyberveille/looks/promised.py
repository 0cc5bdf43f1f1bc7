"""The blocks of pages that an organisation may make its own: what is promised to last."""

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

_EVERYWHERE = ("portal", "publisher", "reporting", "audience")
FUNCTIONS: Final[Mapping[str, str]] = {
    "super": "le contenu d’origine du bloc",
    "path": "l’adresse d’une page, d’après son chemin depuis la racine du portail : `path('a-propos/')`",
    "to": "l’adresse d’un lieu du portail, par son nom : `to('search')`",
    "titled": "le titre d’un lieu",
    "there": "si l’édition a ce lieu",
    "asset": "l’adresse d’un fichier du dossier `static/` : `asset('sceau.png')`",
}


class Block(Struct, frozen=True):
    """`told` says in French where it stands; `variables` are what it may use besides `_EVERYWHERE`."""

    told: str
    variables: tuple[str, ...] = ()


BLOCKS: Final[Mapping[str, Mapping[str, Block]]] = {
    "frame.html": {
        "head": Block("Fin de `<head>`, après les feuilles de style. Vide d’origine."),
        "brand": Block("Dans l’en-tête, le logo et le nom, qui mènent à l’accueil."),
        "banner": Block("Entre l’en-tête et la page. Vide d’origine."),
        "footer_top": Block("Début du pied de page. D’origine, le texte de démonstration s’il y en a un."),
        "footer_legal": Block("Ligne de l’éditeur et des licences."),
        "footer_bottom": Block("Fin du pied de page. Vide d’origine."),
    },
    "home.html": {
        "top": Block("Avant les alertes, sous le titre. Vide d’origine."),
        "guides": Block("Documents mis en avant."),
        "bottom": Block("Avant la date de l’édition. Vide d’origine."),
    },
    "notice.html": {
        "top": Block("Sous l’en-tête d’une notice ou d’un document. Vide d’origine.", ("notice",)),
        "bottom": Block("Fin d’une notice ou d’un document. Vide d’origine.", ("notice",)),
    },
    "page.html": {
        "top": Block("Sous le titre d’une page de contenu. Vide d’origine.", ("page",)),
        "bottom": Block("Fin d’une page de contenu. Vide d’origine.", ("page",)),
    },
}
"""By template, then by name."""


def variables_of(template: str, block: str) -> tuple[str, ...]:
    return (*_EVERYWHERE, *BLOCKS[template][block].variables)


class ToldNotice(Struct, frozen=True):
    """What a block is told of a notice; dates are written in French, `address` is from the portal's root."""

    id: str = "CV-2026-BUL-0001"
    title: str = "Titre"
    kind: str = "bulletin"
    address: str = "bulletins/2026/CV-2026-BUL-0001/"
    tlp: str = "TLP:CLEAR"
    published: str = "1er janvier 2026"
    updated: str = "1er janvier 2026"
    withdrawn: bool = False


class ToldPage(Struct, frozen=True):
    title: str = "Titre"
    address: str = "page/"


class ToldAudience(Struct, frozen=True):
    """`open`: whether anyone may read this edition."""

    name: str = "public"
    open: bool = True


SAMPLES: Final[Mapping[str, object]] = {
    "notice": ToldNotice(),
    "page": ToldPage(),
    "audience": ToldAudience(),
}
"""With what a block is tried before any page is made."""
