"""What an import reports, each with its rule identifier."""

from enum import Enum

from cyberveille.locale import french
from cyberveille.model import Finding, Gravity


class ImportFault(Enum):
    """The value is the rule's identifier in findings."""

    UNREADABLE = "import-file"
    COMPRESSION = "import-compression"
    SIZE = "import-size"
    JSON = "import-json"
    FIELD = "import-field"
    REFERENCE = "import-reference"
    DUPLICATE = "import-duplicate"
    REVISIONS = "import-revisions"
    VULNERABILITY = "import-vulnerability"
    NUMBER = "import-number"
    OCCUPIED = "import-occupied"
    WRITING = "import-writing"
    CONFLICT = "import-conflict"
    EMPTY = "import-empty"
    MARKING = "import-marking"
    CHANGED = "import-changed"
    DISCARDED = "import-discarded"


class RecordError(ValueError):
    """A record that cannot be used: what is wrong, by its kind; the message is a French sentence."""

    def __init__(self, fault: ImportFault, message: str) -> None:
        super().__init__(message)
        self.fault = fault


_WARNINGS = {
    ImportFault.DUPLICATE,
    ImportFault.VULNERABILITY,
    ImportFault.OCCUPIED,
    ImportFault.CONFLICT,
    ImportFault.CHANGED,
    ImportFault.DISCARDED,
}


def finding(path: str, line: int, fault: ImportFault, message: str, hint: str = "") -> Finding:
    """The finding about an input, or about a file that could not be written."""
    gravity = Gravity.WARNING if fault in _WARNINGS else Gravity.ERROR
    return Finding(path, line, fault.value, french(message), french(hint), gravity)
