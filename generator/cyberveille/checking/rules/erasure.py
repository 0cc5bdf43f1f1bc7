"""A notice that should never have been published: what its source still says, and when it went."""

from collections.abc import Iterator

import msgspec

from cyberveille.checking.rule import Context, Remark, rule
from cyberveille.locale import datetime_fr
from cyberveille.model import KEPT_KEYS, Gravity, Notice, neutral_values

_KEPT = {*KEPT_KEYS, "aliases", "body", "source", "earlier", "superseded"}
"""Aliases are not published, but an import finds by them what it must not write again."""
_HINT = (
    "Supprimez-le du fichier : l’édition n’en montre rien, mais le dépôt le garde. "
    "L’historique de git demande un geste de plus : voyez le guide de l’éditeur."
)


@rule(Notice, gravity=Gravity.WARNING, of_erased=True)
def erased_source_empty(notice: Notice, context: Context) -> Iterator[Remark]:
    """La source d’une notice effacée ne devrait plus rien contenir de ce qui est effacé.

    Il suffit de `id`, `tlp`, `published` et `withdrawn` ; `aliases` reste dans une notice importée, que le
    prochain import recréerait sans lui, et `redirect_from` garde les anciennes adresses.

    Mauvais : `withdrawn: {…, erase: true}` au-dessus du texte publié par erreur
    Bon : un fichier réduit à `id`, `tlp`, `published` et `withdrawn`
    """
    if not notice.erased:
        return
    neutral = neutral_values(type(notice))
    for item in msgspec.structs.fields(notice):
        if item.name not in _KEPT and getattr(notice, item.name) != neutral.get(item.name, item.default):
            yield Remark(
                f"La clé « {item.name} » d’une notice effacée est encore écrite.", (item.name,), hint=_HINT
            )
    if notice.body.sections:
        line = notice.body.sections[0].line
        yield Remark("Le texte d’une notice effacée est encore écrit.", line=line, hint=_HINT)
    for name in sorted(context.files):
        yield Remark(f"Le fichier « {name} » d’une notice effacée est encore là.", hint=_HINT)
    for number in sorted(context.earlier or ()):
        yield Remark(f"Le texte antérieur r{number} d’une notice effacée est encore là.", hint=_HINT)


@rule(Notice, of_erased=True)
def erased_last(notice: Notice, _context: Context) -> Iterator[Remark]:
    """L’effacement doit suivre la dernière révision : les lecteurs de flux ne suivent que ce qui avance.

    Mauvais : `withdrawn` au 24 novembre, dernière révision du 25
    Bon : `withdrawn` au 26 novembre, dernière révision du 25
    """
    if notice.withdrawn is None or not notice.erased:
        return
    last = max((revision.date for revision in notice.revisions), default=notice.published)
    if notice.withdrawn.date < last and last > notice.published:
        yield Remark(
            f"L’effacement du {datetime_fr(notice.withdrawn.date)} précède "
            f"la révision du {datetime_fr(last)}.",
            ("withdrawn", "date"),
            hint="Donnez la date et l’heure de l’effacement lui-même.",
        )
