"""What a source file is, by where it lies."""

from cyberveille.model import RECORDS, AnyNotice, Page
from cyberveille.reading.places import PAGES_FOLDER

Subject = AnyNotice | Page


def notice_of(subject: Subject | None) -> AnyNotice | None:
    """The subject when it is a notice, and not a page."""
    return None if isinstance(subject, Page) else subject


def type_at(path: str) -> type[Subject] | None:
    """What the file at `path`, relative to its root, is read as; None when it is not a source."""
    if not path.endswith(".md"):
        return None
    folder, _, name = path.rpartition("/")
    if name == ".md":
        return None
    if folder == PAGES_FOLDER:
        return Page
    for kind, record in RECORDS.items():
        if folder == kind.folder or (kind.by_year and folder.startswith(f"{kind.folder}/")):
            return record
    return None
