"""Other people's notices to notices of ours, one file each."""

from collections.abc import Callable, Mapping
from typing import Any

from cyberveille.importing.advisories import Csaf, Cve, Desk, Known, Names, NoNames, Registered
from cyberveille.importing.catalogues import CatalogueRead, read_catalogues
from cyberveille.importing.certfr import Certfr
from cyberveille.importing.draft import Draft
from cyberveille.importing.exploitation import brought, keep, news
from cyberveille.importing.faults import ImportFault, RecordError
from cyberveille.importing.importer import ImportReport, import_records
from cyberveille.importing.refreshing import Refreshed, refreshed, waiting_sources
from cyberveille.importing.source import Origin, Source
from cyberveille.importing.taking import Taken, take

SOURCES: Mapping[str, tuple[Callable[[Desk], Source[Any]], str]] = {
    "certfr": (lambda desk: Certfr(desk.lists), "Avis et alertes du CERT-FR, en JSON."),
    "csaf": (Csaf, "Avis CSAF 2.0 et 2.1 : un brouillon par avis."),
    "cve": (Cve, "Enregistrements CVE, en JSON 5 : un brouillon par CVE."),
}
"""By the name of its command: what makes the source, and what it holds."""

__all__ = [
    "SOURCES",
    "CatalogueRead",
    "Certfr",
    "Csaf",
    "Cve",
    "Desk",
    "Draft",
    "ImportFault",
    "ImportReport",
    "Known",
    "Names",
    "NoNames",
    "Origin",
    "RecordError",
    "Refreshed",
    "Registered",
    "Source",
    "Taken",
    "brought",
    "import_records",
    "keep",
    "news",
    "read_catalogues",
    "refreshed",
    "take",
    "waiting_sources",
]
