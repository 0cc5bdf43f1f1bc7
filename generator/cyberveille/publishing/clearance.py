"""Which of the pieces found an edition may show: those that were public first, or are declared so.

A draft may quote what is public, and a restricted notice an older public one; nothing public takes anything
from what is withheld unless an editor declares it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from pathlib import Path

from ahocorasick_rs import BytesAhoCorasick
from msgspec import Struct, field
from msgspec.structs import replace

from cyberveille.catalogue import Catalogue
from cyberveille.expressions import expression
from cyberveille.map import DIRECTORY
from cyberveille.model import Headline, Kind
from cyberveille.publishing.decisions import Decision, Decisions, decided
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.guard import Guard, Hit, Leak, allowed_in, withheld
from cyberveille.publishing.precedence import Past
from cyberveille.publishing.public_texts import (
    Cited,
    PublicText,
    attached_texts,
    notice_text,
    portal_texts,
    program_words,
)
from cyberveille.publishing.questions import Question, asked_of, questions_of
from cyberveille.publishing.usual_words import UsualWords
from cyberveille.publishing.verdict import Ground
from cyberveille.publishing.withheld_things import WithheldThing
from cyberveille.publishing.words import text_words
from cyberveille.publishing.written_forms import held_in, is_number
from cyberveille.reading import DIRECTORY_FILE

_COMPARED = 12
"""With how many public texts a piece is compared in time, the oldest first."""
_STEP = 200
"""How many public texts are looked at for words of the trade before git is asked."""
_TEXTS = {".html", ".json", ".xml"}
_NOTICE_ID = expression(r"[A-Z][A-Z0-9]*-\d{4}-[A-Z]{3}-\d{4}")


class Quotation(Struct, frozen=True):
    """A public source that says what a withheld thing says, as an editor declared."""

    public: str
    withheld: str
    what: str


class Judgement(Struct, frozen=True):
    leaks: tuple[Leak, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    """One for each pair."""
    cleared: Mapping[Ground, int] = field(default_factory=dict)
    """How many pieces may be shown, and why."""


def judge(
    edition: Edition,
    catalogue: Catalogue,
    guard: Guard,
    leaks: Sequence[Leak],
    read: Callable[[str], bytes],
    past: Past,
    decisions: Decisions | None = None,
) -> Judgement:
    """The leaks that stay, each with the public source that says the same.

    `read` gives the bytes of a file in which something was found. Public texts are looked at only as long as
    a question is open: first the notices that those files name, the oldest first, then the portal's own
    texts, then the other notices. None is where all was decided before, as `decisions` tell, which keep the
    new ones.
    """
    asked = asked_of(guard, leaks)
    before = None if decisions is None else decisions.answers(asked)
    if before is not None:
        return _judgement((), before)
    questions = questions_of(edition, catalogue, asked)
    _clear_program_words(questions, supplied=catalogue.project.over_defaults)
    pending = {piece for piece, every in questions.items() if any(item.answer is None for item in every)}
    passages = frozenset(piece for piece in pending if guard.is_passage(piece) or piece in guard.texts)
    usual = UsualWords(passages, len(edition.headlines))
    counted: list[Cited] = []
    for text in _in_steps(_texts(edition, catalogue, leaks, read)) if pending else ():
        # Git is asked of what is left, once few texts have shown what is usual.
        present = set(pending) if text is None else _pieces_in(text, pending, tuple(questions))
        if text is not None and text.published and not present:
            # What holds a piece may be a copy of it.
            usual.count(text.words, text.quoted, text.published)
            counted.append(text.cited)
        basis = tuple(counted) if text is None else ()
        for question in chain.from_iterable(questions[piece] for piece in sorted(present)):
            if text is None:
                question.decide(usual, basis, past)
                continue
            _answer(question, text, past)
            if question.answer is Ground.DECLARED and _declared(text, question.thing):
                question.declared.setdefault(text.file, text.cited)
        pending -= {piece for piece in present if all(item.answer for item in questions[piece])}
        if not pending:
            break
    every = tuple(chain.from_iterable(questions.values()))
    if decisions is not None:
        decisions.keep(every)
    return _judgement(_left(leaks, questions), filter(None, map(decided, every)))


def _judgement(left: Iterable[Leak], decisions: Iterable[Decision]) -> Judgement:
    quotations: dict[tuple[str, str], Quotation] = {}
    cleared: Counter[Ground] = Counter()
    for item in decisions:
        cleared[item.ground] += 1
        for public in item.declared:
            quotations.setdefault((public, item.thing), Quotation(public, item.thing, item.words))
    return Judgement(tuple(left), tuple(quotations.values()), cleared)


def _pieces_in(text: PublicText, pending: AbstractSet[bytes], pieces: tuple[bytes, ...]) -> set[bytes]:
    """The pieces in question that a public text holds."""
    found = _automaton(pieces).find_matches_as_indexes(text.words, overlapping=True)
    present = {pieces[position] for position, *_ in found} & pending
    present.update(piece for piece in pending if is_number(piece) and held_in(text.words, piece))
    return present


@lru_cache(maxsize=1)
def _automaton(pieces: tuple[bytes, ...]) -> BytesAhoCorasick:
    return BytesAhoCorasick(pieces)


def _clear_program_words(questions: Mapping[bytes, list[Question]], *, supplied: bool) -> None:
    """The program's own words are in every portal; the identifiers that it gives as examples are nobody's."""
    words = program_words(supplied=supplied) if questions else b""
    for piece, asked in questions.items():
        if piece in words:
            for question in asked:
                if not question.identifier:
                    question.settle(Ground.PROGRAM)


def _answer(question: Question, text: PublicText, past: Past) -> None:
    """Take into account that a public text holds the piece."""
    if question.answer is not None:
        return
    piece, thing = question.piece, question.thing
    if _declared(text, thing):
        question.settle(Ground.DECLARED, (text.cited,))
    elif not question.own and (question.named or piece in text.quoted):
        question.settle(Ground.QUOTED, (text.cited,))
    else:
        if len(question.texts) < _COMPARED:
            question.texts.append(text)
        if text.published and not question.identifier and not text.attached:
            day = text.published.date()
            if day not in question.days and past.original(piece, text):
                question.days[day] = text.cited
        if question.usual:
            question.settle(Ground.USUAL, tuple(question.days.values()))
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


def _left(leaks: Iterable[Leak], questions: Mapping[bytes, list[Question]]) -> Iterator[Leak]:
    for leak in leaks:
        if leak.hit is Hit.SEALED:
            yield leak
            continue
        for question in questions[text_words(leak.what)]:
            if question.answer is None:
                yield replace(leak, notice=question.thing.name, conflict=question.conflict)
