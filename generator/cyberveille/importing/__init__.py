"""Other people's notices to notices of ours, one file each."""

from cyberveille.importing.certfr import convert
from cyberveille.importing.draft import Draft
from cyberveille.importing.importer import ImportReport, import_certfr
from cyberveille.importing.numbering import Imported, Register
from cyberveille.importing.risks import RiskIndex
from cyberveille.importing.writing import notice_text, write_atomically

__all__ = [
    "Draft",
    "ImportReport",
    "Imported",
    "Register",
    "RiskIndex",
    "convert",
    "import_certfr",
    "notice_text",
    "write_atomically",
]
