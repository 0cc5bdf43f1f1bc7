"""What the machine allows: the time zone, the clock, the disk, the rights on the folders that are written."""

import os
import shutil
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cyberveille.diagnosing.sign import Sign, State
from cyberveille.locale import datetime_fr, size_fr

_LEAST = 200_000_000
"""Bytes free, below which an edition may not be written whole."""
_AHEAD = timedelta(minutes=5)


def look_at_machine(
    folders: Iterable[Path], now: datetime, last: datetime | None, *, dated: bool = False
) -> Iterator[Sign]:
    """`folders` are those that commands write, there or not yet; `last` is when the last edition was made.

    `dated`: whether the environment gives editions another date than the clock's.
    """
    yield _zone()
    yield _clock(now, last, dated=dated)
    for folder in folders:
        yield from _folder(folder)


def _zone() -> Sign:
    try:
        offset = datetime(2026, 7, 1, tzinfo=ZoneInfo("Europe/Paris")).utcoffset()
    except ZoneInfoNotFoundError:
        offset = None
    if offset == timedelta(hours=2):
        return Sign("fuseau", State.WELL, "L’heure de Paris est connue.")
    return Sign(
        "fuseau",
        State.ILL,
        "L’heure de Paris n’est pas connue de cette machine.",
        "Installez le paquet « tzdata », du système ou de Python.",
    )


def _clock(now: datetime, last: datetime | None, *, dated: bool) -> Sign:
    told = f"Heure de cette machine : {datetime_fr(now)}."
    if last is not None and last > now + _AHEAD:
        return Sign(
            "horloge",
            State.ILL,
            f"{told} La dernière édition est datée d’après : {datetime_fr(last)}.",
            "Mettez la machine à l’heure, ou reconstruisez : embargos et échéances en dépendent.",
        )
    if dated:
        return Sign(
            "horloge",
            State.WARNING,
            f"{told} SOURCE_DATE_EPOCH donne une autre date aux éditions.",
            "Retirez cette variable, sauf pour reproduire une édition.",
        )
    return Sign("horloge", State.WELL, told)


def _folder(folder: Path) -> Iterator[Sign]:
    place = next(parent for parent in (folder, *folder.parents) if parent.is_dir())
    if os.access(place, os.W_OK | os.X_OK):
        yield Sign("droits", State.WELL, f"« {folder} » peut être écrit.")
    else:
        yield Sign(
            "droits",
            State.ILL,
            f"« {folder} » ne peut pas être écrit par ce compte.",
            f"Donnez-lui les droits sur « {place} ».",
        )
    free = shutil.disk_usage(place).free
    if free < _LEAST:
        yield Sign("disque", State.ILL, f"Il reste {size_fr(free)} pour « {folder} ».", "Faites de la place.")
    else:
        yield Sign("disque", State.WELL, f"Il reste {size_fr(free)} pour « {folder} ».")
