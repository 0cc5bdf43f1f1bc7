"""`cyberveille build`: the whole portal, or nothing."""

from datetime import datetime
from pathlib import Path

import click

from cyberveille.cli.environment import (
    ALLOW_REMOVAL,
    FINDINGS,
    JOBS,
    NOW,
    ROOT,
    USAGE,
    audience_at,
    catalogue_of,
    commit_of,
    edition_clock,
    output_option,
    processors,
    progress_bar,
    project_at,
    show,
)
from cyberveille.cli.french import Command, Misuse, say
from cyberveille.cli.held_back import held_back
from cyberveille.cli.placing import refuse_address, refuse_place
from cyberveille.cli.refusals import refusals
from cyberveille.locale import counted, datetime_fr, number_fr
from cyberveille.model import Audience
from cyberveille.publishing.admission import Admission
from cyberveille.publishing.build import BuildReport, OutputRefused, TwinFiles
from cyberveille.publishing.build import build as build_edition
from cyberveille.publishing.disturbed import Disturbed
from cyberveille.publishing.edition import make_edition
from cyberveille.publishing.edition_identity import read_identity
from cyberveille.publishing.frame import FrameError
from cyberveille.publishing.search import SearchError
from cyberveille.publishing.stopwatch import Stopwatch
from cyberveille.publishing.verdict import Ground
from cyberveille.publishing.workspace import Busy, OutputWithin, Workspace
from cyberveille.reading import is_web_address


@click.command(cls=Command, short_help="Construit le portail.")
@output_option("Dossier écrit. Par défaut : celui de l’audience dans la configuration.")
@click.option("--audience", metavar="NOM", default="public", show_default=True, help="Édition à produire.")
@NOW
@click.option(
    "--url", metavar="ADRESSE", default=None, help="Adresse publique, au lieu de celle de la configuration."
)
@click.option("--dry-run", is_flag=True, help="Fait tout, sauf mettre l’édition en place.")
@click.option("--search/--no-search", default=True, help="Avec ou sans la recherche.")
@ALLOW_REMOVAL
@click.option("--timings", is_flag=True, help="Montre le temps passé à chaque étape.")
@ROOT
@JOBS
def build(
    output: Path | None,
    audience: str,
    now: datetime | None,
    url: str | None,
    dry_run: bool,
    search: bool,
    allow_removal: frozenset[str],
    timings: bool,
    root: Path,
    jobs: int | None,
) -> None:
    """Vérifie, puis écrit l’édition complète ; en cas d’erreur, la précédente reste intacte."""
    moment = edition_clock(now, told=not dry_run)
    watch = Stopwatch()
    with watch.step("configuration"):
        project = project_at(root)
    chosen = audience_at(project, audience)
    if url is not None and not is_web_address(url):
        raise Misuse(f"« {url} » n’est pas une adresse web, par exemple https://cyberveille.example.org/.")
    place = (output or root / chosen.output).resolve()
    refuse_place(project, chosen, place)
    refuse_address(project, chosen, url)
    with watch.step("lecture et vérification"):
        catalogue = catalogue_of(project, moment, jobs)
    if catalogue.findings:
        show(catalogue.findings)
    if catalogue.refused:
        say("Édition refusée : corrigez d’abord les erreurs ci-dessus.", err=True)
        raise click.exceptions.Exit(FINDINGS)
    with watch.step("édition"):
        edition = make_edition(catalogue, chosen, moment, commit_of(root), url)
        if not search:
            edition = edition.without_search()
        edition = edition.admitting(_admitted(place, chosen), allow_removal)
    try:
        workspace = Workspace(place)
        with progress_bar("Rendu") as advance:
            report = build_edition(
                edition,
                catalogue,
                workspace,
                jobs=processors(jobs),
                dry_run=dry_run,
                progress=advance,
                lasting=True,
                admitted=allow_removal,
            )
    except _REFUSALS as refusal:
        say(_explained(refusal, audience), err=True)
        raise click.exceptions.Exit(USAGE) from None
    _tell(report, moment, dry_run)
    if not report.leaks and (waiting := held_back(catalogue.headlines, moment, chosen.tlp_max)):
        say(waiting)
    if timings:
        for step, seconds in {**watch.seconds, **report.seconds}.items():
            say(f"  {step:<24}{f'{seconds:.2f}'.replace('.', ','):>8} s")
    if report.leaks or report.broken:
        raise click.exceptions.Exit(FINDINGS)


def _admitted(place: Path, audience: Audience) -> tuple[Admission, ...]:
    """What the edition in place says that it let go."""
    identity = read_identity(place)
    return identity.admissions if identity is not None and identity.audience == audience.name else ()


_REFUSALS = (OutputRefused, OutputWithin, TwinFiles, FrameError, Busy, Disturbed, SearchError)


def _explained(refusal: Exception, audience: str) -> str:
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


def _tell(report: BuildReport, moment: datetime, dry_run: bool) -> None:
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
    for refusal in refusals(report.leaks):
        say(f"Fuite : {refusal}", err=True)
    if report.leaks:
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
