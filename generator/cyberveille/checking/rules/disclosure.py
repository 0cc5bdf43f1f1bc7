"""What may be kept in git, and in which root (TLP 2.0, FIRST, August 2022)."""

from collections.abc import Iterator

from cyberveille.checking.rule import Context, Remark, rule
from cyberveille.model import Notice, Page


@rule(Notice, Page, of_erased=True)
def tlp_fit_for_git(notice: Notice | Page, _context: Context) -> Iterator[Remark]:
    """Une notice TLP:RED ou TLP:AMBER+STRICT ne doit jamais entrer dans un dépôt.

    Mauvais : `tlp: RED`
    Bon : `tlp: AMBER`, dans un dossier qui l’admet
    """
    if notice.tlp and not notice.tlp.may_enter_git:
        yield Remark(
            f"Le marquage {notice.tlp.label} désigne ses destinataires : il exclut un dépôt git.",
            ("tlp",),
            hint="Retirez le fichier du dépôt et de son historique, puis prévenez l’équipe.",
        )


@rule(Notice, Page, of_erased=True)
def tlp_within_root(notice: Notice | Page, context: Context) -> Iterator[Remark]:
    """Le marquage TLP ne doit pas dépasser celui qu’admet le dossier (`sources:`, `tlp_max`).

    Mauvais : `tlp: AMBER` dans un dossier ouvert
    Bon : `tlp: CLEAR`
    """
    limit = context.policy.tlp_max
    if notice.tlp is None:
        return
    if notice.tlp is not limit and notice.tlp.may_enter_git and not notice.tlp.within(limit):
        yield Remark(
            f"Le marquage {notice.tlp.label} dépasse {limit.label}, le plus fermé admis ici.",
            ("tlp",),
            hint="Rangez la notice dans un dossier dont « tlp_max » l’admet.",
        )
