"""Moments of one notice beside those of the others."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from cyberveille.checking.index import CatalogueEntry, Index
from cyberveille.checking.place import SourcePath
from cyberveille.checking.rule import Remark, rule
from cyberveille.locale import paris
from cyberveille.model import Gravity

REMEMBERED = timedelta(days=31)
Located = Iterator[tuple[SourcePath, Remark]]


@rule(gravity=Gravity.WARNING)
def moment_distinct(index: Index) -> Located:
    """Deux notices ne doivent pas être publiées ou révisées à la même seconde.

    Un abonné dont l’outil ne garde que ce qui est postérieur à sa dernière entrée n’en verrait qu’une : les
    flux les écartent d’une seconde. Les notices importées (qui ont des `aliases`) ne sont pas concernées :
    leur source ignore souvent l’heure. Celles d’il y a plus d’un mois non plus : leur date ne change plus.

    Mauvais : `published: 2026-11-23T09:30:00+01:00` dans deux notices
    Bon : `published: 2026-11-23T09:30:00+01:00` dans l’une, `2026-11-23T09:31:00+01:00` dans l’autre
    """
    if index.clock is None:
        return
    since = index.clock - REMEMBERED
    taken: dict[tuple[str, datetime], CatalogueEntry] = {}
    for entry in index.entries:
        if entry.kind is None or entry.draft or entry.erased or entry.aliases:
            continue
        for key, moment in _moments(entry):
            other = taken.setdefault((key, paris(moment)), entry) if moment >= since else entry
            if other is not entry:
                yield (
                    entry.place,
                    Remark(
                        f"{entry.id} et {other.id} ont la même date à la seconde : {_told(moment)}.",
                        (key,),
                        hint="Écartez-les d’une minute, celle qu’il faut lire d’abord en dernier.",
                    ),
                )


def _moments(entry: CatalogueEntry) -> Iterator[tuple[str, datetime]]:
    """When it appeared, and when it last changed since."""
    if entry.published is not None:
        yield "published", entry.published
    if entry.last_date is not None and entry.last_date != entry.published:
        yield "revisions", entry.last_date


def _told(moment: datetime) -> str:
    local = paris(moment)
    return f"le {local:%d/%m/%Y} à {local.hour} h {local:%M} min {local:%S} s"
