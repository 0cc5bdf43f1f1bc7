"""`cyberveille import`: other people's notices become ours."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from cyberveille.catalogue import Project
from cyberveille.cli.desk import UNMARKED, desk_of
from cyberveille.cli.environment import (
    FINDINGS,
    NOW,
    catalogue_of,
    clock,
    progress_bar,
    project_at,
    show,
)
from cyberveille.cli.french import Group, say
from cyberveille.importing import SOURCES, Desk, ImportReport, Source, import_records
from cyberveille.locale import counted
from cyberveille.model import Finding, Tlp


@click.group("import", cls=Group)
def imports() -> None:
    """Importe des notices ; une seconde importation ne change que ce qui a changé."""


def _import(name: str, make: Callable[[Desk], Source[Any]], holds: str) -> None:
    """The command of a source."""

    @imports.command(
        name,
        short_help=holds,
        help="Importe des fichiers JSON, ou d’un objet JSON par ligne, compressés ou non (.gz).",
    )
    @click.argument(
        "files",
        metavar="FICHIER...",
        nargs=-1,
        required=True,
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
    )
    @click.option(
        "--into",
        required=True,
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        metavar="DOSSIER",
        help="Dossier du portail qui reçoit les notices.",
    )
    @UNMARKED
    @NOW
    def _command(files: tuple[Path, ...], into: Path, tlp: str | None, now: datetime | None) -> None:
        moment = clock(now)
        project = project_at(into)
        root = project.root_for(Tlp.CLEAR) or into
        with progress_bar("Importation") as advance:
            report = import_records(
                make(desk_of(project, moment, tlp)),
                files,
                root,
                project.register(),
                Counted(advance).more,
                moment,
                project.root_for,
            )
        if report.findings:
            show(report.findings)
        _tell(report)
        broken = _refusing(project, report, moment) if report.written else ()
        if broken:
            say("Ce qui vient d’être écrit refuserait l’édition :", err=True)
            show(broken)
        if report.refused or broken:
            raise click.exceptions.Exit(FINDINGS)


for _name, (_make, _holds) in SOURCES.items():
    _import(_name, _make, _holds)


class Counted:
    """Adds up the records handled, for a bar that wants their sum."""

    def __init__(self, advance: Callable[[int, int | None], None]) -> None:
        self.advance = advance
        self.done = 0

    def more(self, records: int) -> None:
        self.done += records
        self.advance(self.done, None)


def _refusing(project: Project, report: ImportReport, now: datetime) -> tuple[Finding, ...]:
    """What in the notices written would refuse the edition."""
    written = {file.resolve() for file in report.written}
    catalogue = catalogue_of(project, now, None)
    return tuple(
        item
        for item in catalogue.findings
        if item.refuses and (project.folder / item.path).resolve() in written
    )


def _tell(report: ImportReport) -> None:
    say(
        f"{counted(len(report.created), 'notice créée')}, {counted(len(report.changed), 'modifiée')}, "
        f"{counted(len(report.unchanged), 'inchangée')}, {counted(report.refused, 'refusée')}."
    )
    for notice_id, doubts in report.doubts:
        say(f"  {notice_id} : brouillon à écrire, {counted(doubts, 'point')} à vérifier.")
    if report.unmapped_risks:
        total = sum(count for _, count in report.unmapped_risks)
        say(
            f"{counted(len(report.unmapped_risks), 'graphie')} de risque hors de la liste, "
            f"{counted(total, 'notice')} ; le texte de la notice les garde :"
        )
        for spelling, count in report.unmapped_risks:
            say(f"  {count:>5}  {spelling or '(vide)'}")
