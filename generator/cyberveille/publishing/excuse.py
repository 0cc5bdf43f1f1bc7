"""What the edition shows on purpose: a draft may quote what is public."""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import msgspec
from ahocorasick_rs import BytesAhoCorasick

from cyberveille.model import Headline, Kind
from cyberveille.publishing.containers import Words
from cyberveille.publishing.containers import read as read_file
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.guard import Guard, Hit, Leak, allowed_in, attached, withheld
from cyberveille.publishing.sought import RUN, names_of, names_of_page, quoted_by, texts_of, texts_of_page
from cyberveille.publishing.words import text_words, written_words

_TEXTS = {".html", ".json", ".xml"}
_NOTICE_ID = re.compile(r"[A-Z][A-Z0-9]*-\d{4}-[A-Z]{3}-\d{4}")
_NUMBER = re.compile(rb"[\d ]{9,}")
_SUBSCRIBER = 9
"""How many digits, the last ones, tell a telephone from another however it is written."""
_OWN = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Quotation:
    """A public notice says what a restricted one had said before it: on purpose, or by a slip of the hand."""

    public: str
    restricted: str
    what: str


@dataclass(frozen=True, slots=True)
class Judgement:
    leaks: tuple[Leak, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    """One for each pair of notices."""


def less_public(
    edition: Edition, guard: Guard, leaks: Sequence[Leak], read: Callable[[str], bytes]
) -> Judgement:
    """The leaks that are not words or files the edition shows on purpose, and what it may not mean to show.

    The public notices that the files with a hit name (`read` gives a file's bytes) are looked at first: most
    quotations are theirs, and the others are read only for what is still suspect.
    """
    allowed = allowed_in(edition)
    public = {item.id: item for item in edition.catalogue.headlines if not withheld(edition, item, allowed)}
    excuse = _Excuse({text_words(leak.what): leak.path for leak in leaks if leak.hit is Hit.WORDS})
    named = _NOTICE_ID.findall(" ".join(excuse.suspect.values()))
    near = (*named, *_named_in(excuse.suspect.values(), read))
    lent = [*_excuse_notices(edition, excuse, (notice_id for notice_id in near if notice_id in public))]
    if excuse.suspect:
        _excuse_portal(edition, excuse)
    shown: set[bytes] = set()
    files = {bytes.fromhex(leak.what) for leak in leaks if leak.hit is Hit.FILE}
    if files & guard.borrowed or (excuse.suspect and guard.lent_among(excuse.suspect)):
        shown = _excuse_files(edition, guard, excuse, public.values())
    lent += _excuse_notices(edition, excuse, public)
    left = tuple(
        leak
        for leak in leaks
        if leak.hit is Hit.SEALED
        or (leak.hit is Hit.FILE and bytes.fromhex(leak.what) not in shown)
        or (leak.hit is Hit.WORDS and text_words(leak.what) in excuse.suspect)
    )
    return Judgement(left, tuple(_quotations(edition, leaks, lent, public)))


def _quotations(
    edition: Edition,
    leaks: Sequence[Leak],
    lent: Iterable[tuple[str, frozenset[bytes]]],
    public: Mapping[str, Headline],
) -> Iterator[Quotation]:
    """Of what public notices have lent, the passages that a restricted notice had before them.

    Vulnerabilities and addresses are quoted by both from elsewhere: only what the restricted one says itself.
    """
    allowed = allowed_in(edition)
    restricted = {
        item.id: item for item in edition.catalogue.headlines if item.tlp not in allowed and not item.draft
    }
    sources = {text_words(leak.what): leak.notice for leak in leaks if leak.notice in restricted}
    told: set[tuple[str, str]] = set()
    for notice_id, pieces in lent:
        for piece in sorted(pieces & sources.keys()):
            source = restricted[sources[piece]]
            pair = (notice_id, source.id)
            if pair in told or source.published >= public[notice_id].published:
                continue
            if piece.count(b" ") > RUN or piece in names_of(edition.catalogue.notice(source.id)):
                told.add(pair)
                yield Quotation(*pair, piece.decode("latin-1").strip())


class _Excuse:
    """Names and passages found in written files, less those met in public texts."""

    def __init__(self, suspect: dict[bytes, str]) -> None:
        self.suspect = suspect
        """Each with a file in which it was found."""
        self._patterns = tuple(suspect)
        self._automaton = BytesAhoCorasick(self._patterns)

    def said(self, pieces: Iterable[bytes]) -> None:
        """Take off names and passages that are public as such; a telephone is, however it is written."""
        for piece in pieces:
            if self.suspect.pop(piece, None) is not None and _NUMBER.fullmatch(piece):
                end = _digits(piece)[-_SUBSCRIBER:]
                for other in tuple(self.suspect):
                    if _NUMBER.fullmatch(other) and _digits(other).endswith(end):
                        del self.suspect[other]

    def read(self, data: bytes) -> None:
        """Take off what a public text holds."""
        self.heard(written_words(data))

    def heard(self, words: bytes, only: Container[bytes] | None = None) -> None:
        """Take off what stands in public words; with `only`, nothing else than that."""
        met = self._automaton.find_matches_as_indexes(words, overlapping=True)
        found = (self._patterns[position] for position, *_ in met)
        self.said(piece for piece in found if only is None or piece in only)


def _digits(words: bytes) -> bytes:
    return words.replace(b" ", b"")


def _named_in(paths: Iterable[str], read: Callable[[str], bytes]) -> Iterator[str]:
    """The notices named in the files that bear the name of none: lists and feeds."""
    for path in dict.fromkeys(paths):
        if not _NOTICE_ID.search(path) and Path(path).suffix in _TEXTS:
            yield from _NOTICE_ID.findall(read(path).decode("utf-8", "replace"))


def _excuse_notices(
    edition: Edition, excuse: _Excuse, public: Iterable[str]
) -> Iterator[tuple[str, frozenset[bytes]]]:
    """Take off what public notices hold; each that holds something, with it."""
    for notice_id in dict.fromkeys(public):
        if not excuse.suspect:
            return
        before = excuse.suspect.keys() | ()
        notice = edition.catalogue.notice(notice_id)
        excuse.said((*names_of(notice), *quoted_by(notice)))
        for text in texts_of(notice):
            excuse.heard(text)
        excuse.read(msgspec.json.encode(notice))
        if taken := before - excuse.suspect.keys():
            yield notice_id, frozenset(taken)


def _excuse_portal(edition: Edition, excuse: _Excuse) -> None:
    """Content pages, the configuration, controlled lists, figures, and what the program prints itself."""
    values = (edition.configuration, edition.vocabularies, edition.scheme, edition.observatory)
    for value in (*edition.pages, *values):
        excuse.read(msgspec.json.encode(value))
    for page in edition.pages:
        excuse.said(names_of_page(page))
        for text in texts_of_page(page):
            excuse.heard(text)
    for folder in ("templates", "publishing"):
        for file in sorted((_OWN / folder).rglob("*")):
            if file.suffix in {".html", ".py"}:
                excuse.read(file.read_bytes())


def _excuse_files(edition: Edition, guard: Guard, excuse: _Excuse, public: Iterable[Headline]) -> set[bytes]:
    """Take off what public attachments hold of what is borrowed; the SHA-256 of those that are themselves."""
    shown: set[bytes] = set()
    lent = guard.lent_among(excuse.suspect)
    for item in public:
        if item.kind is Kind.DOCUMENT:
            for name, data in attached(edition, edition.catalogue.notice(item.id)):
                shown.add(sha256(data).digest())
                for found in read_file(name, data):
                    if isinstance(found, Words):
                        excuse.heard(found.words, lent)
    return shown & guard.borrowed
