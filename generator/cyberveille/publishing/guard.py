"""The leak guard: nothing withheld in anything written.

Audience and embargo are decided in the edition; this looks at the result with other eyes, and judges for
itself what is withheld: drafts, notices above the audience's TLP, notices under embargo, what the source of
an erased notice still says. One hit refuses the edition.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum, auto
from functools import cached_property
from hashlib import blake2b, sha256
from itertools import chain
from operator import attrgetter, itemgetter

from ahocorasick_rs import BytesAhoCorasick
from msgspec import Struct, field

from cyberveille.catalogue import Catalogue, Project
from cyberveille.model import AnyNotice, Headline, Tlp
from cyberveille.package import package_digest
from cyberveille.publishing import containers
from cyberveille.publishing.attachment_texts import AttachmentTexts, Texts
from cyberveille.publishing.attachments import file_of
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.kept_pieces import KeptPieces
from cyberveille.publishing.output import digest
from cyberveille.publishing.passages import LONG, LongTexts
from cyberveille.publishing.pieces import (
    names_of,
    names_of_registered,
    names_of_term,
    passages_around,
    text_of_contact,
    text_of_term,
    texts_of,
)
from cyberveille.publishing.remains import Remains, hidden_before, remains
from cyberveille.publishing.short_texts import ShortTexts
from cyberveille.publishing.verdict import Conflict
from cyberveille.publishing.words import legible, written_words
from cyberveille.publishing.written_forms import Subscribers
from cyberveille.reading import DIRECTORY_FILE, VOCABULARIES_FOLDER, shown_path

_LONG = 500
FRAME = "*"
"""The path of what stands in every page."""


class Hit(Enum):
    WORDS = auto()
    FILE = auto()
    """The very bytes of a withheld attachment."""
    SEALED = auto()
    """What cannot be opened: nobody can say what is in it."""


class Leak(Struct, frozen=True):
    """`path` is the written file, `notice` the withheld one, `what` the piece of it that was found.

    For a file, `what` is its SHA-256; for what cannot be opened, its path, and `why` says in French what
    prevents it. `notice` is empty where that is a public file, of which nobody knows that it leaks.
    """

    path: str
    notice: str
    what: str
    hit: Hit = Hit.WORDS
    why: str = ""
    conflict: Conflict | None = None
    """The public source that says it too, when there is one."""


class Claim(Struct, frozen=True):
    """Whose a piece is: a notice, a page's address, or a file. `own` unless taken from its sources."""

    notice: str
    own: bool = True


Claims = Mapping[bytes, tuple[Claim, ...]]


class Guard(Struct, frozen=True, dict=True):
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
    frame: tuple[bytes, ...] = ()
    declared: tuple[str, ...] = ()
    """What the configuration declares declassified."""
    sealed: tuple[Leak, ...] = ()
    """The withheld attachments that cannot be opened: what they say cannot be looked for."""
    things: Mapping[str, str] = field(default_factory=dict)
    """The digest of each notice of which something is looked for."""

    @property
    def key(self) -> bytes:
        """What is looked for, and how; when it changes, files that did not change are looked at again."""
        kept = (self.names, self.texts, self.files)
        claimed = (sorted(pieces.items(), key=itemgetter(0)) for pieces in kept)
        return digest(*claimed, self.declared, package_digest())

    @cached_property
    def looked_for(self) -> frozenset[bytes]:
        """A digest of eight bytes for each piece of each thing, by the rules under which it is looked for."""
        rules = digest(self.declared, package_digest())
        sorts = {b"name": self.names, b"text": self.texts, b"file": self.files}
        told = (
            b"\0".join((sort, piece, claim.notice.encode(), b"%d" % claim.own))
            for sort, pieces in sorts.items()
            for piece, claims in pieces.items()
            for claim in claims
        )
        return frozenset(blake2b(piece, digest_size=8, key=rules).digest() for piece in told)

    @property
    def idle(self) -> bool:
        return not self.names and not self.texts and not self.files and not self.sealed

    @cached_property
    def _long_texts(self) -> LongTexts[tuple[Claim, ...]]:
        return LongTexts({text: claims for text, claims in self.texts.items() if len(text) >= LONG})

    @cached_property
    def _short_texts(self) -> ShortTexts[Claim]:
        return ShortTexts({text: claims for text, claims in self.texts.items() if len(text) < LONG})

    def prepare(self) -> None:
        """Work out now what the first file to be looked at would ask for."""
        if not self.idle:
            _ = containers.read, self._searched, self._numbers

    def is_passage(self, piece: bytes) -> bool:
        """Whether it is a passage of a text that is not long."""
        return piece in self._short_texts

    def claims(self, piece: bytes) -> Mapping[str, bool]:
        """All those whose a name, a passage or a file is, and whether it is their own."""
        kept = (self.names.get(piece, ()), self.files.get(piece, ()), self._short_texts.owners(piece))
        notices: dict[str, bool] = {}
        for claim in chain(*kept, chain.from_iterable(self._long_texts.owners(piece))):
            notices[claim.notice] = claim.own or notices.get(claim.notice, False)
        return notices

    @cached_property
    def _searched(self) -> tuple[BytesAhoCorasick, tuple[bytes, ...]]:
        """The automaton, and its patterns in its order."""
        few = dict.fromkeys(chain(self.names, self._short_texts.anchors))
        return BytesAhoCorasick(tuple(few)), tuple(few)

    @cached_property
    def _numbers(self) -> Subscribers:
        return Subscribers(self.names)

    def leaks(self, path: str, data: bytes) -> Iterator[Leak]:
        """What of the withheld shows in the file `path`, its own name included."""
        return self.leaks_in(path, self.read(path, data))

    def read(self, path: str, data: bytes) -> Iterator[containers.Found]:
        """What there is to look at in a file: it follows from its name, its bytes and the frame alone."""
        for piece in self.frame if path.endswith(".html") else ():
            data = data.replace(piece, b" ")
        return containers.read(path, data)

    def leaks_in(self, path: str, every: Iterable[containers.Found]) -> Iterator[Leak]:
        """What of the withheld shows in what was read in the file `path`."""
        for found in every:
            match found:
                case containers.Words():
                    yield from self._found(found.place, found.words)
                case containers.Inner():
                    if claims := self.files.get(found.sha256):
                        yield Leak(found.place, claims[0].notice, found.sha256.hex(), Hit.FILE)
                case containers.Sealed():
                    yield Leak(path, "", found.place, Hit.SEALED, found.why)

    def frame_leaks(self) -> Iterator[Leak]:
        """What shows in the frame of every page."""
        for piece in self.frame:
            yield from self._found(FRAME, written_words(piece))

    def _found(self, path: str, words: bytes) -> Iterator[Leak]:
        for piece in sorted(self._matched_pieces(words)):
            claims = self.names.get(piece) or self._short_texts.owners(piece)
            yield Leak(path, next(iter(claims)).notice, legible(piece))
        for piece, claims in dict(self._long_texts.found(words)).items():
            yield Leak(path, claims[0].notice, legible(piece))

    def met_in(self, words: bytes) -> list[int] | None:
        """Where something that is looked for is met in words, in order: nothing shows in a text without any.

        None where texts are to be looked at one by one: for long ones, or where a telephone number stands.
        """
        if not self._long_texts.empty or self._numbers.found_in(words):
            return None
        automaton, _ = self._searched
        found = automaton.find_matches_as_indexes(words, overlapping=True)
        return sorted({start for _, start, _ in found})

    def _matched_pieces(self, words: bytes) -> set[bytes]:
        automaton, patterns = self._searched
        matched = self._numbers.found_in(words)
        for position, start, end in automaton.find_matches_as_indexes(words, overlapping=True):
            if patterns[position] in self.names:
                matched.add(patterns[position])
            if sought := self._short_texts.passages_over(patterns[position]):
                matched.update(run for run in passages_around(words, start, end) if run in sought)
        return matched


def guard_of(
    edition: Edition, catalogue: Catalogue, frame: Iterable[str] = (), *, afresh: bool = False
) -> Guard:
    """The guard of an edition; idle when it withholds nothing. `frame` is what every page has in common.

    What is looked for of a notice that did not change is kept, and read again when it is begun `afresh`.
    """
    rules = digest(catalogue.project.digest, package_digest())
    kept = KeptPieces(catalogue.project.work, edition.audience.name, rules, afresh=afresh)
    names = (audience.name for audience in edition.configuration.audiences)
    remembered = AttachmentTexts(catalogue.project.work / "words", edition.audience.name, names)
    found = _Withheld(remembered.read)
    things: dict[str, str] = {}
    allowed = allowed_in(edition)
    for item in _looked_at(edition, catalogue, allowed):
        before = any(kept.tlp not in allowed for kept in item.earlier)
        hidden = withheld(edition, item, allowed)
        if before or hidden or item.erased:
            things[item.id] = item.digest
        if hidden:
            pieces = kept.of(item, catalogue.notice)
            found.add(item.id, pieces.names, pieces.texts)
            found.add(item.id, pieces.quoted_names, pieces.quoted_texts, own=False)
            found.add(item.id, pieces.names_before, pieces.texts_before)
            found.add(item.id, pieces.quoted_before, own=False)
            if pieces.joined:
                for name, data in attached(catalogue.project, catalogue.notice(item.id)):
                    found.add_file(item.id, name, data)
        if before:
            found.add_remains(item.id, hidden_before(catalogue, item, allowed))
        if item.erased:
            found.add_remains(item.id, remains(catalogue, item))
    for page in catalogue.pages:
        if page.tlp not in allowed:
            found.add(f"/{page.address}", names_of(page), texts_of(page))
    _add_lists(edition, catalogue.project, found, allowed)
    remembered.forget_others()
    kept.keep()
    kept.forget_others(audience.name for audience in edition.configuration.audiences)
    framing = tuple(piece.encode() for piece in frame if len(piece) >= _LONG)
    return Guard(
        _claimed(found.names),
        _claimed(found.texts),
        _claimed(found.files),
        framing,
        edition.configuration.declassifies,
        tuple(found.sealed),
        things,
    )


def _looked_at(edition: Edition, catalogue: Catalogue, allowed: frozenset[Tlp]) -> list[Headline]:
    """The headlines of the parts in which something is withheld or erased, newest first."""
    found: list[Headline] = []
    for part in catalogue.parts:
        facts = part.facts
        closed = facts.closed not in allowed or (facts.earlier or facts.closed) not in allowed
        if facts.drafts or facts.erased or closed or edition.clock < facts.newest:
            found += part.headlines
    return sorted(found, key=attrgetter("place"), reverse=True)


def _add_lists(edition: Edition, project: Project, found: "_Withheld", allowed: frozenset[Tlp]) -> None:
    """Directories, and controlled lists."""
    for directory in project.directories:
        if directory.tlp not in allowed:
            where = shown_path(directory.root, DIRECTORY_FILE)
            for contact in directory.contacts:
                found.add(where, names_of(contact), [text_of_contact(contact)])
    for root, vocabulary in project.lists_above(edition.audience.tlp_max):
        where = shown_path(root, f"{VOCABULARIES_FOLDER}/{vocabulary.name}.yml")
        supplied = getattr(project.supplied, vocabulary.name)
        known = {name for term in supplied.terms for name in (*names_of_term(term), text_of_term(term))}
        for term in vocabulary.terms:
            # What an entry leaves to the program's own is in every portal.
            names = (name for name in names_of_term(term) if name not in known)
            found.add(where, names, [text for text in [text_of_term(term)] if text not in known])
    for root, file in project.registered_above(edition.audience.tlp_max):
        found.add(shown_path(root, file.path), names_of_registered(file.vendor), own=False)


class _Withheld(Struct):
    """Pieces collected, each with those whose it is, in the order found."""

    read: Callable[[str, bytes], Texts]
    """The texts of a file, by its name and bytes."""
    names: dict[bytes, list[Claim]] = field(default_factory=dict)
    texts: dict[bytes, list[Claim]] = field(default_factory=dict)
    files: dict[bytes, list[Claim]] = field(default_factory=dict)
    sealed: list[Leak] = field(default_factory=list)

    def add(
        self, notice: str, names: Iterable[bytes], texts: Iterable[bytes] = (), *, own: bool = True
    ) -> None:
        claim = Claim(notice, own)
        for kept, pieces in ((self.names, names), (self.texts, texts)):
            for piece in filter(None, pieces):
                kept.setdefault(piece, []).append(claim)

    def add_remains(self, notice: str, left: Remains) -> None:
        """What the source of an erased notice still says, or what a notice said before."""
        self.add(notice, left.names, left.texts)
        self.add(notice, left.quoted, own=False)
        for name, data in left.files:
            self.add_file(notice, name, data)

    def add_file(self, notice: str, name: str, data: bytes) -> None:
        self.files.setdefault(sha256(data).digest(), []).append(Claim(notice))
        texts = self.read(name, data)
        self.add(notice, (), texts.texts)
        self.sealed += (Leak(place, notice, place, Hit.SEALED, why) for place, why in texts.sealed)


def _claimed(pieces: Mapping[bytes, list[Claim]]) -> Claims:
    return {piece: tuple(dict.fromkeys(claims)) for piece, claims in pieces.items()}


def allowed_in(edition: Edition) -> frozenset[Tlp]:
    return frozenset(tlp for tlp in Tlp if tlp.rank <= edition.audience.tlp_max.rank)


def withheld(edition: Edition, item: Headline, allowed: frozenset[Tlp]) -> bool:
    """Said again here, and on whole headlines, so that a fault in the edition's filter does not pass."""
    return item.draft or item.tlp not in allowed or edition.clock < item.published


def attached(project: Project, notice: AnyNotice) -> Iterator[tuple[str, bytes]]:
    """The files joined to a notice: name and bytes."""
    for attachment in notice.attachments:
        file = file_of(project.folder, notice, attachment)
        if file.is_file():
            yield attachment.file, file.read_bytes()
