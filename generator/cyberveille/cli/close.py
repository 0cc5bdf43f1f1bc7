"""`cyberveille close`: an alert is over."""

from datetime import datetime
from pathlib import Path

import click

from cyberveille.cli.amending import DIFF, DRY_RUN, NAMED, carry_out, the_notice
from cyberveille.cli.answers import Line
from cyberveille.cli.environment import NOW, ROOT, clock, project_at
from cyberveille.cli.french import Command
from cyberveille.drafting import closed


@click.command(cls=Command, short_help="Clôt une alerte.")
@NAMED
@click.argument("change", metavar="[POURQUOI]", type=Line(), required=False, default=None)
@DIFF
@DRY_RUN
@NOW
@ROOT
def close(
    named: str, change: str | None, diff: bool, dry_run: bool, now: datetime | None, root: Path
) -> None:
    """Clôt une alerte à l’heure qu’il est, avec la révision qui dit pourquoi."""
    project = project_at(root)
    carry_out(
        project, closed(the_notice(project, named), change or "", clock(now)), diff=diff, dry_run=dry_run
    )
