"""`cyberveille refresh`: what a notice's sources changed, shown key by key and brought to it."""

from datetime import datetime
from pathlib import Path

import click

from cyberveille.cli.amending import DIFF, DRY_RUN, NAMED, carry_out, the_notice
from cyberveille.cli.desk import UNMARKED, desk_of
from cyberveille.cli.environment import FINDINGS, NOW, ROOT, clock, project_at, show
from cyberveille.cli.french import Command, Misuse, say
from cyberveille.drafting import Amended, root_of
from cyberveille.importing import refreshed


@click.command(cls=Command, short_help="Porte à une notice ce que sa source a changé.")
@NAMED
@click.option(
    "--from",
    "files",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FICHIER",
    help="Nouvelle version d’une source. Par défaut : celle qu’un import a laissée en attente.",
)
@UNMARKED
@DIFF
@DRY_RUN
@NOW
@ROOT
def refresh(
    named: str,
    files: tuple[Path, ...],
    tlp: str | None,
    diff: bool,
    dry_run: bool,
    now: datetime | None,
    root: Path,
) -> None:
    """Montre, clé par clé, ce que les sources d’une notice disent de neuf, et le lui porte.

    Ce que la rédaction a écrit reste. Le texte d’une source n’entre que dans un brouillon.
    """
    project = project_at(root)
    found = the_notice(project, named)
    place = root_of(project, found.file)
    done = refreshed(found.notice, found.text, place, files, desk_of(project, clock(now), tlp))
    if done.findings:
        show(done.findings)
        raise click.exceptions.Exit(FINDINGS)
    if done.problem:
        raise Misuse(done.problem)
    for line in done.told:
        say(line)
    for conflict in done.conflicts:
        say(f"{conflict.key or 'texte'} : {conflict.message}.", err=True)
    if not done.told:
        say(f"Les sources de {found.notice.id} n’ont rien changé.", err=True)
    work = Amended(found.file, found.text, done.text, raw=found.raw)
    carry_out(project, work, diff=diff, dry_run=dry_run)
    if dry_run:
        return
    done.remember()
    if work.changed and not found.notice.draft:
        say(f'Dites-le par « cyberveille revise {found.notice.id} "…" ».', err=True)
