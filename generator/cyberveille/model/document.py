"""A guidance document: a page, and files to take away."""

from enum import Enum
from typing import Annotated, ClassVar

from msgspec import Meta, Struct

from cyberveille.model.kinds import Kind
from cyberveille.model.notice import Paper
from cyberveille.model.roles import Holds, Role, Shown

# The system is not asked: its table differs from one machine to the next.
MEDIA_TYPES = {
    ".csv": "text/csv",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".jpg": "image/jpeg",
    ".odp": "application/vnd.oasis.opendocument.presentation",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".txt": "text/plain",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}
"""Which files may be joined, by ending: none of them runs in a browser."""


class Attachment(Struct, frozen=True, kw_only=True):
    file: Annotated[
        str,
        Meta(
            description="Nom du fichier, dans le dossier du même nom que le document.",
            examples=["fiche.pdf"],
        ),
        Holds(Role.FILE),
    ]
    title: Annotated[
        str,
        Meta(description="Ce que contient le fichier.", examples=["Fiche à imprimer (A4)"]),
        Holds(Role.PROSE),
    ]
    language: Annotated[
        str,
        Meta(description="Langue, en code BCP 47.", examples=["fr"]),
        Holds(Role.CODE, shown=Shown.PAGE | Shown.JSON),
    ] = "fr"


class FileFacts(Struct, frozen=True):
    """What is true of an attachment's bytes: size in bytes, SHA-256 in hexadecimal, media type.

    `pages` is the number of pages of a PDF.
    """

    size: int
    sha256: str
    media_type: str
    pages: int | None = None


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
