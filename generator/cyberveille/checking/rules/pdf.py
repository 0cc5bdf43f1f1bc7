"""PDF files joined to documents: they open, and say what they are (WCAG 2.4.2 and 3.1.1, PDF/UA)."""

from collections.abc import Iterator

from cyberveille.attached import CUT
from cyberveille.checking.index import Index
from cyberveille.checking.place import SourcePath
from cyberveille.checking.rule import Remark, rule
from cyberveille.model import Gravity
from cyberveille.pdf_files import PdfFacts

Located = Iterator[tuple[SourcePath, Remark]]


def _joined(index: Index) -> Iterator[tuple[SourcePath, int, str, PdfFacts]]:
    for entry in index.entries:
        for position, name in enumerate(entry.attachments):
            key = (entry.root, entry.path, name)
            facts = index.pdf_facts.get(key)
            # Of a file that is no PDF, another rule says all there is to say.
            if facts is not None and index.defects.get(key) in {None, CUT}:
                yield entry.place, position, name, facts


@rule()
def pdf_readable(index: Index) -> Located:
    """Un PDF joint doit s’ouvrir, sans mot de passe.

    Mauvais : un fichier tronqué, ou chiffré
    Bon : un fichier enregistré de nouveau, sans protection
    """
    for place, position, name, facts in _joined(index):
        if not facts.readable:
            yield (
                place,
                Remark(
                    f"« {name} » ne s’ouvre pas : le fichier est abîmé ou protégé par un mot de passe.",
                    ("attachments", position, "file"),
                    hint="Enregistrez-le de nouveau en PDF, sans protection.",
                ),
            )


def _lacking(index: Index, what: str, hint: str, lacks: str) -> Located:
    for place, position, name, facts in _joined(index):
        if facts.readable and not getattr(facts, lacks):
            yield place, Remark(f"« {name} » {what}.", ("attachments", position, "file"), hint=hint)


@rule(gravity=Gravity.WARNING)
def pdf_title(index: Index) -> Located:
    """Un PDF joint devrait porter un titre dans ses propriétés.

    Mauvais : titre absent
    Bon : titre « Fiche réflexe : rançongiciel »
    """
    hint = "Remplissez « Titre » dans les propriétés, puis exportez de nouveau."
    yield from _lacking(index, "n’a pas de titre dans ses propriétés", hint, "title")


@rule(gravity=Gravity.WARNING)
def pdf_language(index: Index) -> Located:
    """Un PDF joint devrait déclarer sa langue, pour les lecteurs d’écran.

    Mauvais : langue absente
    Bon : langue « fr »
    """
    hint = "Choisissez la langue du document, puis exportez en PDF accessible (balisé)."
    yield from _lacking(index, "ne déclare pas sa langue", hint, "language")


@rule(gravity=Gravity.WARNING)
def pdf_text(index: Index) -> Located:
    """Un PDF joint devrait contenir du texte, non des images de texte.

    Mauvais : un document numérisé
    Bon : le document exporté depuis le traitement de texte, ou passé par une reconnaissance de texte
    """
    hint = "Exportez-le depuis son fichier d’origine, ou passez-le par une reconnaissance de texte."
    yield from _lacking(index, "ne contient pas de texte : ni lecture vocale, ni recherche", hint, "has_text")
