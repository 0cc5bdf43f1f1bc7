"""The leak guard: nothing withheld in anything written.

Audience and embargo are decided in the edition; this looks at the result with other eyes, and judges for
itself what is withheld: drafts, notices above the audience's TLP, notices under embargo. One hit refuses
the edition.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cached_property
from hashlib import sha256
from itertools import chain
from operator import itemgetter

from ahocorasick_rs import BytesAhoCorasick

from cyberveille.catalogue.code import code_digest
from cyberveille.model import AnyNotice, Document, Headline, Tlp
from cyberveille.publishing.attachments import file_of
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.output import digest
from cyberveille.publishing.pieces import (
    anchors,
    names_of,
    names_of_contact,
    names_of_page,
    names_of_term,
    names_quoted_by,
    passages,
    passages_around,
    text_of_contact,
    text_of_term,
    texts_of,
    texts_of_page,
    texts_quoted_by,
)
from cyberveille.publishing.unpacking import Sealed, all_words, file_words, unpacked
from cyberveille.publishing.verdict import Conflict
from cyberveille.publishing.words import text_words, written_words
from cyberveille.reading import DIRECTORY_FILE, VOCABULARIES_FOLDER, shown_path

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
    conflict: Conflict | None = None
    """The public source that says it too, when there is one."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Whose a piece is: a notice, a page's address, or a file. `own` unless taken from its sources."""

    notice: str
    own: bool = True


Claims = Mapping[bytes, tuple[Claim, ...]]


@dataclass(frozen=True)
class Guard:
    """What must not appear, each piece with those whose it is.

    Passages are many: files are searched for a few anchors of each text, and for whole passages only where
    one of these was met. `frame` are the pieces that stand in every page: they are looked at once, in
    `frame_leaks`.
    """

    names: Claims
    texts: Claims
    """Whole texts; any passage of one is a leak."""
    files: Claims
    """The SHA-256 of withheld attachments."""
    frame: tuple[bytes, ...] = field(default=(), repr=False)
    declared: tuple[str, ...] = ()
    """What the configuration declares declassified."""

    @property
    def key(self) -> bytes:
        """What is looked for, and how; when it changes, files that did not change are looked at again."""
        looking = code_digest("publishing", "portable.py")
        kept = (self.names, self.texts, self.files)
        return digest(*(sorted(pieces.items(), key=itemgetter(0)) for pieces in kept), self.declared, looking)

    @property
    def idle(self) -> bool:
        return not self.names and not self.texts and not self.files

    @cached_property
    def passages(self) -> Mapping[bytes, Sequence[Claim]]:
        """Every passage of the texts, with those whose it is."""
        found: dict[bytes, Sequence[Claim]] = {}
        for text, claims in self.texts.items():
            for run in passages(text):
                before = found.setdefault(run, claims)
                if isinstance(before, list):
                    before += claims
                elif before is not claims:
                    found[run] = [*before, *claims]
        return found

    def claims(self, piece: bytes) -> Mapping[str, bool]:
        """All those whose a name, a passage or a file is, and whether it is their own."""
        notices: dict[str, bool] = {}
        for kept in (self.names, self.files, self.passages):
            for claim in kept.get(piece, ()):
                notices[claim.notice] = claim.own or notices.get(claim.notice, False)
        return notices

    @cached_property
    def _searched(self) -> tuple[BytesAhoCorasick, tuple[bytes, ...]]:
        """The automaton, and its patterns in its order."""
        few = dict.fromkeys(chain(self.names, *map(anchors, self.texts)))
        return BytesAhoCorasick(tuple(few)), tuple(few)

    def leaks(self, path: str, data: bytes) -> Iterator[Leak]:
        """What of the withheld shows in the file `path`, its own name included."""
        try:
            for place, inner in unpacked(path, data):
                yield from self._found(place, text_words(place))
                name = sha256(inner)
                if claims := self.files.get(name.digest()):
                    yield Leak(place, claims[0].notice, name.hexdigest(), Hit.FILE)
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
            claims = self.names.get(piece) or self.passages[piece]
            yield Leak(path, claims[0].notice, piece.decode("latin-1").strip())

    def _met(self, words: bytes) -> set[bytes]:
        automaton, patterns = self._searched
        met: set[bytes] = set()
        for position, start, end in automaton.find_matches_as_indexes(words, overlapping=True):
            if patterns[position] in self.names:
                met.add(patterns[position])
            met.update(run for run in passages_around(words, start, end) if run in self.passages)
        return met


def guard_of(edition: Edition, frame: Iterable[str] = ()) -> Guard:
    """The guard of an edition; idle when it withholds nothing. `frame` is what every page has in common."""
    found = _Withheld()
    allowed = allowed_in(edition)
    for item in edition.catalogue.headlines:
        if withheld(edition, item, allowed):
            notice = edition.catalogue.notice(item.id)
            found.add(item.id, names_of(notice), texts_of(notice))
            found.add(item.id, names_quoted_by(notice), texts_quoted_by(notice), own=False)
            for name, data in attached(edition, notice):
                found.add_file(item.id, name, data)
    for page in edition.catalogue.pages:
        if page.tlp not in allowed:
            found.add(f"/{page.address}", names_of_page(page), texts_of_page(page))
    _add_lists(edition, found, allowed)
    pieces = tuple(piece.encode() for piece in frame if len(piece) >= _LONG)
    return Guard(
        _claimed(found.names),
        _claimed(found.texts),
        _claimed(found.files),
        pieces,
        edition.configuration.declassifies,
    )


def _add_lists(edition: Edition, found: "_Withheld", allowed: frozenset[Tlp]) -> None:
    """Directories, and controlled lists."""
    project = edition.catalogue.project
    for directory in project.directories:
        if directory.tlp not in allowed:
            where = shown_path(directory.root, DIRECTORY_FILE)
            for contact in directory.contacts:
                found.add(where, names_of_contact(contact), [text_of_contact(contact)])
    for root, vocabulary in project.lists_above(edition.audience.tlp_max):
        where = shown_path(root, f"{VOCABULARIES_FOLDER}/{vocabulary.name}.yml")
        for term in vocabulary.terms:
            found.add(where, names_of_term(term), [text_of_term(term)])


@dataclass
class _Withheld:
    """Pieces collected, each with those whose it is, in the order found."""

    names: dict[bytes, list[Claim]] = field(default_factory=dict)
    texts: dict[bytes, list[Claim]] = field(default_factory=dict)
    files: dict[bytes, list[Claim]] = field(default_factory=dict)

    def add(
        self, notice: str, names: Iterable[bytes], texts: Iterable[bytes] = (), *, own: bool = True
    ) -> None:
        claim = Claim(notice, own)
        for kept, pieces in ((self.names, names), (self.texts, texts)):
            for piece in filter(None, pieces):
                kept.setdefault(piece, []).append(claim)

    def add_file(self, notice: str, name: str, data: bytes) -> None:
        self.files.setdefault(sha256(data).digest(), []).append(Claim(notice))
        with suppress(Sealed):
            self.add(notice, (), [all_words(name, data)])


def _claimed(pieces: Mapping[bytes, list[Claim]]) -> Claims:
    return {piece: tuple(dict.fromkeys(claims)) for piece, claims in pieces.items()}


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
