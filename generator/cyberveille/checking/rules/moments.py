"""Moments of one notice beside those of the others."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from cyberveille.checking.index import Entry, Index
from cyberveille.checking.rule import Place, Remark, rule
from cyberveille.model import Gravity
from cyberveille.paris import paris

_REMEMBERED = timedelta(days=31)
Located = Iterator[tuple[Place, Remark]]


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
    since = index.clock - _REMEMBERED
    taken: dict[datetime, Entry] = {}
    for entry in index.entries:
        if entry.kind is None or entry.draft or entry.erased or entry.aliases:
            continue
        for key, moment in (("published", entry.published), ("revisions", entry.updated)):
            if moment is None or moment < since:
                continue
            other = taken.setdefault(paris(moment), entry)
            if other is not entry and not (key == "revisions" and moment == entry.published):
                yield (
                    entry.place,
                    Remark(
                        f"{entry.id} et {other.id} ont la même date à la seconde : {_told(moment)}.",
                        (key,),
                        hint="Écartez-les d’une minute, celle qu’il faut lire d’abord en dernier.",
                    ),
                )


def _told(moment: datetime) -> str:
    local = paris(moment)
    return f"le {local:%d/%m/%Y} à {local.hour} h {local:%M} min {local:%S} s"
