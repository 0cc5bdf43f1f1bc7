"""What a build did, or why it did not, in sentences for operators."""

from datetime import datetime

from cyberveille.cli.environment import show
from cyberveille.cli.french import say
from cyberveille.locale import counted, datetime_fr, number_fr
from cyberveille.publishing.disturbed import Disturbed
from cyberveille.publishing.frame import FrameError
from cyberveille.publishing.report import BuildReport, OutputRefused, TwinFiles
from cyberveille.publishing.verdict import Ground
from cyberveille.publishing.workspace import Busy, OutputWithin


def explained(refusal: Exception, audience: str) -> str:
    match refusal:
        case OutputRefused():
            return (
                f"« {refusal} » contient autre chose qu’une édition « {audience} » : choisissez un autre "
                "dossier avec --output, ou videz celui-ci."
            )
        case OutputWithin():
            return (
                f"« {refusal} » est le dossier d’une édition : rien d’autre ne s’écrit dedans. Choisissez un "
                "autre dossier avec --output."
            )
        case TwinFiles():
            return f"Deux sources de l’édition veulent écrire « {refusal} » : changez l’une des adresses."
        case FrameError():
            return f"Le thème n’a pas pu être dessiné : {refusal}"
        case Busy() | Disturbed():
            return str(refusal)
        case _:
            return f"L’index de recherche n’a pas pu être fait : {refusal}"


_GROUNDS = {
    Ground.HISTORY: "d’après git",
    Ground.EDITION: "d’après l’édition en place",
    Ground.DATES: "d’après leurs dates",
}


def tell(report: BuildReport, moment: datetime, *, dry_run: bool) -> None:
    for quotation in report.quotations:
        say(
            f"Déclassement : {quotation.public} reprend « {quotation.what} » de {quotation.withheld}, comme "
            "« declassifies » le permet.",
            err=True,
        )
    for leak in report.sealed:
        say(
            f"Attention : {leak.what} {leak.why} : la garde ne peut pas dire ce qu’il contient. "
            "Vérifiez qu’il peut être public.",
            err=True,
        )
    if report.leaks:
        # What the guard says of leaks is loaded when there is one.
        from cyberveille.cli.refusals import refusals  # noqa: PLC0415

        for refusal in refusals(report.leaks):
            say(f"Fuite : {refusal}", err=True)
        say("Édition refusée par la garde : rien n’a été mis en place.", err=True)
    if report.broken:
        show(report.broken)
        say("Édition refusée : ce qui a été publié ne durerait pas. Rien n’a été mis en place.", err=True)
    if report.leaks or report.broken:
        return
    known = {_GROUNDS[ground]: count for ground, count in report.cleared.items() if ground in _GROUNDS}
    if known:
        told = ", ".join(f"{number_fr(known[name])} {name}" for name in _GROUNDS.values() if name in known)
        say(f"Passages retenus ailleurs, mais déjà publics : {told}.")
    if report.recovered:
        say("La mise en place interrompue de l’édition précédente a été achevée.")
    written = len(report.written)
    told = f"{number_fr(written)} à écrire" if dry_run else counted(written, "écrit")
    say(
        f"Édition du {datetime_fr(moment)} : {counted(report.files, 'fichier')}, dont {told} et "
        f"{counted(len(report.removed), 'retiré')}."
    )
