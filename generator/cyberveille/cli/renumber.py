"""`cyberveille renumber`: an unpublished notice takes another number, and what leads to it follows."""

from pathlib import Path

import click

from cyberveille.cli.environment import ROOT, project_at
from cyberveille.cli.french import Command, Misuse, say
from cyberveille.drafting import renumbered
from cyberveille.printable import printable
from cyberveille.writing import write_atomically


@click.command(cls=Command, short_help="Donne un autre numéro à une notice.")
@click.argument("old", metavar="ANCIEN")
@click.argument("new", metavar="NOUVEAU")
@ROOT
def renumber(old: str, new: str, root: Path) -> None:
    """Renomme une notice et son dossier, corrige ce qui y mène, et redirige son ancienne adresse.

    ANCIEN est un identifiant, ou le chemin du fichier quand deux notices portent le même : l’ancienne adresse
    reste alors à l’autre, et les liens des autres fichiers aussi.
    """
    work = renumbered(project_at(root), old, new)
    if work.problem:
        raise Misuse(work.problem)
    for origin, place in work.moves:
        place.parent.mkdir(parents=True, exist_ok=True)
        origin.rename(place)
    for file, text in work.texts.items():
        write_atomically(file, text)
        click.echo(printable(f"{file}"))
    for file in work.left:
        say(f"{file} nomme {old} : vérifiez laquelle des deux notices il désigne.", err=True)
    say("Lancez « cyberveille check » : une notice déjà parue garde son numéro.", err=True)
