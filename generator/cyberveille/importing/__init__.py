"""Other people's notices to notices of ours, one file each."""

from collections.abc import Mapping
from typing import Any

from cyberveille.importing.certfr import Certfr
from cyberveille.importing.draft import Draft
from cyberveille.importing.faults import ImportFault, RecordError
from cyberveille.importing.importer import ImportReport, import_records
from cyberveille.importing.source import Origin, Source

SOURCES: Mapping[str, tuple[type[Source[Any]], str]] = {
    "certfr": (Certfr, "Avis et alertes du CERT-FR, en JSON."),
}
"""By the name of its command: the source, and what it holds."""

__all__ = [
    "SOURCES",
    "Certfr",
    "Draft",
    "ImportFault",
    "ImportReport",
    "Origin",
    "RecordError",
    "Source",
    "import_records",
]
