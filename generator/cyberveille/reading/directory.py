"""The directory of a root, from `content/annuaire.yml`."""

from pathlib import Path

from cyberveille.model import Contact, Directory, Finding, Tlp
from cyberveille.reading.places import DIRECTORY_FILE
from cyberveille.reading.yaml_files import read_entries, read_file


def read_directory(root: Path, tlp: Tlp, root_name: str = ".") -> tuple[Directory, tuple[Finding, ...]]:
    """The contacts of a root, none when it has no directory; `tlp` is the root's `tlp_max`."""
    data, report = read_file(root, DIRECTORY_FILE, root_name)
    contacts = () if data is None else read_entries(Contact, DIRECTORY_FILE, data, report)
    return Directory(root_name, tlp, contacts), tuple(report.sorted())
