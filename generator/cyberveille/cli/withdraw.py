"""`cyberveille withdraw`: a notice is not to be followed any more."""

from datetime import datetime
from pathlib import Path

import click

from cyberveille.cli.amending import DIFF, DRY_RUN, NAMED, carry_out, the_notice
from cyberveille.cli.answers import Line
from cyberveille.cli.environment import NOW, ROOT, clock, project_at
from cyberveille.cli.french import Command
from cyberveille.drafting import withdrawn


@click.command(cls=Command, short_help="Retire une notice parue.")
@NAMED
@click.argument("reason", metavar="RAISON", type=Line())
@DIFF
@DRY_RUN
@NOW
@ROOT
def withdraw(named: str, reason: str, diff: bool, dry_run: bool, now: datetime | None, root: Path) -> None:
    """Retire une notice : sa page reste, avec la raison en tête. Rien n’est effacé."""
    project = project_at(root)
    carry_out(project, withdrawn(the_notice(project, named), reason, clock(now)), diff=diff, dry_run=dry_run)
