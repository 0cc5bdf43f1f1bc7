"""What was published, read from where it still can be: a commit of the sources, an edition's files."""

from cyberveille.publishing.admission import Admission, admitting, not_admitted
from cyberveille.publishing.permanence.from_files import Files, changed_files
from cyberveille.publishing.permanence.from_git import PastUnknown, changes_since
from cyberveille.publishing.permanence.in_place import Planned, in_place
from cyberveille.publishing.permanence.present import present_of

__all__ = [
    "Admission",
    "Files",
    "PastUnknown",
    "Planned",
    "admitting",
    "changed_files",
    "changes_since",
    "in_place",
    "not_admitted",
    "present_of",
]
