"""Which of the pieces found an edition may show: those that were public first, or are declared so.

A draft may quote what is public, and a restricted notice an older public one; nothing public takes anything
from what is withheld unless an editor declares it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from pathlib import Path

from ahocorasick_rs import BytesAhoCorasick

from cyberveille.catalogue import Catalogue
from cyberveille.expressions import expression
from cyberveille.map import DIRECTORY
from cyberveille.model import Headline, Kind
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.guard import Guard, Hit, Leak, allowed_in, withheld
from cyberveille.publishing.pieces import identifiers_of
from cyberveille.publishing.precedence import Past
from cyberveille.publishing.public_texts import (
    PublicText,
    attached_texts,
    notice_text,
    portal_texts,
    program_words,
)
from cyberveille.publishing.usual_words import UsualWords
from cyberveille.publishing.verdict import Conflict, Ground, Verdict
from cyberveille.publishing.withheld_things import WithheldThing, thing_named
from cyberveille.publishing.words import text_words
from cyberveille.publishing.written_forms import held_in, is_number
from cyberveille.reading import DIRECTORY_FILE

USUAL_DAYS = 3
USUAL_SPAN = timedelta(days=90)
"""A formula: public notices of so many days have a piece, the first and the last so far apart.

A slip is refused the first time: it cannot become a habit.
"""
_COMPARED = 12
"""With how many public texts a piece is compared in time, the oldest first."""
_STEP = 200
"""How many public texts are looked at for words of the trade before git is asked."""
_SHOWN = 8
_TEXTS = {".html", ".json", ".xml"}
_NOTICE_ID = expression(r"[A-Z][A-Z0-9]*-\d{4}-[A-Z]{3}-\d{4}")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A public source that says what a withheld thing says, as an editor declared."""

    public: str
    withheld: str
    what: str


@dataclass(frozen=True, slots=True)
class Judgement:
    leaks: tuple[Leak, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    """One for each pair."""
    cleared: Mapping[Ground, int] = field(default_factory=dict)
    """How many pieces may be shown, and why."""


@dataclass
class _Question:
    """Whether the edition may show a piece of a withheld thing, and the public texts that hold it."""

    piece: bytes
    thing: WithheldThing
    own: bool
    shown: tuple[str, ...]
    named: bool
    """Whether it is a name, not a passage."""
    identifier: bool
    answer: Ground | None = None
    texts: list[PublicText] = field(default_factory=list)
    compared: list[tuple[PublicText, Verdict]] = field(default_factory=list)
    asked: bool = False
    """Whether public texts are compared in time as they are met."""
    days: set[date] = field(default_factory=set)

    @property
    def words(self) -> str:
        return self.piece.decode("latin-1").strip()

    @property
    def usual(self) -> bool:
        return len(self.days) >= USUAL_DAYS and max(self.days) - min(self.days) >= USUAL_SPAN

    def decide(self, usual: UsualWords, past: Past) -> None:
        """Answer what words of the trade or the past answer."""
        if self.answer is None and not self.identifier and self.piece in usual:
            self.answer = Ground.USUAL
        self.compare(past)

    def compare(self, past: Past) -> None:
        """Ask of the texts met so far which are older, until one is."""
        self.asked = True
        for text in self.texts[len(self.compared) :]:
            if self.answer is None:
                verdict = past.verdict(self.piece, text, self.thing, self.shown)
                self.compared.append((text, verdict))
                self.answer = verdict.ground if verdict.older else None

    @property
    def conflict(self) -> Conflict | None:
        """With the text that is printed where the piece was found, when it is known."""
        shown = set(self.shown)
        compared = sorted(self.compared, key=lambda pair: shown.isdisjoint(pair[0].outputs))
        for text, verdict in compared:
            return Conflict(text.file, self.thing.file, verdict, text.attached)
        return None


def judge(
    edition: Edition,
    catalogue: Catalogue,
    guard: Guard,
    leaks: Sequence[Leak],
    read: Callable[[str], bytes],
    past: Past,
) -> Judgement:
    """The leaks that stay, each with the public source that says the same.

    `read` gives the bytes of a file in which something was found. Public texts are looked at only as long as
    a question is open: first the notices that those files name, the oldest first, then the portal's own
    texts, then the other notices.
    """
    questions = _questions(edition, catalogue, guard, leaks)
    _clear_program_words(questions, supplied=catalogue.project.over_defaults)
    pending = {piece for piece, asked in questions.items() if any(item.answer is None for item in asked)}
    quotations: dict[tuple[str, str], Quotation] = {}
    passages = frozenset(piece for piece in pending if piece in guard.passages or piece in guard.texts)
    usual = UsualWords(passages, len(edition.headlines))
    for text in _in_steps(_texts(edition, catalogue, leaks, read)) if pending else ():
        # Git is asked of what is left, once few texts have shown what is usual.
        present = set(pending) if text is None else _pieces_in(text, pending, tuple(questions))
        if text is not None and text.published and not present:
            # What holds a piece may be a copy of it.
            usual.count(text.words, text.quoted, text.published)
        for question in chain.from_iterable(questions[piece] for piece in sorted(present)):
            if text is None:
                question.decide(usual, past)
                continue
            _answer(question, text, past)
            if question.answer is Ground.DECLARED and _declared(text, question.thing):
                pair = (text.file, question.thing.name)
                quotations.setdefault(pair, Quotation(*pair, question.words))
        pending -= {piece for piece in present if all(item.answer for item in questions[piece])}
        if not pending:
            break
    answers = [item.answer for items in questions.values() for item in items]
    return Judgement(
        tuple(_left(leaks, questions)),
        tuple(quotations.values()),
        Counter(answer for answer in answers if answer is not None),
    )


def _pieces_in(text: PublicText, pending: AbstractSet[bytes], pieces: tuple[bytes, ...]) -> set[bytes]:
    """The pieces in question that a public text holds."""
    found = _automaton(pieces).find_matches_as_indexes(text.words, overlapping=True)
    present = {pieces[position] for position, *_ in found} & pending
    present.update(piece for piece in pending if is_number(piece) and held_in(text.words, piece))
    return present


@lru_cache(maxsize=1)
def _automaton(pieces: tuple[bytes, ...]) -> BytesAhoCorasick:
    return BytesAhoCorasick(pieces)


def _questions(
    edition: Edition, catalogue: Catalogue, guard: Guard, leaks: Iterable[Leak]
) -> dict[bytes, list[_Question]]:
    shown: dict[bytes, dict[str, None]] = {}
    claims: dict[bytes, Mapping[str, bool]] = {}
    for leak in leaks:
        if leak.hit is Hit.SEALED:
            continue
        piece = text_words(leak.what)
        paths = shown.setdefault(piece, {})
        if len(paths) < _SHOWN:
            paths[leak.path] = None
        if piece not in claims:
            claims[piece] = guard.claims(bytes.fromhex(leak.what) if leak.hit is Hit.FILE else piece)
    things = {name: thing_named(edition, catalogue, name) for found in claims.values() for name in found}
    identifiers = {
        name: frozenset(identifiers_of(catalogue.notice(name)))
        for name in things
        if name in catalogue.sources
    }
    return {
        piece: [
            _Question(
                piece,
                things[name],
                own,
                tuple(shown[piece]),
                named=piece in guard.names,
                identifier=piece in identifiers.get(name, ()),
            )
            for name, own in found.items()
        ]
        for piece, found in claims.items()
    }


def _clear_program_words(questions: Mapping[bytes, list[_Question]], *, supplied: bool) -> None:
    words = program_words(supplied=supplied) if questions else b""
    for piece, asked in questions.items():
        if piece in words:
            for question in asked:
                question.answer = Ground.PROGRAM


def _answer(question: _Question, text: PublicText, past: Past) -> None:
    """Take into account that a public text holds the piece."""
    if question.answer is not None:
        return
    piece, thing = question.piece, question.thing
    if _declared(text, thing):
        question.answer = Ground.DECLARED
    elif not question.own and (question.named or piece in text.quoted):
        question.answer = Ground.QUOTED
    else:
        if len(question.texts) < _COMPARED:
            question.texts.append(text)
        if text.published and not question.identifier and not text.attached:
            day = text.published.date()
            if day not in question.days and past.original(piece, text):
                question.days.add(day)
        if question.usual:
            question.answer = Ground.USUAL
        elif question.asked:
            question.compare(past)


def _declared(text: PublicText, thing: WithheldThing) -> bool:
    directory = thing.paths[0] == DIRECTORY_FILE and f"/{DIRECTORY.address}" in text.declares
    return thing.name in text.declares or directory


def _texts(
    edition: Edition, catalogue: Catalogue, leaks: Iterable[Leak], read: Callable[[str], bytes]
) -> Iterator[PublicText]:
    """Every public text once, those most likely to hold what was found first."""
    allowed = allowed_in(edition)
    public = {item.id: item for item in catalogue.headlines if not withheld(edition, item, allowed)}
    paths = tuple(dict.fromkeys(leak.path for leak in leaks))
    seen: set[str] = set()

    def notices(names: Iterable[str], *, files: bool) -> Iterator[PublicText]:
        named = (public[name] for name in dict.fromkeys(names) if name in public and name not in seen)
        for item in sorted(named, key=attrgetter("place")):
            seen.add(item.id)
            yield notice_text(catalogue.notice(item.id), allowed)
            if files:
                yield from attached_texts(catalogue, item)

    yield from notices(_NOTICE_ID.findall(" ".join(paths)), files=True)
    yield from portal_texts(edition, catalogue)
    yield from notices(_named_in(paths, read), files=True)
    for item in spread_out([item for item in public.values() if item.id not in seen]):
        yield notice_text(catalogue.notice(item.id), allowed)
    for item in public.values():
        if item.kind is Kind.DOCUMENT and item.id not in seen:
            yield from attached_texts(catalogue, item)


def _in_steps(texts: Iterable[PublicText]) -> Iterator[PublicText | None]:
    """The texts, with None after every so many of them and after the last."""
    for number, text in enumerate(texts, 1):
        yield text
        if number % _STEP == 0:
            yield None
    yield None


def spread_out(items: Sequence[Headline]) -> Iterator[Headline]:
    """All of them, far apart at first: what many say is soon met."""
    bits = max(len(items) - 1, 0).bit_length()
    for position in range(1 << bits):
        place = int(f"{position:0{bits}b}"[::-1], 2) if bits else 0
        if place < len(items):
            yield items[place]


def _named_in(paths: Iterable[str], read: Callable[[str], bytes]) -> Iterator[str]:
    """The notices named in the files that bear the name of none: lists and feeds."""
    for path in paths:
        if not _NOTICE_ID.search(path) and Path(path).suffix in _TEXTS:
            yield from _NOTICE_ID.findall(read(path).decode("utf-8", "replace"))


def _left(leaks: Iterable[Leak], questions: Mapping[bytes, list[_Question]]) -> Iterator[Leak]:
    for leak in leaks:
        if leak.hit is Hit.SEALED:
            yield leak
            continue
        for question in questions[text_words(leak.what)]:
            if question.answer is None:
                yield replace(leak, notice=question.thing.name, conflict=question.conflict)
