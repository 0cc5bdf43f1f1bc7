"""Which of the pieces found an edition may show: those that were public first, or are declared so.

A draft may quote what is public, and a restricted notice an older public one; nothing public takes anything
from what is withheld unless an editor declares it.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from ahocorasick_rs import BytesAhoCorasick

from cyberveille.catalogue import Catalogue
from cyberveille.map import DIRECTORY
from cyberveille.model import Headline, Kind
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.guard import Guard, Hit, Leak, allowed_in, withheld
from cyberveille.publishing.pieces import held_in, identifiers_of, is_number
from cyberveille.publishing.precedence import Past
from cyberveille.publishing.public_texts import (
    PublicText,
    attached_texts,
    notice_text,
    portal_texts,
    program_words,
)
from cyberveille.publishing.verdict import Conflict, Ground, Verdict
from cyberveille.publishing.withheld_things import WithheldThing, thing_named
from cyberveille.publishing.words import text_words
from cyberveille.reading import DIRECTORY_FILE

USUAL_DAYS = 3
USUAL_SPAN = timedelta(days=90)
"""Words of the trade: public notices of so many days say them, the first and the last so far apart.

A slip is refused the first time: it cannot become a habit.
"""
_COMPARED = 12
"""With how many public texts a piece is compared in time, the oldest first."""
_SHOWN = 8
_TEXTS = {".html", ".json", ".xml"}
_NOTICE_ID = re.compile(r"[A-Z][A-Z0-9]*-\d{4}-[A-Z]{3}-\d{4}")


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
    compared: list[tuple[PublicText, Verdict]] = field(default_factory=list)
    days: set[date] = field(default_factory=set)

    @property
    def usual(self) -> bool:
        return len(self.days) >= USUAL_DAYS and max(self.days) - min(self.days) >= USUAL_SPAN

    @property
    def conflict(self) -> Conflict | None:
        """With the text that is printed where the piece was found, when it is known."""
        shown = set(self.shown)
        met = sorted(self.compared, key=lambda pair: shown.isdisjoint(pair[0].outputs))
        for text, verdict in met:
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
    quotations: dict[tuple[str, str], Quotation] = {}
    searched = BytesAhoCorasick(pieces := tuple(questions)) if questions else None
    numbers = tuple(filter(is_number, pieces)) if searched else ()
    _clear_program_words(questions)
    for text in _texts(edition, catalogue, leaks, read):
        if searched is None or all(item.answer for items in questions.values() for item in items):
            break
        met = {
            pieces[position]
            for position, *_ in searched.find_matches_as_indexes(text.words, overlapping=True)
        }
        met.update(piece for piece in numbers if held_in(text.words, piece))
        for piece in sorted(met):
            for question in questions[piece]:
                if question.answer is None:
                    question.answer = _answered(question, text, past)
                    if question.answer is Ground.DECLARED:
                        what = piece.decode("latin-1").strip()
                        pair = (text.file, question.thing.name)
                        quotations.setdefault(pair, Quotation(*pair, what))
    answers = [item.answer for items in questions.values() for item in items]
    return Judgement(
        tuple(_left(leaks, questions)),
        tuple(quotations.values()),
        Counter(answer for answer in answers if answer is not None),
    )


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


def _clear_program_words(questions: Mapping[bytes, list[_Question]]) -> None:
    words = program_words() if questions else b""
    for piece, asked in questions.items():
        if piece in words:
            for question in asked:
                question.answer = Ground.PROGRAM


def _answered(question: _Question, text: PublicText, past: Past) -> Ground | None:
    """Why the piece may be shown, now that a public text is known to hold it; None when it may not."""
    piece, thing = question.piece, question.thing
    if _declared(text, thing):
        return Ground.DECLARED
    if not question.own and (question.named or piece in text.quoted):
        return Ground.QUOTED
    if len(question.compared) < _COMPARED:
        verdict = past.verdict(piece, text, thing, question.shown)
        question.compared.append((text, verdict))
        if verdict.older:
            return verdict.ground
    if text.published and not question.identifier and not text.attached:
        day = text.published.date()
        if day not in question.days and past.original(piece, text):
            question.days.add(day)
    return Ground.USUAL if question.usual else None


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
        for item in sorted(named, key=lambda item: (item.published, item.id)):
            seen.add(item.id)
            yield notice_text(catalogue.notice(item.id))
            if files:
                yield from attached_texts(catalogue, item)

    yield from notices(_NOTICE_ID.findall(" ".join(paths)), files=True)
    yield from portal_texts(edition, catalogue)
    yield from notices(_named_in(paths, read), files=True)
    for item in _spread([item for item in public.values() if item.id not in seen]):
        yield notice_text(catalogue.notice(item.id))
    for item in public.values():
        if item.kind is Kind.DOCUMENT and item.id not in seen:
            yield from attached_texts(catalogue, item)


def _spread(items: Sequence[Headline]) -> Iterator[Headline]:
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
