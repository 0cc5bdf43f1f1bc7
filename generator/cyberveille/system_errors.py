"""What the operating system refuses, in French: its own words follow the machine's language."""

import errno

_REASONS = {
    errno.EACCES: "accès refusé",
    errno.EADDRINUSE: "déjà occupé",
    errno.EBUSY: "déjà occupé",
    errno.EDQUOT: "quota de disque atteint",
    errno.EEXIST: "un fichier de ce nom existe déjà",
    errno.EFBIG: "fichier trop gros",
    errno.EIO: "erreur du disque",
    errno.EISDIR: "c’est un dossier",
    errno.ELOOP: "liens qui tournent en rond",
    errno.EMFILE: "trop de fichiers ouverts",
    errno.ENAMETOOLONG: "nom trop long",
    errno.ENFILE: "trop de fichiers ouverts",
    errno.ENOENT: "introuvable",
    errno.ENOMEM: "mémoire insuffisante",
    errno.ENOSPC: "disque plein",
    errno.ENOTDIR: "un fichier tient la place d’un dossier",
    errno.ENOTEMPTY: "le dossier n’est pas vide",
    errno.EPERM: "opération interdite",
    errno.EROFS: "disque en lecture seule",
    errno.ETXTBSY: "déjà occupé",
    errno.EXDEV: "sur un autre disque",
}


def reason(error: OSError) -> str:
    """Why the system refused, without capital or full stop."""
    return _REASONS.get(error.errno or 0, f"erreur {error.errno} du système" if error.errno else "illisible")
