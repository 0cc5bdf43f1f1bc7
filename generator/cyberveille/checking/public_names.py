"""What the configuration and the declarations name on pages that anyone may read."""

from cyberveille.checking.index import Index
from cyberveille.checking.nearest import did_you_mean
from cyberveille.checking.rule import Remark
from cyberveille.model import Gravity, Pointer


def not_public(index: Index, document: str, at: Pointer, so: str) -> Remark | None:
    """What keeps a document from being named on a public page; `so` says what follows. None if nothing.

    An erased one is left out by itself, and must hold up no edition: it is a warning.
    """
    entry = index.by_id.get(document)
    if entry is None:
        message = f"Aucun document ne porte l’identifiant « {document} »."
        return Remark(message, at, hint=did_you_mean(document, index.meant_id(document)) or "Corrigez-le.")
    if entry.draft or not entry.tlp.within(entry.tlp.CLEAR):
        message = f"{document} n’est pas public : {so}."
        return Remark(message, at, hint="Choisissez un document TLP:CLEAR qui n’est plus un brouillon.")
    if entry.erased:
        message = f"{document} est effacé : {so}."
        return Remark(message, at, hint="Retirez-le de cette liste.", gravity=Gravity.WARNING)
    return None
