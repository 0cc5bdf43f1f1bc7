"""Files joined to documents: each is what its name says, and whole."""

from collections.abc import Iterator

from cyberveille.attached import CUT
from cyberveille.checking.index import Index
from cyberveille.checking.place import SourcePath
from cyberveille.checking.rule import Remark, rule


@rule()
def attachment_sound(index: Index) -> Iterator[tuple[SourcePath, Remark]]:
    """Un fichier joint doit être ce que dit son nom, et s’ouvrir jusqu’au bout.

    Mauvais : un pointeur de Git LFS, un fichier vide, tronqué, ou une image nommée « fiche.pdf »
    Bon : le fichier lui-même, tel que son programme l’a enregistré
    """
    for entry in index.entries:
        for position, name in enumerate(entry.attachments):
            key = (entry.root, entry.path, name)
            defect = index.defects.get(key)
            facts = index.pdf_facts.get(key)
            # Of a PDF that is cut so that nothing opens it, another rule says so.
            if defect is None or (defect == CUT and facts is not None and not facts.readable):
                continue
            yield (
                entry.place,
                Remark(f"« {name} » {defect.what}.", ("attachments", position, "file"), hint=defect.hint),
            )
