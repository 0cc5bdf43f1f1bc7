"""Deadlines that a calendar told and tells no longer, as far as the texts before that of a notice say."""

from cyberveille.map import Followed, left_by
from cyberveille.model import Kind
from cyberveille.publishing.deadlines import Deadline
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.headlines import Part

_Found = dict[Followed, dict[tuple[str, bool], Deadline]]


class Departed:
    """Those of an edition; a part is decoded when a calendar that one of its notices left is asked for."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._found: dict[tuple[Kind, int], _Found] = {}

    def of(self, calendar: Followed) -> tuple[Deadline, ...]:
        """What became of each, on the day that readers were told last."""
        parts = self._edition.departed.get(calendar, ())
        return tuple(deadline for part in parts for deadline in self._in(part).get(calendar, {}).values())

    def _in(self, part: Part) -> _Found:
        key = (part.facts.kind, part.facts.year)
        if key not in self._found:
            self._found[key] = self._left(part)
        return self._found[key]

    def _left(self, part: Part) -> _Found:
        edition = self._edition
        found: _Found = {}
        interests = edition.sorting.interests
        for item in part.headlines:
            for left in left_by(interests, item, edition.vocabularies):
                if left.tlp.within(edition.audience.tlp_max):
                    told = found.setdefault(left.calendar, {})
                    told[item.id, left.exposed] = Deadline(left.day, left.exposed, item, left=True)
        return found
