"""`cyberveille status`: drafts, embargoes, alerts, deadlines, sources that changed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import click

from cyberveille.catalogue import Project
from cyberveille.cli.environment import JOBS, NOW, ROOT, catalogue_of, clock, project_at
from cyberveille.cli.french import Command, say
from cyberveille.drafting import standing
from cyberveille.importing import waiting_sources
from cyberveille.locale import datetime_fr
from cyberveille.model import ChangeNature, Headline
from cyberveille.publishing.exploited import told_by


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
    catalogue = catalogue_of(project, moment, jobs)
    told = told_by(catalogue.headlines, catalogue.notices, project.exploitation, moment)
    headlines = tuple(told.get(item.id, item) for item in catalogue.headlines)
    sections = standing(
        headlines,
        moment,
        waiting=_waiting(project),
        exploited=tuple(_exploited(headlines)),
        open_days=open_days,
        near_days=near_days,
    )
    for section in sections:
        say(f"{section.title} :")
        for line in section.lines:
            say(f"  {line}")
    if not sections:
        say("Rien n’attend la rédaction.")


def _exploited(headlines: Sequence[Headline]) -> Iterator[str]:
    """Of notices that have appeared, those of which a catalogue said so since; the last one first."""
    found = [
        (change.date, item)
        for item in headlines
        for change in item.changes
        if change.nature is ChangeNature.EXPLOITATION and not item.withdrawn and not item.draft
    ]
    for moment, item in sorted(found, key=lambda pair: pair[0], reverse=True):
        yield f"{item.id} depuis le {datetime_fr(moment)} : {item.title}"


def _waiting(project: Project) -> Mapping[str, str]:
    register = project.register()
    found = {}
    for root in project.configuration.sources:
        for reference in waiting_sources(project.path_of(root)):
            if bearer := register.find(reference):
                found[reference] = bearer.id
    return found
