"""A content page: à propos, mentions légales and the like."""

from enum import Enum
from typing import Annotated, ClassVar

from msgspec import Meta

from cyberveille.model.body import Body
from cyberveille.model.notice import SourceLocation
from cyberveille.model.roles import Holds, Role, Shown
from cyberveille.model.tlp import Tlp
from cyberveille.model.written import Written


class PageTemplate(Enum):
    """What the program adds to the page's own text."""

    PAGE = "page"
    FEEDS = "flux"
    PLAN = "plan"
    REPORT = "signaler"
    ACCESSIBILITY = "accessibilite"
    LEGAL = "mentions"


class Page(Written, frozen=True, kw_only=True, omit_defaults=True, tag="page"):
    kind: ClassVar[None] = None
    id: ClassVar[str] = ""

    title: Annotated[
        str, Meta(description="Titre de la page.", examples=["À propos"]), Holds(Role.TITLE, shown=Shown.PAGE)
    ]
    description: Annotated[
        str,
        Meta(description="La page en une phrase, pour les moteurs de recherche et le plan du site."),
        Holds(Role.PROSE, shown=Shown.PAGE),
    ]
    template: Annotated[
        PageTemplate,
        Meta(description="Ce que le programme ajoute sous le texte.", examples=["flux"]),
        Holds(Role.CHOICE, shown=Shown.PAGE),
    ] = PageTemplate.PAGE
    tlp: Annotated[
        Tlp | None,
        Meta(
            description="Marquage TLP ; par défaut le `tlp_max` du dossier qui contient la page.",
            examples=["CLEAR"],
        ),
        Holds(Role.MARKING, shown=Shown.NOWHERE),
    ] = None
    redirect_from: Annotated[
        tuple[str, ...],
        Meta(description="Anciennes adresses, qui mènent ici.", examples=["[/contact/]"]),
        Holds(Role.NAME, shown=Shown.NOWHERE),
    ] = ()
    declassifies: Annotated[
        tuple[str, ...],
        Meta(
            description="Contenus restreints dont cette page peut reprendre des "
            "passages : identifiants, adresses de pages (`/cercle/`) ou `/annuaire/`.",
            examples=["[CV-2026-BUL-0090]"],
        ),
        Holds(Role.NOTICE, shown=Shown.NOWHERE),
    ] = ()
    body: Body
    source: SourceLocation

    @property
    def slug(self) -> str:
        """The file's name without its ending: also the page's address."""
        return self.source.path.rsplit("/", 1)[-1].removesuffix(".md")

    @property
    def address(self) -> str:
        return f"{self.slug}/"
