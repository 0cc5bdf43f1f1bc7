"""A small portal to which the events of a notice's life happen, one after another."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from msgspec import Struct
from tests.portal import NOW, Portal, bulletin

NEW = "bulletins/2026/CV-2026-BUL-0010.md"
LATE = "bulletins/2026/CV-2026-BUL-0011.md"
ALERT = "alerts/2026/CV-2026-ALE-0001.md"
TITLE = "Débordement dans <NX> d’Alpha"
_WRITTEN = "2026-10-05T10:00:00+02:00"
_LAST = "change: Version initiale}\n---"


class Event(Struct, frozen=True):
    """`told` is what the title of an entry about it holds; empty where none is due in any feed."""

    name: str
    told: str
    clock: datetime


def happen(portal: Portal) -> Iterator[Event]:
    """Make each event and build the edition that tells it; the first one is what subscribers find there."""
    portal.build(NOW)
    yield Event("à l’abonnement", "", NOW)
    clock = NOW + timedelta(hours=1)
    portal.write(NEW, bulletin(10, title=f'"{TITLE}"').replace(_WRITTEN, _at(clock)))
    portal.build(clock)
    yield Event("nouvelle", "<NX>", clock)
    clock += timedelta(hours=1)
    portal.edit(NEW, _LAST, f"change: Version initiale}}\n  - {{date: {_at(clock)}, change: Correctif}}\n---")
    portal.build(clock)
    yield Event("révisée", "Révision", clock)
    clock += timedelta(hours=1)
    portal.edit(ALERT, "status: active", f"status: closed\nclosed: {_at(clock)}")
    text = portal.read(ALERT)
    head, _, body = text.removeprefix("---\n").partition("\n---")
    portal.write(ALERT, f"---\n{head}\n  - {{date: {_at(clock)}, change: Menace écartée}}\n---{body}")
    portal.build(clock)
    yield Event("close", "Clôture", clock)
    clock += timedelta(hours=1)
    portal.edit(
        NEW,
        "references:",
        f"withdrawn: {{date: {_at(clock)}, reason: Produit nommé par erreur}}\nreferences:",
    )
    portal.build(clock)
    yield Event("retirée", "Retrait", clock)
    clock += timedelta(hours=1)
    late = bulletin(11, title="Datée de juin").replace("2026-10-05", "2026-06-05")
    portal.write(LATE, late)
    portal.build(clock)
    yield Event("tardive", "", clock)


def _at(clock: datetime) -> str:
    return clock.isoformat()
