"""`cyberveille renumber`: an unpublished notice takes another number, and what leads to it follows."""

from pathlib import Path

import click

from cyberveille.catalogue import Project
from cyberveille.cli.amending import DIFF, DRY_RUN, show_difference, shown_name
from cyberveille.cli.environment import ROOT, project_at
from cyberveille.cli.french import Command, Misuse, say
from cyberveille.drafting import Amended, Renumbered, renumbered
from cyberveille.interrupting import unbroken
from cyberveille.printable import printable
from cyberveille.writing import raw_text, unix, with_ends_of, write_atomically


@click.command(cls=Command)
@click.argument("old", metavar="ANCIEN")
@click.argument("new", metavar="NOUVEAU")
@DIFF
@DRY_RUN
@ROOT
def renumber(old: str, new: str, diff: bool, dry_run: bool, root: Path) -> None:
    """Renomme une notice et son dossier, corrige ce qui y mène, et redirige son ancienne adresse.

    ANCIEN est un identifiant, ou le chemin du fichier quand deux notices portent le même : l’ancienne adresse
    reste alors à l’autre, et les liens des autres fichiers aussi.
    """
    project = project_at(root)
    work = renumbered(project, old, new)
    if work.problem:
        raise Misuse(work.problem)
    if diff or dry_run:
        _show(project, work)
    if dry_run:
        return
    with unbroken():
        _carry_out(work)
    for file in work.left:
        say(f"{file} nomme {old} : vérifiez laquelle des deux notices il désigne.", err=True)
    say("Lancez « cyberveille check » : une notice déjà parue garde son numéro.", err=True)


def _carry_out(work: Renumbered) -> None:
    """What is new is written before what is old goes: a machine that stops in between loses nothing."""
    origins = {place: origin for origin, place in work.moves}
    for file, text in work.texts.items():
        write_atomically(file, with_ends_of(raw_text(origins.get(file, file)), text))
        click.echo(printable(f"{file}"))
    for place, origin in origins.items():
        if place in work.texts:
            origin.unlink()
        else:
            origin.rename(place)


def _show(project: Project, work: Renumbered) -> None:
    """What moves, then the lines that change."""
    origins = {place: origin for origin, place in work.moves}
    for place, origin in origins.items():
        say(f"{shown_name(project, origin)} → {shown_name(project, place)}")
    for file, text in work.texts.items():
        before = unix(raw_text(origins.get(file, file)))
        show_difference(Amended(file, before, text), shown_name(project, file))
