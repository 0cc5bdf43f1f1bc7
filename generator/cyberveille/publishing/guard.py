"""The leak guard: nothing withheld in anything written.

Audience and embargo are decided in the edition; this looks at the result with other eyes, and judges for
itself what is withheld: drafts, notices above the audience's TLP, notices under embargo. One hit refuses
the edition.
"""

import gzip
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from html import unescape
from pathlib import Path

from cyberveille.model import Bulletin, Document, Headline, Notice, Tlp
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.excerpt import plain_text
from cyberveille.publishing.output import digest

RUN = 8
"""How many words in a row make a passage that cannot be a coincidence."""
_SHORTEST_NAME = 8
_WORD = re.compile(r"\w+")
_MARKUP = re.compile(r"<[^>]*>|\\[nrt]")
_BINARY = {".pdf", ".png", ".jpg", ".zip", ".docx", ".xlsx", ".odt", ".ods", ".odp", ".pptx"}
_GZIP = b"\x1f\x8b"
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")


@dataclass(frozen=True, slots=True)
class Leak:
    """`path` is the written file, `notice` the withheld one, `what` the piece of it that was found."""

    path: str
    notice: str
    what: str


@dataclass(frozen=True)
class Guard:
    """What must not appear: names as they are written, and passages of `RUN` words; each with its notice."""

    names: Mapping[str, str]
    passages: Mapping[tuple[str, ...], str]
    files: frozenset[bytes]
    """The SHA-256 of withheld attachments."""

    @property
    def key(self) -> bytes:
        """What is looked for; when it changes, files that did not change are looked at again."""
        return digest(
            tuple(sorted(self.names.items())),
            tuple(sorted(self.passages)),
            tuple(sorted(self.files)),
        )

    @property
    def idle(self) -> bool:
        return not self.names and not self.passages

    def leaks(self, path: str, data: bytes) -> Iterator[Leak]:
        """What of the withheld shows in the file `path`, its own name included."""
        folded = path.casefold()
        for name, notice in self.names.items():
            if name in folded:
                yield Leak(path, notice, name)
        if sha256(data).digest() in self.files:
            yield Leak(path, "", "pièce jointe")
        if Path(path).suffix in _BINARY:
            return
        text = _plain(gzip.decompress(data) if data.startswith(_GZIP) else data)
        for name, notice in self.names.items():
            if name in text:
                yield Leak(path, notice, name)
        words = _WORD.findall(text)
        for passage in _runs(words):
            notice_id = self.passages.get(passage)
            if notice_id is not None:
                yield Leak(path, notice_id, " ".join(passage))


def guard_of(edition: Edition) -> Guard:
    """The guard of an edition; idle when it withholds nothing."""
    names: dict[str, str] = {}
    passages: dict[tuple[str, ...], str] = {}
    files: set[bytes] = set()
    for item in edition.catalogue.headlines:
        if _withheld(edition, item):
            notice = edition.catalogue.notice(item.id)
            names |= {_fold(name): item.id for name in _names(notice)}
            for text in _texts(notice):
                passages |= dict.fromkeys(_runs(_words(text)), item.id)
            files |= set(_attachments(edition, notice))
    return Guard(names, passages, frozenset(files))


def less_public(edition: Edition, leaks: Sequence[Leak]) -> tuple[Leak, ...]:
    """The leaks that are not words the edition shows on purpose: a draft may quote what is public.

    Reads every public notice, so it is asked only about what was found.
    """
    suspect = {leak.what for leak in leaks}
    for item in edition.catalogue.headlines:
        if suspect and not _withheld(edition, item):
            notice = edition.catalogue.notice(item.id)
            suspect -= {_fold(name) for name in _names(notice)}
            for text in _texts(notice):
                suspect -= {" ".join(run) for run in _runs(_words(text))}
    for page in edition.pages:
        for section in page.body.sections:
            suspect -= {" ".join(run) for run in _runs(_words(plain_text(section.html)))}
    return tuple(leak for leak in leaks if leak.what in suspect)


def _withheld(edition: Edition, item: Headline) -> bool:
    """Said again here, and on whole headlines, so that a fault in the edition's filter does not pass."""
    allowed = {tlp for tlp in Tlp if tlp.rank <= edition.audience.tlp_max.rank}
    return item.draft or item.tlp not in allowed or edition.clock < item.published


def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[start:] for start in range(RUN)), strict=False)


def _words(text: str) -> list[str]:
    return _WORD.findall(_fold(text))


def _names(notice: Notice) -> Iterator[str]:
    yield notice.id
    if len(notice.title) >= _SHORTEST_NAME:
        yield notice.title
    yield from notice.aliases
    if isinstance(notice, Document):
        yield from (item.file for item in notice.attachments if len(item.file) >= _SHORTEST_NAME)


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
    if isinstance(notice, Document):
        yield notice.summary
        yield from (item.title for item in notice.attachments)


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


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())


def _plain(data: bytes) -> str:
    text = data.decode("utf-8", "replace")
    text = _ESCAPE.sub(lambda match: chr(int(match.group(1), 16)), text)
    return _fold(unescape(unescape(text))) + " " + _fold(unescape(unescape(_MARKUP.sub(" ", text))))
