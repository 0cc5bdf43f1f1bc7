"""Whether an edition may show what was found of withheld things: asked once for each piece and thing."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from msgspec import Struct, field

from cyberveille.catalogue import Catalogue
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.guard import Guard, Hit, Leak
from cyberveille.publishing.pieces import identifiers_of
from cyberveille.publishing.precedence import Past
from cyberveille.publishing.public_texts import Cited, PublicText
from cyberveille.publishing.usual_words import UsualWords
from cyberveille.publishing.verdict import Conflict, Ground, Verdict
from cyberveille.publishing.withheld_things import WithheldThing, thing_named
from cyberveille.publishing.words import legible, text_words

USUAL_DAYS = 3
USUAL_SPAN = timedelta(days=90)
"""A formula: public notices of so many days have a piece, the first and the last so far apart.

A slip is refused the first time: it cannot become a habit.
"""
_SHOWN = 8


class Asked(NamedTuple):
    """A piece that was found: whose it is, each with whether it is its own, and some files that show it.

    `named` tells a name from a passage.
    """

    claims: Mapping[str, bool]
    shown: tuple[str, ...]
    named: bool


def asked_of(guard: Guard, leaks: Iterable[Leak]) -> dict[bytes, Asked]:
    """What is asked, by piece, in the order found; what cannot be opened asks nothing."""
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
    return {piece: Asked(claims[piece], tuple(shown[piece]), piece in guard.names) for piece in claims}


class Question(Struct):
    """Whether the edition may show a piece of a withheld thing, and the public texts that hold it."""

    piece: bytes
    thing: WithheldThing
    own: bool
    shown: tuple[str, ...]
    named: bool
    """Whether it is a name, not a passage."""
    identifier: bool
    answer: Ground | None = None
    cited: tuple[Cited, ...] = ()
    """The public texts on which the answer rests; words of the trade rest on all that were counted."""
    texts: list[PublicText] = field(default_factory=list)
    compared: list[tuple[PublicText, Verdict]] = field(default_factory=list)
    asked: bool = False
    """Whether public texts are compared in time as they are met."""
    days: dict[date, Cited] = field(default_factory=dict)
    declared: dict[str, Cited] = field(default_factory=dict)
    """The public sources that declare the thing declassified and say the piece, as findings name them."""

    @property
    def words(self) -> str:
        return legible(self.piece)

    @property
    def usual(self) -> bool:
        return len(self.days) >= USUAL_DAYS and max(self.days) - min(self.days) >= USUAL_SPAN

    def settle(self, ground: Ground, cited: tuple[Cited, ...] = ()) -> None:
        self.answer, self.cited = ground, cited

    def decide(self, usual: UsualWords, counted: tuple[Cited, ...], past: Past) -> None:
        """Answer what words of the trade or the past answer; `counted` tell which words are the trade's."""
        if self.answer is None and not self.identifier and self.piece in usual:
            self.settle(Ground.USUAL, counted)
        self.compare(past)

    def compare(self, past: Past) -> None:
        """Ask of the texts met so far which are older, until one is."""
        self.asked = True
        for text in self.texts[len(self.compared) :]:
            if self.answer is None:
                verdict = past.verdict(self.piece, text, self.thing, self.shown)
                self.compared.append((text, verdict))
                if verdict.older:
                    self.settle(verdict.ground, (text.cited,))

    @property
    def conflict(self) -> Conflict | None:
        """With the text that is printed where the piece was found, when it is known."""
        shown = set(self.shown)
        compared = sorted(self.compared, key=lambda pair: shown.isdisjoint(pair[0].outputs))
        for text, verdict in compared:
            return Conflict(text.file, self.thing.file, verdict, text.attached)
        return None


def questions_of(
    edition: Edition, catalogue: Catalogue, asked: Mapping[bytes, Asked]
) -> dict[bytes, list[Question]]:
    """Each piece with a question for each of those whose it is."""
    things = {name: thing_named(edition, catalogue, name) for item in asked.values() for name in item.claims}
    identifiers = {
        name: frozenset(identifiers_of(catalogue.notice(name)))
        for name in things
        if name in catalogue.sources
    }
    return {
        piece: [
            Question(
                piece,
                things[name],
                own,
                item.shown,
                item.named,
                identifier=piece in identifiers.get(name, ()),
            )
            for name, own in item.claims.items()
        ]
        for piece, item in asked.items()
    }
