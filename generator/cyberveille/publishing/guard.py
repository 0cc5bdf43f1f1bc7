"""The leak guard: nothing withheld in anything written.

Audience and embargo are decided in the edition; this looks at the result with other eyes, and judges for
itself what is withheld: drafts, notices above the audience's TLP, notices under embargo. One hit refuses
the edition.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cached_property
from hashlib import sha256
from itertools import chain

from ahocorasick_rs import BytesAhoCorasick

from cyberveille.catalogue.code import code_digest
from cyberveille.model import AnyNotice, Document, Headline, Tlp
from cyberveille.publishing.attachments import file_of
from cyberveille.publishing.containers import Inner, Sealed, Words, read
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.output import digest
from cyberveille.publishing.passages import LONG, LongTexts
from cyberveille.publishing.remembered import Remembered
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
from cyberveille.publishing.words import written_words
from cyberveille.reading import DIRECTORY_FILE

_LONG = 500
FRAME = "*"
"""The path of what stands in every page."""


class Hit(Enum):
    WORDS = auto()
    FILE = auto()
    """The very bytes of a withheld attachment."""
    SEALED = auto()
    """What cannot be opened: nobody can say what is in it."""


@dataclass(frozen=True, slots=True)
class Leak:
    """`path` is the written file, `notice` the withheld one, `what` the piece of it that was found.

    For a file, `what` is its SHA-256; for what cannot be opened, its path, and `why` says in French what
    prevents it. `notice` is empty where that is a public file, of which nobody knows that it leaks.
    """

    path: str
    notice: str
    what: str
    hit: Hit = Hit.WORDS
    why: str = ""


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
    closed: tuple[Leak, ...] = ()
    """The withheld attachments that cannot be opened: what they say cannot be looked for."""

    @property
    def key(self) -> bytes:
        """What is looked for, and how; when it changes, files that did not change are looked at again."""
        looking = code_digest("publishing", "portable.py", "confining.py")
        return digest(*(tuple(sorted(pieces)) for pieces in (self.names, self.texts, self.files)), looking)

    @property
    def idle(self) -> bool:
        return not self.names and not self.texts and not self.files and not self.closed

    @cached_property
    def long_texts(self) -> LongTexts:
        return LongTexts({text: notice for text, notice in self.texts.items() if len(text) >= LONG})

    @cached_property
    def short_texts(self) -> Mapping[bytes, str]:
        return {text: notice for text, notice in self.texts.items() if len(text) < LONG}

    @cached_property
    def passages(self) -> Mapping[bytes, str]:
        """Those of texts that are not long."""
        return {run: notice for text, notice in self.short_texts.items() for run in passages(text)}

    @cached_property
    def lent(self) -> frozenset[bytes]:
        """The names and passages that are borrowed, less those of long texts."""
        own = {run for text in self.short_texts if text not in self.borrowed for run in passages(text)}
        runs = {run for text in self.short_texts if text in self.borrowed for run in passages(text)}
        return frozenset((runs - own) | (self.borrowed & self.names.keys()))

    def lent_among(self, suspect: Iterable[bytes]) -> set[bytes]:
        """Of some names and passages, those that are borrowed."""
        suspect = set(suspect)
        texts = {text: notice for text, notice in self.texts.items() if len(text) >= LONG}
        own = LongTexts({text: notice for text, notice in texts.items() if text not in self.borrowed})
        borrowed = LongTexts({text: notice for text, notice in texts.items() if text in self.borrowed})
        return (suspect & self.lent) | (borrowed.among(suspect) - own.among(suspect))

    @cached_property
    def sought(self) -> tuple[BytesAhoCorasick, tuple[bytes, ...]]:
        """The automaton, and its patterns in its order."""
        few = dict.fromkeys(chain(self.names, *map(anchors, self.short_texts)))
        return BytesAhoCorasick(tuple(few)), tuple(few)

    def leaks(self, path: str, data: bytes) -> Iterator[Leak]:
        """What of the withheld shows in the file `path`, its own name included."""
        for found in read(path, self._unframed(path, data)):
            match found:
                case Words():
                    yield from self._found(found.place, found.words)
                case Inner():
                    if notice := self.files.get(found.sha256):
                        yield Leak(found.place, notice, found.sha256.hex(), Hit.FILE)
                case Sealed():
                    yield Leak(path, "", found.place, Hit.SEALED, found.why)

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
        for piece, notice in dict(self.long_texts.found(words)).items():
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
    closed: list[Leak] = []
    remembered = Remembered(edition.catalogue.project.work / "words")
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
                read_before = remembered.read(name, data)
                joined.add(item.id, (), read_before.texts)
                closed += (Leak(place, item.id, place, Hit.SEALED, why) for place, why in read_before.sealed)
    for page in edition.catalogue.pages:
        if page.tlp not in allowed:
            own.add(f"/{page.address}", names_of_page(page), texts_of_page(page))
    for directory in edition.catalogue.project.directories:
        if directory.tlp not in allowed:
            where = f"{directory.root}/{DIRECTORY_FILE}"
            for contact in directory.contacts:
                borrowed.add(where, names_of_contact(contact), [text_of_contact(contact)])
    remembered.forget_others()
    return Guard(
        names=borrowed.names | own.names,
        texts=borrowed.texts | own.texts,
        files=borrowed.files | own.files,
        borrowed=borrowed.pieces - own.pieces,
        frame=tuple(piece.encode() for piece in frame if len(piece) >= _LONG),
        closed=tuple(closed),
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
