"""What was decided of pieces found before, kept with the public texts on which it rests.

A build that finds nothing else asks those texts alone whether they are as they were: then what was decided
stands, since neither the words nor the dates that were compared are other. Whatever is asked for the first
time is judged in full, with all that is asked beside it.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from cyberveille.catalogue import Catalogue
from cyberveille.kept_file import KeptFile
from cyberveille.package import package_digest
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.output import digest
from cyberveille.publishing.questions import Asked, Question
from cyberveille.publishing.usual_words import enough
from cyberveille.publishing.verdict import Ground
from cyberveille.publishing.witnesses import Witness, Witnesses
from cyberveille.publishing.words import legible

_ROUNDS = 8
"""How many builds that judged in full are kept, the last one first."""
_MOST = 2000
"""What rests on more texts is not kept: asking them all would take as long."""

Key = tuple[bytes, str, bool, bool]
"""A piece, whose it is, whether it is its own, and whether it is a name."""


class Decision(Struct, frozen=True, array_like=True, gc=False):
    """A piece that the edition may show, though a withheld thing says it.

    `declared` are the public sources that say it and declare the thing, as findings name them.
    """

    piece: bytes
    thing: str
    own: bool
    named: bool
    ground: Ground
    declared: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        return self.piece, self.thing, self.own, self.named

    @property
    def words(self) -> str:
        return legible(self.piece)


def decided(question: Question) -> Decision | None:
    """What was answered; None to what was not."""
    if question.answer is None:
        return None
    name = question.thing.name
    return Decision(
        question.piece, name, question.own, question.named, question.answer, tuple(question.declared)
    )


class Round(Struct, frozen=True, array_like=True):
    """What one build decided at the moment `since`, with so many public `notices`.

    `things` are the withheld ones, each with the digest of its source.
    """

    since: datetime
    notices: int
    things: dict[str, str]
    witnesses: tuple[Witness, ...]
    decisions: tuple[Decision, ...]


class Decisions:
    """Those that are kept in `file` for one audience; what was altered, cut or made for others is none.

    `things` are the digests of what is withheld now, by name. Begun `afresh`, nothing kept is believed.
    """

    def __init__(
        self,
        file: Path,
        edition: Edition,
        catalogue: Catalogue,
        things: Mapping[str, str],
        *,
        afresh: bool = False,
    ) -> None:
        self._afresh = afresh
        self._edition, self._things = edition, things
        self._witnesses = Witnesses(edition, catalogue)
        own = (edition.audience, edition.configuration, catalogue.project.digest)
        salt = digest(*own, catalogue.project.over_defaults, package_digest())
        self._file = KeptFile(file, tuple[Round, ...], salt)

    def answers(self, asked: Mapping[bytes, Asked]) -> list[Decision] | None:
        """What was decided of all that is asked, in that order; None unless all of it stands."""
        keys = [
            (piece, thing, own, item.named)
            for piece, item in asked.items()
            for thing, own in item.claims.items()
        ]
        missing = set(keys)
        found: dict[Key, Decision] = {}
        for kept in self._rounds:
            known = {item.key: item for item in kept.decisions if self._is_as_it_was(kept, item)}
            if not missing.isdisjoint(known) and self._stands(kept):
                found = known | found
                missing.difference_update(known)
            if not missing:
                return [found[key] for key in keys]
        return None

    def keep(self, questions: Iterable[Question]) -> None:
        """What was answered now, before what was kept; what cannot be written is judged again."""
        answered = [item for item in questions if item.answer is not None]
        cited = {place for item in answered for place in (*item.cited, *item.declared.values())}
        witnesses = [self._witnesses.of(place) for place in sorted(cited)] if len(cited) <= _MOST else [None]
        if not answered or None in witnesses:
            return
        decisions = tuple(filter(None, map(decided, answered)))
        names = {item.thing for item in decisions}
        now = Round(
            self._edition.clock,
            len(self._edition.headlines),
            {name: self._things.get(name, "") for name in names},
            tuple(filter(None, witnesses)),
            decisions,
        )
        known = {item.key for item in decisions}
        others = (kept for kept in self._rounds if not known.issuperset(item.key for item in kept.decisions))
        self._file.keep((now, *others)[:_ROUNDS])

    @cached_property
    def _rounds(self) -> Sequence[Round]:
        return () if self._afresh else self._file.read() or ()

    def _is_as_it_was(self, kept: Round, decision: Decision) -> bool:
        name = decision.thing
        return kept.things.get(name) == self._things.get(name, "")

    def _stands(self, kept: Round) -> bool:
        """Whether all that it rests on is as it was; the clock, which may not go back, reveals only more."""
        return (
            kept.since <= self._edition.clock
            and enough(len(self._edition.headlines)) <= enough(kept.notices)
            and all(map(self._witnesses.is_intact, kept.witnesses))
        )
