"""`cyberveille recover`: what a killed command had begun to put in place is finished, without building."""

from pathlib import Path

import click

from cyberveille.cli.environment import FINDINGS, ROOT, USAGE, output_option, project_at
from cyberveille.cli.french import Command, Misuse, say
from cyberveille.model.folders import workspace_of
from cyberveille.publishing.commit import recover as finish
from cyberveille.publishing.workspace import Busy, OutputWithin, Workspace


@click.command(cls=Command)
@click.option(
    "--audience",
    metavar="NOM",
    default=None,
    help="Édition à achever. Par défaut : toutes celles du portail.",
)
@output_option("Dossier de l’édition, s’il n’est pas celui de la configuration.")
@ROOT
def recover(audience: str | None, output: Path | None, root: Path) -> None:
    """Achève la mise en place qu’un arrêt brutal a coupée, sans rien construire ; au démarrage, par exemple.

    Ne fait rien quand il n’y a rien à achever. Code 1 quand une construction est nécessaire.
    """
    codes = [_finish(tree) for tree in _outputs(root, audience, output)]
    raise click.exceptions.Exit(max(codes))


def _outputs(root: Path, audience: str | None, output: Path | None) -> list[Path]:
    if output is not None:
        return [output.resolve()]
    audiences = project_at(root).configuration.audiences
    if audience is not None and audience not in {item.name for item in audiences}:
        raise Misuse(f"audience inconnue : {audience}.")
    return [(root / item.output).resolve() for item in audiences if audience in {None, item.name}]


def _finish(tree: Path) -> int:
    """The exit code for one output: whether its edition is whole, as far as its last command tells."""
    if not workspace_of(tree).is_dir():
        return 0
    try:
        workspace = Workspace(tree)
        with workspace.lock():
            if finish(workspace):
                say(f"La mise en place interrompue dans « {tree} » a été achevée.")
            unfinished = workspace.unfinished
    except OutputWithin:
        return 0
    except Busy as busy:
        say(str(busy), err=True)
        return USAGE
    if unfinished:
        say(
            f"La mise en place interrompue dans « {tree} » ne peut pas être achevée : lancez « cyberveille "
            "build », qui refait l’édition.",
            err=True,
        )
    return FINDINGS if unfinished else 0
