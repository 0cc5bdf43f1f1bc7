"""`cyberveille doctor`: a first look at a portal that does not do as it should."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import click

from cyberveille.catalogue import Project, open_project
from cyberveille.catalogue.open_values import left_open
from cyberveille.cli.environment import FINDINGS, NOW, ROOT
from cyberveille.cli.french import Command, say
from cyberveille.diagnosing import (
    Sign,
    State,
    look_at_certificate,
    look_at_edition,
    look_at_installation,
    look_at_machine,
)
from cyberveille.locale import counted
from cyberveille.publishing.edition_identity import read_identity


@click.command(cls=Command)
@click.option(
    "--snippet",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FICHIER",
    help="Copie de .serveur/nginx.conf ou apache.conf que le serveur inclut.",
)
@click.option(
    "--edition",
    "served",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DOSSIER",
    help="Édition à regarder, celle qui est servie par exemple. Par défaut : celles de la configuration.",
)
@click.option(
    "--oldest",
    type=click.IntRange(min=1),
    metavar="HEURES",
    help="Sort avec 1 si l’édition manque ou est plus vieille : pour une sonde.",
)
@click.option("--online", is_flag=True, help="Regarde aussi le certificat de l’adresse publique.")
@NOW
@ROOT
def doctor(
    snippet: Path | None,
    served: Path | None,
    oldest: int | None,
    *,
    online: bool,
    now: datetime | None,
    root: Path,
) -> None:
    """Regarde ce qui est installé, la machine, la configuration, la dernière édition.

    N’écrit rien. Sort avec 1 si quelque chose empêche le portail de paraître.
    """
    dated = now is None and "SOURCE_DATE_EPOCH" in os.environ
    moment = now or datetime.now(UTC)
    looked = _Looked(served, snippet, timedelta(hours=oldest) if oldest else None)
    signs = tuple(_signs(root, moment, looked, dated=dated, online=online))
    for sign in signs:
        say(f"{sign.state.value:<7} {sign.name} : {sign.told}")
        if sign.advice:
            say(f"        → {sign.advice}")
    if any(sign.state is State.ILL for sign in signs):
        raise click.exceptions.Exit(FINDINGS)


class _Looked(NamedTuple):
    """What of editions is asked for on the command line."""

    served: Path | None
    snippet: Path | None
    oldest: timedelta | None


def _signs(root: Path, now: datetime, looked: _Looked, *, dated: bool, online: bool) -> Iterator[Sign]:
    yield from look_at_installation()
    project = open_project(root)
    if not isinstance(project, Project):
        for finding in project.findings:
            yield Sign("portail", State.ILL, f"{finding.path} : {finding.message}", finding.hint)
        yield from look_at_machine((root,), now, None, dated=dated)
        return
    waiting = left_open(project)
    state = State.WARNING if waiting else State.WELL
    told = f"Il y reste {counted(len(waiting), 'valeur')} à compléter." if waiting else "Tout y est rempli."
    yield Sign("portail", state, told, "« cyberveille check » dit où." if waiting else "")
    outputs = [root / audience.output for audience in project.configuration.audiences]
    trees = [looked.served] if looked.served else [output.resolve() for output in outputs]
    dates = [identity.date for identity in map(read_identity, trees) if identity and identity.date]
    yield from look_at_machine((*trees, project.work), now, max(dates, default=None), dated=dated)
    for tree in trees:
        yield from look_at_edition(tree, now, looked.snippet if tree == trees[0] else None, looked.oldest)
    url = project.configuration.portal.url
    if online and url.startswith("https://"):
        yield look_at_certificate(url, now)
