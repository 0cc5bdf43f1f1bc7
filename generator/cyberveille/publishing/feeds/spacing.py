"""Dates that differ, for readers who keep what is later than the last thing they saw.

Two notices of one second would be one too few for them. Dates are moved by whole seconds, as little as it
takes, in an order that depends on nothing but the notices of the edition.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TypeVar

from msgspec import Struct

from cyberveille.model import Change, Headline, Kind
from cyberveille.publishing.feeds.permanent_ids import entry_id

_SECOND = timedelta(seconds=1)
Key = TypeVar("Key", str, tuple[str, Change])


class Item(Struct, frozen=True):
    """What an entry is about: a notice, or one change of it.

    Times are aware, to the second; among the items of an edition no two are published, nor updated, at the
    same one.
    """

    notice: str
    digest: str
    published: datetime
    updated: datetime
    change: Change | None = None

    @property
    def id(self) -> str:
        """The entry's permanent identifier."""
        return entry_id(f"{self.notice}/{self.change.name}" if self.change else self.notice)


def spaced(moments: Iterable[tuple[datetime, bool, Key]]) -> dict[Key, datetime]:
    """Each key's moment, to the second, at least one second after the one before it.

    Of one second, what is marked comes last, and so first in a feed; then the greatest key.
    """
    found: dict[Key, datetime] = {}
    previous: datetime | None = None
    for moment, _, key in sorted((moment.replace(microsecond=0), last, key) for moment, last, key in moments):
        previous = moment if previous is None or moment > previous else previous + _SECOND
        found[key] = previous
    return found


def notices_of(headlines: Iterable[Headline]) -> dict[str, Item]:
    """The items of all notices of an edition, by identifier.

    Alerts come before what was published with them, closed ones too: a date never moves.
    """
    held = tuple(headlines)
    published = spaced((item.published, item.kind is Kind.ALERT, item.id) for item in held)
    updated = spaced(
        (max(item.updated, published[item.id]), item.kind is Kind.ALERT, item.id) for item in held
    )
    return {item.id: Item(item.id, item.digest, published[item.id], updated[item.id]) for item in held}


def changes_of(headlines: Iterable[Headline]) -> tuple[Item, ...]:
    """The items of all that happened to the notices of an edition, in the order of time."""
    happened = {(item.id, change): item for item in headlines for change in item.changes}
    dates = spaced((key[1].date, item.kind is Kind.ALERT, key) for key, item in happened.items())
    return tuple(
        Item(notice, happened[notice, change].digest, date, date, change)
        for (notice, change), date in dates.items()
    )
