"""What a notice said before its revisions, kept so that readers may see what changed."""

from collections.abc import Iterator

from cyberveille.checking.rule import Context, Remark, rule
from cyberveille.locale import few
from cyberveille.model import Gravity, Notice

_IMPORTED = "C’est un historique importé : rien ne le donne, et rien n’est à faire."
_BY_HAND = (
    "« cyberveille keep » le reprend à l’historique de git ; « cyberveille revise » le garde de lui-même. "
    "Une faute corrigée, sans rien de nouveau, porte « minor: true ». Si git ne l’a pas, rien n’est à faire."
)


@rule(Notice, gravity=Gravity.WARNING)
def earlier_text_kept(notice: Notice, context: Context) -> Iterator[Remark]:
    """Ce qu’une notice parue disait avant une révision devrait être gardé.

    De là viennent « Ce qui a changé » et l’adresse permanente du texte d’avant : l’édition ne lit pas
    l’historique de git. Une révision `minor: true` s’en passe ; un historique importé n’a rien à garder.

    Mauvais : une deuxième révision, sans `revisions/2026/CV-2026-BUL-0042.r1.md`
    Bon : `cyberveille revise`, qui écrit ce fichier avec la révision
    """
    if notice.draft or context.earlier is None:
        return
    lacking = tuple(notice.unkept(context.earlier))
    if lacking:
        before = few([str(number + 1) for number in lacking], 5)
        word = "révisions" if len(lacking) > 1 else "révision"
        yield Remark(
            f"Le texte d’avant n’est pas gardé ({word} {before}) : rien ne montre ce qui a changé.",
            ("revisions", lacking[0], "change"),
            hint=_IMPORTED if notice.aliases else _BY_HAND,
        )
