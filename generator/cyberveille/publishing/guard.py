"""The leak guard: nothing withheld in anything written.

Audience and embargo are decided in the edition; this looks at the result with other eyes, and judges for
itself what is withheld: drafts, notices above the audience's TLP, notices under embargo. One hit refuses
the edition.
"""

import gzip
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import msgspec
from ahocorasick_rs import BytesAhoCorasick

from cyberveille.model import (
    Bulletin,
    Contact,
    Document,
    Headline,
    MinistryAction,
    Notice,
    Page,
    Paper,
    Rex,
    Tlp,
)
from cyberveille.portable import pdf_words
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.excerpt import plain_text
from cyberveille.publishing.output import digest
from cyberveille.publishing.words import text_words, written_words
from cyberveille.reading import DIRECTORY_FILE

RUN = 8
"""How many words in a row make a passage that cannot be a coincidence."""
_SHORTEST_NAME = 8
_FEWEST_WORDS = 3
"""A shorter title is made of words that any page may hold; its notice is betrayed by its other texts."""
_IDENTIFIER = re.compile(r"(?=.*\d)(?=.*[-_:./])\S{6,}")
_TEXTS = {".html", ".json", ".xml"}
_NOTICE_ID = re.compile(r"[A-Z][A-Z0-9]*-\d{4}-[A-Z]{3}-\d{4}")
_OWN = Path(__file__).parent.parent
_BINARY = {".pdf", ".png", ".jpg", ".zip", ".docx", ".xlsx", ".odt", ".ods", ".odp", ".pptx"}
_GZIP = b"\x1f\x8b"
_LONG = 500


@dataclass(frozen=True, slots=True)
class Leak:
    """`path` is the written file, `notice` the withheld one, `what` the piece of it that was found."""

    path: str
    notice: str
    what: str


@dataclass(frozen=True)
class Guard:
    """What must not appear: words in a row, names and passages alike, each with its notice.

    `frame` are the pieces that stand in every page: they are looked at once, in `frame_leaks`.
    """

    words: Mapping[bytes, str]
    files: frozenset[bytes]
    """The SHA-256 of withheld attachments."""
    frame: tuple[bytes, ...] = field(default=(), repr=False)

    @property
    def key(self) -> bytes:
        """What is looked for; when it changes, files that did not change are looked at again."""
        return digest(tuple(sorted(self.words)), tuple(sorted(self.files)))

    @property
    def idle(self) -> bool:
        return not self.words and not self.files

    @cached_property
    def sought(self) -> tuple[BytesAhoCorasick, tuple[bytes, ...]]:
        """The automaton, and its patterns in its order."""
        patterns = tuple(self.words)
        return BytesAhoCorasick(patterns), patterns

    def leaks(self, path: str, data: bytes) -> Iterator[Leak]:
        """What of the withheld shows in the file `path`, its own name included."""
        yield from self._found(path, text_words(path))
        if sha256(data).digest() in self.files:
            yield Leak(path, "", "pièce jointe")
        if path.endswith(".zip"):
            yield from self._inside(path, data)
        if path.endswith(".pdf"):
            data = pdf_words(data).encode()
        elif Path(path).suffix in _BINARY:
            return
        if data.startswith(_GZIP):
            data = gzip.decompress(data)
        if path.endswith(".html"):
            for piece in self.frame:
                data = data.replace(piece, b" ")
        yield from self._found(path, written_words(data))

    def _inside(self, path: str, data: bytes) -> Iterator[Leak]:
        """What shows in the files of an archive, which hides their words from whoever looks at its bytes."""
        with suppress(zipfile.BadZipFile), zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield from self.leaks(f"{path}/{name}", archive.read(name))

    def frame_leaks(self) -> Iterator[Leak]:
        """What shows in the frame of every page."""
        for piece in self.frame:
            yield from self._found("*", written_words(piece))

    def _found(self, path: str, words: bytes) -> Iterator[Leak]:
        if not self.words:
            return
        automaton, patterns = self.sought
        met = {match[0] for match in automaton.find_matches_as_indexes(words, overlapping=True)}
        for position in sorted(met):
            yield Leak(path, self.words[patterns[position]], patterns[position].decode("latin-1").strip())


def guard_of(edition: Edition, frame: Iterable[str] = ()) -> Guard:
    """The guard of an edition; idle when it withholds nothing. `frame` is what every page has in common."""
    words: dict[bytes, str] = {}
    files: set[bytes] = set()
    allowed = _allowed(edition)
    for item in edition.catalogue.headlines:
        if _withheld(edition, item, allowed):
            notice = edition.catalogue.notice(item.id)
            words |= dict.fromkeys(_sought(notice), item.id)
            files |= set(_attachments(edition, notice))
    for page in edition.catalogue.pages:
        if page.tlp not in allowed:
            words |= dict.fromkeys(_sought_of_page(page), f"/{page.address}")
    for directory in edition.catalogue.project.directories:
        if directory.tlp not in allowed:
            where = f"{directory.root}/{DIRECTORY_FILE}"
            for contact in directory.contacts:
                words |= dict.fromkeys(_sought_of_contact(contact), where)
    pieces = tuple(piece.encode() for piece in frame if len(piece) >= _LONG)
    return Guard(words, frozenset(files), pieces)


def less_public(edition: Edition, leaks: Sequence[Leak], read: Callable[[str], bytes]) -> tuple[Leak, ...]:
    """The leaks that are not words the edition shows on purpose: a draft may quote what is public.

    The public notices that the files with a hit name (`read` gives a file's bytes) are looked at first: most
    quotations are theirs, and the others are read only for what is still suspect.
    """
    excuse = _Excuse({text_words(leak.what): leak.path for leak in leaks})
    for value in (*edition.pages, edition.configuration, edition.vocabularies):
        excuse.read(msgspec.json.encode(value))
    for page in edition.pages:
        excuse.said(_sought_of_page(page))
    for file in _printed_by_us():
        excuse.read(file.read_bytes())
    allowed = _allowed(edition)
    public = {item.id: item for item in edition.catalogue.headlines if not _withheld(edition, item, allowed)}
    named = _NOTICE_ID.findall(" ".join(excuse.suspect.values()))
    for notice_id in dict.fromkeys((*named, *_named_in(excuse.suspect.values(), read), *public)):
        if not excuse.suspect:
            break
        if notice_id in public:
            notice = edition.catalogue.notice(notice_id)
            excuse.said(_sought(notice))
            excuse.read(msgspec.json.encode(notice))
    return tuple(leak for leak in leaks if text_words(leak.what) in excuse.suspect)


def _named_in(paths: Iterable[str], read: Callable[[str], bytes]) -> Iterator[str]:
    """The notices named in the files that bear the name of none: lists and feeds."""
    for path in dict.fromkeys(paths):
        if not _NOTICE_ID.search(path) and Path(path).suffix in _TEXTS:
            yield from _NOTICE_ID.findall(read(path).decode("utf-8", "replace"))


class _Excuse:
    """Names and passages found in written files, less those met in public texts."""

    def __init__(self, suspect: dict[bytes, str]) -> None:
        self.suspect = suspect
        """Each with a file in which it was found."""
        self._patterns = tuple(suspect)
        self._automaton = BytesAhoCorasick(self._patterns)

    def said(self, pieces: Iterable[bytes]) -> None:
        """Take off names and passages that are public as such."""
        for piece in pieces:
            self.suspect.pop(piece, None)

    def read(self, data: bytes) -> None:
        """Take off what a public text holds."""
        met = self._automaton.find_matches_as_indexes(written_words(data), overlapping=True)
        self.said(self._patterns[position] for position, *_ in met)


def _printed_by_us() -> Iterator[Path]:
    """The files whose words the program prints itself."""
    for folder in ("templates", "publishing"):
        yield from sorted(path for path in (_OWN / folder).rglob("*") if path.suffix in {".html", ".py"})


def _allowed(edition: Edition) -> frozenset[Tlp]:
    return frozenset(tlp for tlp in Tlp if tlp.rank <= edition.audience.tlp_max.rank)


def _withheld(edition: Edition, item: Headline, allowed: frozenset[Tlp]) -> bool:
    """Said again here, and on whole headlines, so that a fault in the edition's filter does not pass."""
    return item.draft or item.tlp not in allowed or edition.clock < item.published


def _sought(notice: Notice) -> Iterator[bytes]:
    """A notice's names and passages, as `text_words` writes them."""
    yield from filter(None, map(text_words, _names(notice)))
    for text in _texts(notice):
        yield from _runs(text)


def _sought_of_page(page: Page) -> Iterator[bytes]:
    """A withheld page's title and passages; its address alone says nothing."""
    if len(page.title.split()) >= _FEWEST_WORDS:
        yield text_words(page.title)
    yield from _runs(page.description)
    for section in page.body.sections:
        yield from _runs(f"{section.title} {plain_text(section.html)}")


def _sought_of_contact(contact: Contact) -> Iterator[bytes]:
    """How to reach someone, and why one would."""
    for text in (contact.phone, contact.email):
        if text:
            yield text_words(text)
    yield from _runs(f"{contact.name} {contact.purpose}")


def _runs(text: str) -> Iterator[bytes]:
    words = text_words(text).split()
    for start in range(len(words) - RUN + 1):
        yield b" " + b" ".join(words[start : start + RUN]) + b" "


def _names(notice: Notice) -> Iterator[str]:
    yield notice.id
    if len(notice.title.split()) >= _FEWEST_WORDS:
        yield notice.title
    yield from filter(_IDENTIFIER.fullmatch, notice.aliases)
    if isinstance(notice, Document):
        yield from (item.file for item in notice.attachments if len(item.file) >= _SHORTEST_NAME)
    if isinstance(notice, Bulletin | Rex):
        yield from (item.value for item in notice.indicators if len(item.value) >= _SHORTEST_NAME)


def _texts(notice: Notice) -> Iterator[str]:
    """The sentences an editor wrote; values from controlled lists and dates give nothing away."""
    yield notice.title
    for section in notice.body.sections:
        yield f"{section.title} {plain_text(section.html)}"
    yield from (item.title for item in notice.references)
    yield from (item.change for item in notice.revisions)
    if notice.withdrawn:
        yield notice.withdrawn.reason
    if isinstance(notice, Bulletin):
        yield from _bulletin_texts(notice)
    if isinstance(notice, Paper):
        yield notice.summary
    if isinstance(notice, Document):
        yield from (item.title for item in notice.attachments)
    if isinstance(notice, Rex):
        yield " ".join(f"{step.when} {step.event}" for step in notice.timeline)
        yield notice.duration or ""
    if isinstance(notice, MinistryAction):
        yield notice.lead
    if isinstance(notice, Bulletin | Rex):
        yield from (item.comment for item in notice.indicators if item.comment)


def _bulletin_texts(notice: Bulletin) -> Iterator[str]:
    if notice.in_brief:
        yield notice.in_brief.what
        yield notice.in_brief.concerned
        yield notice.in_brief.action
    if notice.care_impact and notice.care_impact.fallback:
        yield notice.care_impact.fallback
    for product in notice.products:
        yield " ".join(filter(None, (product.vendor, product.product, product.affected, product.fixed)))
    yield from (item.title for item in notice.vulnerabilities if item.title)


def _attachments(edition: Edition, notice: Notice) -> Iterable[bytes]:
    if isinstance(notice, Document):
        folder = edition.catalogue.project.folder / notice.source.root / notice.source.path
        for attachment in notice.attachments:
            file = folder.with_suffix("") / attachment.file
            if file.is_file():
                yield sha256(file.read_bytes()).digest()
