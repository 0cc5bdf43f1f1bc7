"""How long what the rules say of a catalogue holds, when nothing but the clock moves on."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from cyberveille.checking.index import CatalogueEntry, Index
from cyberveille.checking.rules.catalogue import FAR, SOON
from cyberveille.checking.rules.moments import REMEMBERED
from cyberveille.model import Finding

_TICK = timedelta(seconds=1)
"""Of the clock of an edition."""


def lasting_until(index: Index, findings: Iterable[Finding], now: datetime) -> datetime | None:
    """The first moment after `now` at which a rule may say otherwise; None when none ever does."""
    recent = now - REMEMBERED
    told = any(finding.rule == "moment-distinct" for finding in findings)
    moments = [moment for entry in index.entries for moment in _dates(entry) if moment >= recent]
    turns = (turn for moment in moments for turn in _turns(moment, told=told) if turn > now)
    return min(turns, default=None)


def _dates(entry: CatalogueEntry) -> Iterator[datetime]:
    yield from filter(None, (entry.published, entry.last_date, entry.closed))


def _turns(moment: datetime, *, told: bool) -> Iterator[datetime]:
    """When a notice appears, when what it dates is no longer to come, when it is no longer far, or recent."""
    yield from (moment, moment - SOON, moment - FAR)
    if told:
        yield moment + REMEMBERED + _TICK
