"""The leak guard: nothing withheld in anything written.

Audience and embargo are decided in the edition; this looks at the result with other eyes, and judges for
itself what is withheld: drafts, notices above the audience's TLP, notices under embargo, what the source of
an erased notice still says. One hit refuses the edition.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cached_property
from hashlib import sha256
from itertools import chain

from ahocorasick_rs import BytesAhoCorasick

from cyberveille.model import AnyNotice, Document, Headline, Tlp
from cyberveille.package import package_digest
from cyberveille.publishing.attachments import file_of
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.output import digest
from cyberveille.publishing.remains import remains
from cyberveille.publishing.sought import (
    anchors,
    names_of,
    names_of_contact,
    names_of_page,
    passages,
    passages_around,
    quoted_by,
    text_of_contact,
    texts_of,
    texts_of_page,
)
from cyberveille.publishing.unpacking import Sealed, all_words, file_words, unpacked
from cyberveille.publishing.words import text_words, written_words
from cyberveille.reading import DIRECTORY_FILE

_LONG = 500
FRAME = "*"
"""The path of what stands in every page."""


class Hit(Enum):
    WORDS = auto()
    FILE = auto()
    """The very bytes of a withheld attachment."""
    SEALED = auto()
    """An encrypted archive: nobody can say what is in it."""


@dataclass(frozen=True, slots=True)
class Leak:
    """`path` is the written file, `notice` the withheld one, `what` the piece of it that was found.

    For a file, `what` is its SHA-256; for an archive that nobody can open, the path of what is in it.
    """

    path: str
    notice: str
    what: str
    hit: Hit = Hit.WORDS


@dataclass(frozen=True)
class Guard:
    """What must not appear, each piece with its notice.

    Passages are many: files are searched for a few anchors of each text, and for whole passages only where
    one of these was met. `frame` are the pieces that stand in every page: they are looked at once, in
    `frame_leaks`.
    """

    names: Mapping[bytes, str]
    texts: Mapping[bytes, str]
    """Whole texts; any passage of one is a leak."""
    files: Mapping[bytes, str]
    """The SHA-256 of withheld attachments."""
    borrowed: frozenset[bytes] = frozenset()
    """Those that a withheld notice may have from elsewhere: public attachments may hold them too."""
    frame: tuple[bytes, ...] = field(default=(), repr=False)

    @property
    def key(self) -> bytes:
        """What is looked for, and how; when it changes, files that did not change are looked at again."""
        looking = package_digest()
        return digest(*(tuple(sorted(pieces)) for pieces in (self.names, self.texts, self.files)), looking)

    @property
    def idle(self) -> bool:
        return not self.names and not self.texts and not self.files

    @cached_property
    def passages(self) -> Mapping[bytes, str]:
        return {run: notice for text, notice in self.texts.items() for run in passages(text)}

    @cached_property
    def lent(self) -> frozenset[bytes]:
        """The names and passages that are borrowed."""
        own = {run for text in self.texts if text not in self.borrowed for run in passages(text)}
        runs = {run for text in self.texts if text in self.borrowed for run in passages(text)}
        return frozenset((runs - own) | (self.borrowed & self.names.keys()))

    @cached_property
    def sought(self) -> tuple[BytesAhoCorasick, tuple[bytes, ...]]:
        """The automaton, and its patterns in its order."""
        few = dict.fromkeys(chain(self.names, *map(anchors, self.texts)))
        return BytesAhoCorasick(tuple(few)), tuple(few)

    def leaks(self, path: str, data: bytes) -> Iterator[Leak]:
        """What of the withheld shows in the file `path`, its own name included."""
        try:
            for place, inner in unpacked(path, data):
                yield from self._found(place, text_words(place))
                name = sha256(inner)
                if notice := self.files.get(name.digest()):
                    yield Leak(place, notice, name.hexdigest(), Hit.FILE)
                yield from self._found(place, file_words(self._unframed(place, inner)))
        except Sealed as sealed:
            yield Leak(path, "", str(sealed), Hit.SEALED)

    def _unframed(self, path: str, data: bytes) -> bytes:
        if path.endswith(".html"):
            for piece in self.frame:
                data = data.replace(piece, b" ")
        return data

    def frame_leaks(self) -> Iterator[Leak]:
        """What shows in the frame of every page."""
        for piece in self.frame:
            yield from self._found(FRAME, written_words(piece))

    def _found(self, path: str, words: bytes) -> Iterator[Leak]:
        for piece in sorted(self._met(words)):
            notice = self.names.get(piece) or self.passages[piece]
            yield Leak(path, notice, piece.decode("latin-1").strip())

    def _met(self, words: bytes) -> set[bytes]:
        automaton, patterns = self.sought
        met: set[bytes] = set()
        for position, start, end in automaton.find_matches_as_indexes(words, overlapping=True):
            if patterns[position] in self.names:
                met.add(patterns[position])
            met.update(run for run in passages_around(words, start, end) if run in self.passages)
        return met


def guard_of(edition: Edition, frame: Iterable[str] = ()) -> Guard:
    """The guard of an edition; idle when it withholds nothing. `frame` is what every page has in common."""
    own, borrowed = _Withheld(), _Withheld()
    allowed = allowed_in(edition)
    for item in edition.catalogue.headlines:
        if withheld(edition, item, allowed):
            notice = edition.catalogue.notice(item.id)
            own.add(item.id, names_of(notice), texts_of(notice))
            borrowed.add(item.id, quoted_by(notice))
            # A draft may carry the file that its public predecessor carries; a restricted notice may not.
            joined = borrowed if item.tlp in allowed else own
            for name, data in attached(edition, notice):
                joined.files[sha256(data).digest()] = item.id
                with suppress(Sealed):
                    joined.add(item.id, (), [all_words(name, data)])
        if item.erased:
            left = remains(edition, item)
            own.add(item.id, left.names, left.texts)
            borrowed.add(item.id, left.quoted)
            own.files |= dict.fromkeys(left.files, item.id)
    for page in edition.catalogue.pages:
        if page.tlp not in allowed:
            own.add(f"/{page.address}", names_of_page(page), texts_of_page(page))
    for directory in edition.catalogue.project.directories:
        if directory.tlp not in allowed:
            where = f"{directory.root}/{DIRECTORY_FILE}"
            for contact in directory.contacts:
                borrowed.add(where, names_of_contact(contact), [text_of_contact(contact)])
    return Guard(
        names=borrowed.names | own.names,
        texts=borrowed.texts | own.texts,
        files=borrowed.files | own.files,
        borrowed=borrowed.pieces - own.pieces,
        frame=tuple(piece.encode() for piece in frame if len(piece) >= _LONG),
    )


@dataclass
class _Withheld:
    """Pieces collected, each with its notice."""

    names: dict[bytes, str] = field(default_factory=dict)
    texts: dict[bytes, str] = field(default_factory=dict)
    files: dict[bytes, str] = field(default_factory=dict)

    def add(self, notice: str, names: Iterable[bytes], texts: Iterable[bytes] = ()) -> None:
        self.names |= dict.fromkeys(filter(None, names), notice)
        self.texts |= dict.fromkeys(filter(None, texts), notice)

    @property
    def pieces(self) -> frozenset[bytes]:
        return frozenset((*self.names, *self.texts, *self.files))


def allowed_in(edition: Edition) -> frozenset[Tlp]:
    return frozenset(tlp for tlp in Tlp if tlp.rank <= edition.audience.tlp_max.rank)


def withheld(edition: Edition, item: Headline, allowed: frozenset[Tlp]) -> bool:
    """Said again here, and on whole headlines, so that a fault in the edition's filter does not pass."""
    return item.draft or item.tlp not in allowed or edition.clock < item.published


def attached(edition: Edition, notice: AnyNotice) -> Iterator[tuple[str, bytes]]:
    """The files joined to a notice: name and bytes."""
    if isinstance(notice, Document):
        for attachment in notice.attachments:
            file = file_of(edition.catalogue.project, notice, attachment)
            if file.is_file():
                yield attachment.file, file.read_bytes()
