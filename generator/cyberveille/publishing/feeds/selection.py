"""Which notices a feed holds."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from heapq import nlargest

from cyberveille.model import Headline
from cyberveille.model.configuration import Feeds


def select(headlines: Iterable[Headline], clock: datetime, rules: Feeds) -> tuple[Headline, ...]:
    """The last revised first, ties by identifier descending.

    Whatever was published or revised within `min_days` before the clock is there, so that a reader
    who looks less often misses nothing; older notices fill up to `min_entries`.
    """
    held = tuple(headlines)
    since = clock - timedelta(days=rules.min_days)
    recent = sum(item.updated >= since for item in held)
    return tuple(nlargest(max(recent, rules.min_entries), held, key=lambda item: (item.updated, item.id)))
