"""`cyberveille status`: drafts, embargoes, alerts, deadlines, sources that changed."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import click

from cyberveille.catalogue import Project
from cyberveille.cli.environment import JOBS, NOW, ROOT, catalogue_of, clock, project_at
from cyberveille.cli.french import Command, say
from cyberveille.drafting import standing
from cyberveille.importing import waiting_sources


@click.command(cls=Command, short_help="Dit ce qui attend la rédaction.")
@click.option(
    "--open-days",
    type=click.IntRange(1),
    default=30,
    show_default=True,
    metavar="JOURS",
    help="Jours au-delà desquels une alerte est ouverte depuis longtemps.",
)
@click.option(
    "--near-days",
    type=click.IntRange(1),
    default=7,
    show_default=True,
    metavar="JOURS",
    help="Jours, avant et après, où une échéance est montrée.",
)
@NOW
@ROOT
@JOBS
def status(open_days: int, near_days: int, now: datetime | None, root: Path, jobs: int | None) -> None:
    """Brouillons, embargos et leur heure, alertes ouvertes depuis longtemps, échéances, sources changées."""
    project = project_at(root)
    moment = clock(now)
    headlines = catalogue_of(project, moment, jobs).headlines
    sections = standing(
        headlines, moment, waiting=_waiting(project), open_days=open_days, near_days=near_days
    )
    for section in sections:
        say(f"{section.title} :")
        for line in section.lines:
            say(f"  {line}")
    if not sections:
        say("Rien n’attend la rédaction.")


def _waiting(project: Project) -> Mapping[str, str]:
    register = project.register()
    found = {}
    for root in project.configuration.sources:
        for reference in waiting_sources(project.path_of(root)):
            if bearer := register.find(reference):
                found[reference] = bearer.id
    return found
