"""What the public sources of an edition say, each with where it is written and where it is published."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from datetime import datetime
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from cyberveille.catalogue import Catalogue, Project
from cyberveille.model import AnyNotice, Headline, Page, Tlp
from cyberveille.publishing import containers
from cyberveille.publishing.earlier_texts import texts_before
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.pieces import (
    names_of,
    names_quoted_by,
    texts_of,
    texts_quoted_by,
)
from cyberveille.publishing.words import text_words, written_words
from cyberveille.reading import (
    CONFIGURATION_FILE,
    DIRECTORY_FILE,
    OBSERVATORY_FOLDER,
    SCHEME_FOLDER,
    VOCABULARIES_FOLDER,
    shown_path,
)
from cyberveille.reading.supplied_nodes import LISTS, SCHEME

_OWN = Path(__file__).parent.parent
_PRINTED = {".html", ".py", ".yml"}


class Cited(NamedTuple):
    """Where a public text stands: its notice, page or file by `name`, its source, and what sort it is."""

    name: str
    root: str
    path: str
    notice: bool
    attached: bool


class PublicText(Struct, frozen=True, dict=True):
    """A source that the edition shows. `words` and `quoted` are as `text_words` writes them.

    `outputs` are the files of the edition that print it, none when many do. `published` and `updated` are
    those of its notice; a page, a list or the configuration has none.
    """

    name: str
    root: str
    path: str
    words: bytes
    quoted: bytes = b""
    """What it takes from its sources: their titles, products and versions."""
    outputs: tuple[str, ...] = ()
    declares: tuple[str, ...] = ()
    published: datetime | None = None
    updated: datetime | None = None
    attached: bool = False
    """Whether it is a file joined to a notice: its notice's dates say little of it."""

    @cached_property
    def file(self) -> str:
        """Its source, as findings name it."""
        return shown_path(self.root, self.path)

    @property
    def cited(self) -> Cited:
        return Cited(self.name, self.root, self.path, self.published is not None, self.attached)

    @property
    def revised(self) -> bool:
        return self.updated != self.published


def notice_text(notice: AnyNotice, allowed: AbstractSet[Tlp]) -> PublicText:
    """What a notice says, and what it said before, as far as that is among the markings allowed."""
    texts = (replace(notice, earlier=()), *texts_before(notice, allowed))
    before = (f"{text.address}index.html" for text in texts[1:])
    return PublicText(
        notice.id,
        notice.source.root,
        notice.source.path,
        b"".join(map(words_of, texts)),
        b"".join(piece for text in texts for piece in texts_quoted_by(text)),
        (f"{notice.address.rstrip('/')}.json", f"{notice.address}index.html", *before),
        notice.declassifies,
        notice.published,
        notice.last_date,
    )


def words_of(subject: AnyNotice | Page) -> bytes:
    """The words of a whole notice or page, header included."""
    texts = (
        *names_of(subject),
        *names_quoted_by(subject),
        *texts_of(subject),
        *texts_quoted_by(subject),
    )
    return b"".join(texts) + written_words(msgspec.json.encode(subject))


def portal_texts(edition: Edition, catalogue: Catalogue) -> Iterator[PublicText]:
    """Content pages, the configuration, controlled lists, the scheme of declarations, figures, contacts."""
    declared = edition.configuration.declassifies
    for page in edition.pages:
        yield PublicText(
            f"/{page.address}",
            page.source.root,
            page.source.path,
            words_of(page),
            outputs=(f"{page.address}index.html",),
            declares=(*page.declassifies, *declared),
        )
    for root, path in _portal_files(edition, catalogue.project):
        file = catalogue.project.folder / root / path
        if file.is_file():
            words = written_words(file.read_bytes())
            yield PublicText(shown_path(root, path), root, path, words, declares=declared)


def _portal_files(edition: Edition, project: Project) -> Iterator[tuple[str, str]]:
    yield ".", CONFIGURATION_FILE
    restricted = {root for root, _ in project.lists_above(edition.audience.tlp_max)}
    for root in project.configuration.sources:
        folders = [] if root.path in restricted else [VOCABULARIES_FOLDER]
        if root.tlp_max is Tlp.CLEAR:
            folders += [SCHEME_FOLDER, OBSERVATORY_FOLDER]
        for folder in folders:
            for file in sorted((project.path_of(root) / folder).glob("*.*")):
                yield root.path, f"{folder}/{file.name}"
        if root.tlp_max.within(edition.audience.tlp_max):
            yield root.path, DIRECTORY_FILE


def attached_texts(catalogue: Catalogue, item: Headline) -> Iterator[PublicText]:
    """The files joined to a notice."""
    notice = catalogue.notice(item.id)
    folder = notice.source.path.removesuffix(".md")
    for attachment in notice.attachments:
        path = f"{folder}/{attachment.file}"
        file = catalogue.project.folder / notice.source.root / path
        if file.is_file():
            yield PublicText(
                notice.id,
                notice.source.root,
                path,
                file_text(attachment.file, file.read_bytes()),
                outputs=(f"{notice.address}{attachment.file}",),
                declares=notice.declassifies,
                published=notice.published,
                updated=notice.last_date,
                attached=True,
            )


def file_text(name: str, data: bytes) -> bytes:
    """The words of a file, and its SHA-256 as one of them; what is sealed in it has none."""
    words = (found.words for found in containers.read(name, data) if isinstance(found, containers.Words))
    return text_words(sha256(data).hexdigest()) + b"".join(words)


@lru_cache(maxsize=2)
def program_words(*, supplied: bool) -> bytes:
    """What the program prints by itself; with `supplied`, its lists and its scheme of declarations too."""
    folders = ("map", "model", "templates", "publishing", *((LISTS, SCHEME) if supplied else ()))
    files = (file for folder in folders for file in sorted((_OWN / folder).rglob("*")))
    return b"".join(written_words(file.read_bytes()) for file in files if file.suffix in _PRINTED)
