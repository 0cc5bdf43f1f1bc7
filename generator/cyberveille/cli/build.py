"""`cyberveille build`: the whole portal, or nothing."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

import click

from cyberveille.catalogue import Project
from cyberveille.cli.environment import (
    FINDINGS,
    JOBS,
    NOW,
    ROOT,
    USAGE,
    catalogue_of,
    clock,
    commit_of,
    processors,
    progress_bar,
    project_at,
    show,
)
from cyberveille.cli.french import Command, Misuse, say
from cyberveille.french import datetime_fr, number_fr
from cyberveille.model import Audience
from cyberveille.publishing.build import BuildReport, OutputRefused, Stopwatch, TwinFiles
from cyberveille.publishing.build import build as build_edition
from cyberveille.publishing.edition import make_edition
from cyberveille.publishing.frame import FrameError
from cyberveille.publishing.guard import FRAME, Hit, Leak
from cyberveille.publishing.search import SearchError
from cyberveille.publishing.workspace import Busy, OutputWithin, Workspace
from cyberveille.reading import is_web_address


@click.command(cls=Command, short_help="Construit le portail.")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DOSSIER",
    default=None,
    help="Dossier écrit. Par défaut : celui de l’audience dans la configuration.",
)
@click.option("--audience", metavar="NOM", default="public", show_default=True, help="Édition à produire.")
@NOW
@click.option(
    "--url", metavar="ADRESSE", default=None, help="Adresse publique, au lieu de celle de la configuration."
)
@click.option("--dry-run", is_flag=True, help="Fait tout, sauf mettre l’édition en place.")
@click.option("--search/--no-search", default=True, help="Avec ou sans la recherche.")
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
    timings: bool,
    root: Path,
    jobs: int | None,
) -> None:
    """Vérifie, puis écrit l’édition complète ; en cas d’erreur, la précédente reste intacte."""
    moment = clock(now)
    watch = Stopwatch()
    with watch.step("configuration"):
        project = project_at(root)
    chosen = _audience(project, audience)
    if url is not None and not is_web_address(url):
        raise Misuse(f"« {url} » n’est pas une adresse web, par exemple https://cyberveille.example.org/.")
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
    try:
        workspace = Workspace((output or root / chosen.output).resolve())
        with progress_bar("Rendu") as advance:
            report = build_edition(
                edition,
                workspace,
                jobs=processors(jobs),
                dry_run=dry_run,
                progress=advance,
            )
    except _REFUSALS as refusal:
        say(_explained(refusal, audience), err=True)
        raise click.exceptions.Exit(USAGE) from None
    _tell(report, moment, dry_run)
    if timings:
        for step, seconds in {**watch.seconds, **report.seconds}.items():
            say(f"  {step:<24}{f'{seconds:.2f}'.replace('.', ','):>8} s")
    if report.leaks:
        raise click.exceptions.Exit(FINDINGS)


def _audience(project: Project, name: str) -> Audience:
    chosen = project.configuration.audience(name)
    if chosen is None:
        names = ", ".join(item.name for item in project.configuration.audiences)
        raise Misuse(f"audience inconnue : {name}. Audiences configurées : {names}.")
    return chosen


_REFUSALS = (OutputRefused, OutputWithin, TwinFiles, FrameError, Busy, SearchError)


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
        case Busy():
            return f"Une autre commande écrit déjà dans « {refusal} »."
        case _:
            return f"L’index de recherche n’a pas pu être fait : {refusal}"


def _leaks(leaks: Iterable[Leak]) -> Iterator[str]:
    """A line for each file and source: one passage of several is enough to find them."""
    alike: dict[tuple[str, str, Hit], list[Leak]] = {}
    for leak in leaks:
        alike.setdefault((leak.path, leak.notice, leak.hit), []).append(leak)
    for (path, notice, hit), found in alike.items():
        match hit:
            case Hit.WORDS:
                where = "chaque page" if path == FRAME else path
                more = f", et {number_fr(len(found) - 1)} autres passages" if len(found) > 1 else ""
                yield f"{where} contient « {found[0].what} »{more} de {notice}."
            case Hit.FILE:
                yield f"{path} est une pièce jointe de {notice}."
            case Hit.SEALED:
                yield (
                    f"{found[0].what}, pièce jointe de {notice}, {found[0].why} : la garde ne peut pas "
                    "chercher ailleurs ce qu’elle dit. Joignez-la sous une forme qui s’ouvre (sans mot de "
                    "passe, archive zip), ou retirez-la."
                )


def _tell(report: BuildReport, moment: datetime, dry_run: bool) -> None:
    for quotation in report.quotations:
        say(
            f"Attention : {quotation.public} reprend « {quotation.what} » de {quotation.restricted}, réservé "
            "et paru avant lui : vérifiez que ce passage peut être public.",
            err=True,
        )
    for leak in report.sealed:
        say(
            f"Attention : {leak.what} {leak.why} : la garde ne peut pas dire ce qu’il contient. "
            "Vérifiez qu’il peut être public.",
            err=True,
        )
    for told in _leaks(report.leaks):
        say(f"Fuite : {told}", err=True)
    if report.leaks:
        say("Édition refusée par la garde : rien n’a été mis en place.", err=True)
        return
    if report.recovered:
        say("La mise en place interrompue de l’édition précédente a été achevée.")
    verb = "à écrire" if dry_run else "écrits"
    say(
        f"Édition du {datetime_fr(moment)} : {number_fr(report.files)} fichiers, dont "
        f"{number_fr(len(report.written))} {verb} et {number_fr(len(report.removed))} retirés."
    )
