"""`cyberveille revise`: what a published notice says anew, told in its history."""

from datetime import datetime
from pathlib import Path

import click

from cyberveille.cli.amending import DIFF, DRY_RUN, NAMED, carry_out, the_notice
from cyberveille.cli.answers import Line
from cyberveille.cli.environment import NOW, ROOT, clock, project_at
from cyberveille.cli.french import Command
from cyberveille.drafting import revised


@click.command(cls=Command, short_help="Ajoute une révision à une notice parue.")
@NAMED
@click.argument("change", metavar="CE_QUI_CHANGE", type=Line())
@click.option(
    "--minor", is_flag=True, help="Une faute corrigée, sans rien de nouveau : les flux n’en bougent pas."
)
@DIFF
@DRY_RUN
@NOW
@ROOT
def revise(
    named: str, change: str, minor: bool, diff: bool, dry_run: bool, now: datetime | None, root: Path
) -> None:
    """Ajoute à l’historique une phrase, datée d’aujourd’hui ; le texte, c’est vous qui le changez."""
    project = project_at(root)
    work = revised(the_notice(project, named), change, clock(now), minor=minor)
    carry_out(project, work, diff=diff, dry_run=dry_run)
