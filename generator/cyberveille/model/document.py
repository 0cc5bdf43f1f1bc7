"""A guidance document: a page, and files to take away."""

from enum import Enum
from typing import Annotated, Any, ClassVar

from msgspec import Meta

from cyberveille.model.attachment import Attachment
from cyberveille.model.kinds import Kind
from cyberveille.model.notice import Paper
from cyberveille.model.roles import Holds, Role, Shown


class Level(Enum):
    """What a reader should know already."""

    ESSENTIAL = "essentiel"
    ADVANCED = "avance"
    EXPERT = "expert"

    @property
    def label(self) -> str:
        return {"essentiel": "essentiel, pour tous", "avance": "avancé", "expert": "expert"}[self.value]


class Document(Paper, frozen=True, kw_only=True, omit_defaults=True, tag="document"):
    kind: ClassVar[Kind] = Kind.DOCUMENT

    theme: Annotated[
        str,
        Meta(description="Thème (liste `themes`).", examples=["gestion-de-crise"]),
        Holds(Role.TERM, vocabulary="themes", shown=Shown.EVERYWHERE | Shown.FILTERS),
    ]
    form: Annotated[
        str,
        Meta(description="Forme (liste `formes`).", examples=["fiche-reflexe"]),
        Holds(Role.TERM, vocabulary="formes"),
    ]
    version: Annotated[
        str, Meta(description="Version, entre guillemets.", examples=['"1.2"']), Holds(Role.CODE)
    ]
    level: Annotated[
        Level | None,
        Meta(description="Niveau demandé au lecteur.", examples=["essentiel"]),
        Holds(Role.CHOICE, shown=Shown.PAGE | Shown.JSON),
    ] = None
    supersedes: Annotated[
        tuple[str, ...],
        Meta(
            description="Identifiants des documents que celui-ci remplace.", examples=["[CV-2025-DOC-0003]"]
        ),
        Holds(Role.NOTICE, shown=Shown.NOWHERE),
    ] = ()
    attachments: Annotated[tuple[Attachment, ...], Meta(description="Fichiers à télécharger.")] = ()

    def headline(self) -> dict[str, Any]:
        return super().headline() | {"theme": self.theme, "form": self.form, "version": self.version}
