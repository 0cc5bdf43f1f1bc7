"""`cyberveille build`: the whole portal, or nothing."""

from datetime import datetime
from importlib import import_module
from pathlib import Path

import click

from cyberveille.catalogue import Catalogue
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
    project_at,
    show_all,
)
from cyberveille.cli.french import Command, Misuse, say
from cyberveille.cli.held_back import held_back
from cyberveille.cli.placing import refuse_address, refuse_place
from cyberveille.cli.telling import explained, tell
from cyberveille.model import Audience
from cyberveille.publishing.admission import Admission
from cyberveille.publishing.edition import Edition, make_edition
from cyberveille.publishing.edition_identity import read_identity
from cyberveille.publishing.remembered import nothing_to_do
from cyberveille.publishing.report import BuildReport
from cyberveille.publishing.stopwatch import Stopwatch
from cyberveille.publishing.workspace import Busy, OutputWithin, Workspace


@click.command(cls=Command)
@output_option("Dossier écrit. Par défaut : celui de l’audience dans la configuration.")
@click.option("--audience", metavar="NOM", default="public", show_default=True, help="Édition à produire.")
@NOW
@click.option(
    "--url", metavar="ADRESSE", default=None, help="Adresse publique, au lieu de celle de la configuration."
)
@click.option("--dry-run", is_flag=True, help="Fait tout, sauf mettre l’édition en place.")
@click.option("--search/--no-search", default=True, help="Avec ou sans la recherche.")
@click.option(
    "--verify",
    is_flag=True,
    help="Relit chaque fichier de l’édition en place, et refait celui que quelque chose a changé.",
)
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
    verify: bool,
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
    _refuse_no_address(url)
    place = (output or root / chosen.output).resolve()
    refuse_place(project, chosen, place)
    refuse_address(project, chosen, url)
    with watch.step("lecture et vérification"):
        catalogue = catalogue_of(project, moment, jobs, (_prepare, _prepare_calendars))
    show_all(catalogue)
    if catalogue.refused:
        say("Édition refusée : corrigez d’abord les erreurs ci-dessus.", err=True)
        raise click.exceptions.Exit(FINDINGS)
    with watch.step("édition"):
        edition = make_edition(catalogue, chosen, moment, commit_of(root), url)
        if not search:
            edition = edition.without_search()
        edition = edition.admitting(_admitted(place, chosen), allow_removal)
    workspace, report = _standing(edition, catalogue, place, again=bool(verify or allow_removal))
    if report is None:
        # What draws pages is loaded when there is one to draw.
        from cyberveille.cli.building import built  # noqa: PLC0415

        report = built(
            edition,
            catalogue,
            workspace,
            jobs=processors(jobs),
            dry_run=dry_run,
            admitted=allow_removal,
            verify=verify,
        )
    tell(report, moment, dry_run=dry_run)
    if not report.leaks and (waiting := held_back(catalogue.held_back(moment), moment, chosen.tlp_max)):
        say(waiting)
    if timings:
        for step, seconds in {**watch.seconds, **report.seconds}.items():
            say(f"  {step:<24}{f'{seconds:.2f}'.replace('.', ','):>8} s")
    if report.leaks or report.broken:
        raise click.exceptions.Exit(FINDINGS)


_NEXT = (
    "cyberveille.cli.building",
    "cyberveille.checking.apply",
    "cyberveille.publishing.templating",
    "cyberveille.publishing.feeds.syndication",
)


def _prepare() -> None:
    """Load what a notice that changed will ask for, while another process reads it."""
    for module in _NEXT:
        import_module(module)


def _prepare_calendars() -> None:
    """What one that sets a deadline will ask for."""
    import_module("cyberveille.publishing.calendars.writing")


def _refuse_no_address(url: str | None) -> None:
    if url is None:
        return
    # What judges a configuration is loaded where there is something to judge.
    from cyberveille.reading.demands import is_portal_address, no_portal_address  # noqa: PLC0415

    if not is_portal_address(url):
        raise Misuse(" ".join(no_portal_address(url)))


def _standing(
    edition: Edition, catalogue: Catalogue, place: Path, *, again: bool
) -> tuple[Workspace, BuildReport | None]:
    """The workspace of `place`, and what there is to say when nothing is to be done, unless it is `again`."""
    try:
        workspace = Workspace(place)
        return workspace, None if again else nothing_to_do(edition, catalogue, workspace)
    except (OutputWithin, Busy) as refusal:
        say(explained(refusal, edition.audience.name), err=True)
        raise click.exceptions.Exit(USAGE) from None


def _admitted(place: Path, audience: Audience) -> tuple[Admission, ...]:
    """What the edition in place says that it let go."""
    identity = read_identity(place)
    return identity.admissions if identity is not None and identity.audience == audience.name else ()
