"""`cyberveille explain`: where a value, a term, a page comes from."""

from pathlib import Path

import click

from cyberveille.catalogue.provenance import nearest_name, provenance
from cyberveille.cli.environment import ROOT, project_at
from cyberveille.cli.french import Command, Misuse, say


@click.command(cls=Command)
@click.argument("name", metavar="NOM")
@ROOT
def explain(name: str, root: Path) -> None:
    """Dit d’où vient une valeur : d’une ligne du portail, ou du programme.

    NOM est une clé de site_config.yml (portal.url, feeds), une liste ou un terme (technologies/imagerie),
    une entrée de l’aide à la déclaration (destinataires/cnil), un éditeur (produits/cisco), une page
    (/accessibilite/) ou un texte de l’interface ("Derniers bulletins").
    """
    project = project_at(root)
    told = provenance(project, name)
    if not told:
        near = nearest_name(project, name)
        raise Misuse(f"« {name} » est inconnu.{f' Vouliez-vous dire « {near} » ?' if near else ''}")
    for item in told:
        say(f"{item.name} : {item.value}  [{item.origin}]")
