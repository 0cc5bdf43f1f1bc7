"""`cyberveille publish`: a draft appears, at once or at an hour."""

from datetime import datetime
from pathlib import Path

import click

from cyberveille.cli.amending import DIFF, DRY_RUN, NAMED, carry_out, the_notice
from cyberveille.cli.environment import NOW, ROOT, InstantType, catalogue_of, clock, project_at
from cyberveille.cli.french import Command, say
from cyberveille.drafting import published
from cyberveille.locale import datetime_fr


@click.command(cls=Command, short_help="Publie un brouillon, tout de suite ou à une heure.")
@NAMED
@click.option(
    "--at",
    type=InstantType(),
    default=None,
    help="Heure de parution, avec fuseau ; jusque-là, la notice est sous embargo. Par défaut : maintenant.",
)
@DIFF
@DRY_RUN
@NOW
@ROOT
def publish(
    named: str, at: datetime | None, diff: bool, dry_run: bool, now: datetime | None, root: Path
) -> None:
    """Retire `draft`, et date d’une même heure la parution et la première révision.

    Une notice sous embargo change d’heure. Ce que la vérification refuserait, ou qui n’est pas en français,
    est montré, et rien n’est écrit.
    """
    project = project_at(root)
    moment = clock(now)
    found = the_notice(project, named)
    others = catalogue_of(project, moment, None).headlines
    taken = frozenset(item.published for item in others if item.id != found.notice.id and not item.draft)
    work = published(found, at or moment, moment, taken)
    carry_out(project, work, diff=diff, dry_run=dry_run, strict=True)
    if work.changed and at is not None and at > moment:
        say(f"Sous embargo jusqu’au {datetime_fr(at)}.", err=True)
