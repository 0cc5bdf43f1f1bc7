"""What an edition does not show, by name: where it is written, and since when it may have been."""

from datetime import datetime, timedelta
from pathlib import PurePosixPath

from msgspec import Struct

from cyberveille.catalogue import Catalogue
from cyberveille.model import AnyNotice
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.guard import allowed_in
from cyberveille.reading import shown_path

EMBARGO = timedelta(days=45)
"""How long CERT/CC keeps a vulnerability back: a thing to come was written since then."""


class WithheldThing(Struct, frozen=True):
    """A notice, a page, a directory or a list that an edition does not show.

    `since` is the earliest moment at which it may have been written, by its own dates; None without any.
    """

    name: str
    root: str
    paths: tuple[str, ...]
    """Its source, then the files joined to it."""
    since: datetime | None = None
    draft: bool = False
    """Whether it is a draft that the edition's readers could read if it were none."""

    @property
    def file(self) -> str:
        """Its source, as findings name it."""
        return shown_path(self.root, self.paths[0])


def thing_named(edition: Edition, catalogue: Catalogue, name: str) -> WithheldThing:
    """The thing that a claim of the guard names: a notice, a page's address or a file."""
    if name in catalogue.sources:
        notice = catalogue.notice(name)
        draft = notice.draft and notice.tlp in allowed_in(edition)
        root, path = notice.source.root, notice.source.path
        return WithheldThing(
            name, root, (path, *_joined(notice)), written_since(notice, edition.clock), draft
        )
    for page in catalogue.pages:
        if name == f"/{page.address}":
            return WithheldThing(name, page.source.root, (page.source.path,))
    roots = sorted((root.path for root in edition.configuration.sources), key=len, reverse=True)
    root = next((root for root in roots if PurePosixPath(name).is_relative_to(root)), ".")
    return WithheldThing(name, root, (PurePosixPath(name).relative_to(root).as_posix(),))


def written_since(notice: AnyNotice, clock: datetime) -> datetime:
    """The earliest date that a notice gives itself; one that only has dates to come is an embargo."""
    dates = (notice.published, *(item.date for item in notice.revisions))
    return min((moment for moment in dates if moment <= clock), default=clock - EMBARGO)


def _joined(notice: AnyNotice) -> tuple[str, ...]:
    folder = notice.source.path.removesuffix(".md")
    return tuple(f"{folder}/{item.file}" for item in notice.attachments)
