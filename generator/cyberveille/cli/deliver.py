"""`cyberveille deliver`: a finished edition goes to the host that serves it."""

from pathlib import Path

import click

from cyberveille.cli.environment import FINDINGS, ROOT, USAGE, project_at
from cyberveille.cli.french import Command, Misuse, say
from cyberveille.delivering import BadTargetError, DeliveryFailedError, parse_target, refusals
from cyberveille.delivering import deliver as hand_over
from cyberveille.publishing.commit import recover
from cyberveille.publishing.workspace import Busy, Workspace


@click.command(cls=Command, short_help="Livre l’édition à l’hébergeur.")
@click.option("--to", "target", metavar="CIBLE", required=True, help="rsync:…, rclone:… ou dossier:….")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DOSSIER",
    default=None,
    help="Édition à livrer. Par défaut : celle de l’audience dans la configuration.",
)
@click.option(
    "--audience", metavar="NOM", default="public", show_default=True, help="Audience que sert la cible."
)
@click.option("--commit", metavar="COMMIT", default=None, help="Ne livre que l’édition de ce commit.")
@ROOT
def deliver(target: str, output: Path | None, audience: str, commit: str | None, root: Path) -> None:
    """Livre une édition achevée ; jamais une édition incomplète ou d’une autre audience."""
    project = project_at(root)
    chosen = project.configuration.audience(audience)
    if chosen is None:
        raise Misuse(f"audience inconnue : {audience}.")
    tree = (output or root / chosen.output).resolve()
    try:
        goal = parse_target(target, audience=audience)
    except BadTargetError as error:
        raise Misuse(str(error)) from None
    workspace = Workspace(tree)
    try:
        with workspace.lock():
            recover(workspace)
            reasons = refusals(
                tree, goal, unfinished=workspace.unfinished, commit=commit, known=workspace.known()
            )
            if reasons:
                for reason in reasons:
                    say(reason, err=True)
                raise click.exceptions.Exit(FINDINGS)
            done = hand_over(tree, goal, announce=lambda step: say(step.purpose))
    except Busy as busy:
        say(str(busy), err=True)
        raise click.exceptions.Exit(USAGE) from None
    except DeliveryFailedError as error:
        say(str(error), err=True)
        raise click.exceptions.Exit(USAGE) from None
    say(f"{done.files} fichiers livrés à {done.target}.")
