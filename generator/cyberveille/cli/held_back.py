"""What is written and not shown yet: drafts, and notices under embargo, with the hour of each."""

from collections.abc import Iterable
from datetime import datetime

from cyberveille.locale import counted, datetime_fr, few
from cyberveille.model import Headline, Tlp

_NAMED = 5


def held_back(headlines: Iterable[Headline], now: datetime, limit: Tlp = Tlp.RED) -> str:
    """A sentence on what the readers of `limit` do not see at `now`; empty when there is nothing to say."""
    concerned = [item for item in headlines if item.tlp.within(limit)]
    drafts = sorted(item.id for item in concerned if item.draft)
    later = sorted((item.published, item.id) for item in concerned if not item.draft and item.published > now)
    parts = []
    if drafts:
        parts.append(f"{counted(len(drafts), 'brouillon')} ({few(drafts, _NAMED)})")
    if later:
        told = few([f"{name} jusqu’au {datetime_fr(moment)}" for moment, name in later], _NAMED)
        last = f", la dernière jusqu’au {datetime_fr(later[-1][0])}" if len(later) > _NAMED else ""
        parts.append(f"{counted(len(later), 'notice')} sous embargo ({told}{last})")
    return f"Pas encore publié : {' ; '.join(parts)}." if parts else ""
