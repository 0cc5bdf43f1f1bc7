"""What the operating system refuses, in French: its own words follow the machine's language."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ssl

_REASONS = {
    errno.EACCES: "accès refusé",
    errno.EADDRINUSE: "déjà occupé",
    errno.EBUSY: "déjà occupé",
    errno.ECONNABORTED: "connexion interrompue",
    errno.ECONNREFUSED: "connexion refusée",
    errno.ECONNRESET: "connexion interrompue",
    errno.EDQUOT: "quota de disque atteint",
    errno.EEXIST: "un fichier de ce nom existe déjà",
    errno.EFBIG: "fichier trop gros",
    errno.EHOSTUNREACH: "machine injoignable",
    errno.EIO: "erreur du disque",
    errno.EISDIR: "c’est un dossier",
    errno.ELOOP: "liens qui tournent en rond",
    errno.EMFILE: "trop de fichiers ouverts",
    errno.EMLINK: "trop de liens vers un même fichier",
    errno.ENAMETOOLONG: "nom trop long",
    errno.ENETUNREACH: "réseau injoignable",
    errno.ENFILE: "trop de fichiers ouverts",
    errno.ENOENT: "introuvable",
    errno.ENOMEM: "mémoire insuffisante",
    errno.ENOSPC: "disque plein",
    errno.ENOTDIR: "un fichier tient la place d’un dossier",
    errno.ENOTEMPTY: "le dossier n’est pas vide",
    errno.EPERM: "opération interdite",
    errno.EPIPE: "connexion interrompue",
    errno.EROFS: "disque en lecture seule",
    errno.ETIMEDOUT: "délai dépassé",
    errno.ETXTBSY: "déjà occupé",
    errno.EXDEV: "sur un autre disque",
}
_UNKNOWN_AUTHORITY = (
    "le certificat est signé par une autorité que cette machine ne connaît pas, ou le serveur n’envoie pas "
    "les certificats intermédiaires"
)
_CERTIFICATES = {
    9: "le certificat n’est pas encore valable",
    10: "le certificat a expiré",
    18: "le certificat est signé par lui-même : aucune autorité connue de cette machine n’en répond",
    19: "le certificat est signé par une autorité que cette machine ne connaît pas",
    20: _UNKNOWN_AUTHORITY,
    21: _UNKNOWN_AUTHORITY,
    23: "le certificat a été révoqué",
    62: "le certificat est celui d’un autre nom de site",
    64: "le certificat est celui d’une autre adresse",
}
"""By the codes of OpenSSL, X509_V_ERR_*."""


@contextmanager
def naming(file: Path) -> Iterator[None]:
    """An error met while it lasts says which file it is about, as that of a full disk does not."""
    try:
        yield
    except OSError as error:
        if error.filename is None and error.errno is not None:
            error.filename = os.fspath(file)
        raise


def reason(error: OSError) -> str:
    """Why the system refused, without capital or full stop."""
    # Loaded for an error: most commands meet none, and none of the network.
    import socket  # noqa: PLC0415
    import ssl  # noqa: PLC0415

    if isinstance(error, ssl.SSLError):
        return _of_tls(error)
    if isinstance(error, socket.gaierror):
        names = {
            socket.EAI_NONAME: "ce nom de machine est inconnu",
            socket.EAI_AGAIN: "le service de noms ne répond pas",
        }
        return names.get(error.errno or 0, "ce nom de machine ne mène nulle part")
    inner = getattr(error, "reason", None)
    if isinstance(inner, OSError):  # urllib's
        return reason(inner)
    if isinstance(error, TimeoutError) and not error.errno:
        return "délai dépassé"
    return _REASONS.get(error.errno or 0, f"erreur {error.errno} du système" if error.errno else "illisible")


def _of_tls(error: "ssl.SSLError") -> str:
    """The numbers of these errors are OpenSSL's, not the system's."""
    import ssl  # noqa: PLC0415

    if isinstance(error, ssl.SSLCertVerificationError):
        return _CERTIFICATES.get(error.verify_code, f"le certificat est refusé (code {error.verify_code})")
    told = f" ({error.reason})" if getattr(error, "reason", None) else ""
    return f"la connexion chiffrée ne s’établit pas{told}"
