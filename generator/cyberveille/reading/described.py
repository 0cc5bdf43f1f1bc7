"""What editors write, file by file: which record says what a file may hold, and which files it is said of."""

from pathlib import PurePosixPath
from typing import NamedTuple

from msgspec import Struct

from cyberveille.model import RECORDS, Configuration, Contact, Kind, Page, Term
from cyberveille.reading.places import (
    CONFIGURATION_FILE,
    DIRECTORY_FILE,
    PAGES_FOLDER,
    REGISTRY_ENDING,
    REGISTRY_FOLDER,
    VOCABULARIES_FOLDER,
)
from cyberveille.registry import Vendor


class Described(NamedTuple):
    """A sort of file; `place` is its path within a root as people read it, `pattern` as a glob."""

    name: str
    """In the names of what is generated for it."""
    title: str
    record: type[Struct]
    place: str
    pattern: str
    kind: Kind | None = None
    listed: bool = False
    """Whether the file is a list of such entries."""

    def within(self, root: str) -> str:
        """The pattern of its files from the folder that holds a root."""
        return (PurePosixPath(root) / self.pattern).as_posix()

    @property
    def header(self) -> bool:
        """Whether it is said of the header of a text, and not of a whole file."""
        return self.pattern.endswith(".md")


def _notices(kind: Kind, record: type[Struct]) -> Described:
    place = f"{kind.folder}/{'<année>/' if kind.by_year else ''}<identifiant>.md"
    pattern = f"{kind.folder}/{'*/' if kind.by_year else ''}*.md"
    return Described(kind.value, kind.label.capitalize(), record, place, pattern, kind)


NOTICES: tuple[Described, ...] = tuple(_notices(kind, record) for kind, record in RECORDS.items())
SOURCES: tuple[Described, ...] = (
    *NOTICES,
    Described("page", "Page", Page, f"{PAGES_FOLDER}/<adresse>.md", f"{PAGES_FOLDER}/*.md"),
    Described(
        "liste",
        "Entrée d’une liste contrôlée",
        Term,
        f"{VOCABULARIES_FOLDER}/<liste>.yml",
        f"{VOCABULARIES_FOLDER}/*.yml",
        listed=True,
    ),
    Described("annuaire", "Entrée de l’annuaire", Contact, DIRECTORY_FILE, DIRECTORY_FILE, listed=True),
    Described(
        "editeur",
        "Éditeur et ses produits",
        Vendor,
        f"{REGISTRY_FOLDER}/<identifiant>{REGISTRY_ENDING}",
        f"{REGISTRY_FOLDER}/*{REGISTRY_ENDING}",
    ),
)
"""What each root holds."""
CONFIGURATION = Described(
    "site_config", "Configuration", Configuration, CONFIGURATION_FILE, CONFIGURATION_FILE
)
EVERYTHING = (CONFIGURATION, *SOURCES)
