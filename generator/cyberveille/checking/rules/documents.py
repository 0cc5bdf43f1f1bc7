"""A document's files."""

from collections.abc import Iterator

from cyberveille.checking.nearest import did_you_mean, nearest
from cyberveille.checking.rule import Context, Remark, rule
from cyberveille.expressions import expression
from cyberveille.model import MEDIA_TYPES, Document, Gravity

_NAME = expression(r"[a-z0-9][a-z0-9._-]*\.[a-z0-9]+")
# RFC 5646 section 2.1: language, and optionally script and region.
_LANGUAGE = expression(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2}|-\d{3})?")


@rule(Document)
def attachment_name(document: Document, _context: Context) -> Iterator[Remark]:
    """Un nom de fichier joint ne doit contenir que minuscules sans accents, chiffres, « . _ - ».

    Sa terminaison est celle d’une forme admise : rien qui s’exécute dans un navigateur.

    Mauvais : `file: Fiche Réflexe.pdf`
    Bon : `file: fiche-reflexe.pdf`
    """
    for position, attachment in enumerate(document.attachments):
        name = attachment.file
        if not _NAME.fullmatch(name):
            yield Remark(
                f"Le nom « {name} » ne convient pas à un fichier joint.",
                ("attachments", position, "file"),
                hint="Écrivez le nom seul, sans dossier, par exemple « fiche-reflexe.pdf ».",
            )
        elif f".{name.rpartition('.')[2]}" not in MEDIA_TYPES:
            yield Remark(
                f"Un fichier « .{name.rpartition('.')[2]} » ne peut pas être joint.",
                ("attachments", position, "file"),
                hint=f"Formes admises : {', '.join(sorted(item.lstrip('.') for item in MEDIA_TYPES))}.",
            )
        elif name.startswith("index."):
            yield Remark(
                f"Le nom « {name} » est celui d’une page du portail.",
                ("attachments", position, "file"),
                hint="Donnez au fichier un nom qui dit ce qu’il contient.",
            )


@rule(Document)
def attachment_exists(document: Document, context: Context) -> Iterator[Remark]:
    """Un fichier joint doit se trouver dans le dossier qui porte le nom du document.

    Mauvais : `file: fiche.pdf` sans fichier de ce nom
    Bon : `file: fiche.pdf`, rangé dans `content/documents/CV-2026-DOC-0007/`
    """
    for position, attachment in enumerate(document.attachments):
        if attachment.file not in context.files:
            folder = document.source.path.removesuffix(".md")
            yield Remark(
                f"Le fichier « {attachment.file} » n’existe pas dans {folder}/.",
                ("attachments", position, "file"),
                hint=did_you_mean(attachment.file, nearest(attachment.file, sorted(context.files)))
                or "Ajoutez-le dans ce dossier, ou corrigez son nom.",
            )


@rule(Document)
def attachment_unique(document: Document, _context: Context) -> Iterator[Remark]:
    """Un fichier ne doit être joint qu’une fois.

    Mauvais : deux entrées de `attachments` pour `fiche.pdf`
    Bon : une seule entrée pour `fiche.pdf`
    """
    seen: set[str] = set()
    for position, attachment in enumerate(document.attachments):
        if attachment.file in seen:
            yield Remark(
                f"Le fichier « {attachment.file} » est joint deux fois.",
                ("attachments", position, "file"),
                hint="Gardez une seule entrée.",
            )
        seen.add(attachment.file)


@rule(Document)
def attachment_language(document: Document, _context: Context) -> Iterator[Remark]:
    """La langue d’un fichier joint doit être un code BCP 47.

    Mauvais : `language: français`
    Bon : `language: fr`
    """
    for position, attachment in enumerate(document.attachments):
        if not _LANGUAGE.fullmatch(attachment.language):
            yield Remark(
                f"« {attachment.language} » n’est pas un code de langue.",
                ("attachments", position, "language"),
                hint="Écrivez « fr » pour le français, « en » pour l’anglais, « pt-BR »…",
            )


@rule(Document, gravity=Gravity.WARNING)
def attachment_declared(document: Document, context: Context) -> Iterator[Remark]:
    """Un fichier rangé près d’un document devrait y être joint, images du texte comprises.

    Mauvais : `content/documents/CV-2026-DOC-0007/ancien.pdf`, sans entrée sous `attachments`
    Bon : `attachments: [{file: fiche.pdf, title: Fiche à imprimer}]`
    """
    declared = {attachment.file for attachment in document.attachments}
    for name in sorted(context.files - declared):
        yield Remark(
            f"Le fichier « {name} » n’est pas joint au document : il ne sera pas publié.",
            hint="Ajoutez-le sous « attachments: », ou retirez-le du dossier.",
        )
