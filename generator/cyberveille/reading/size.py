"""The bytes of a source: how much they may weigh, told before they are read, and their digest."""

from hashlib import blake2b

from cyberveille.locale import size_fr
from cyberveille.reading.faults import Fault
from cyberveille.reading.report import Report

SOURCE_LIMIT = 2_000_000
"""Bytes of a notice, a document, a page, a list, figures, the configuration. A header (256 KiB) and
a text (512 KiB) fit in twice over; the heaviest of the 14,091 notices of CERT-FR weighs 138 kB."""


def too_large(size: int, limit: int, report: Report) -> bool:
    """Whether `size` is beyond `limit`, in bytes; a finding then says both."""
    if size <= limit:
        return False
    report.add(
        Fault.FILE_SIZE,
        0,
        f"Le fichier pèse {size_fr(size)} ; il ne doit pas dépasser {size_fr(limit)}.",
        "Un texte aussi long a sa place dans un fichier joint à un document ; vérifiez que c’en est un.",
    )
    return True


def source_digest(data: bytes, files: frozenset[str] = frozenset()) -> str:
    """The digest of a source: its bytes, and the names of the files that lie beside a document."""
    state = blake2b(data, digest_size=16)
    for name in sorted(files):
        state.update(b"\0" + name.encode("utf-8", "surrogateescape"))
    return state.hexdigest()
