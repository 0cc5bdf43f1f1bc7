"""`cyberveille deliver`: a finished edition goes to the host that serves it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import click

from cyberveille.catalogue.open_values import left_open
from cyberveille.cli.environment import FINDINGS, ROOT, USAGE, output_option, project_at
from cyberveille.cli.french import Command, Misuse, say
from cyberveille.cli.placing import refuse_target
from cyberveille.delivering import (
    BadTargetError,
    DeliveryChoices,
    DeliveryFailedError,
    Target,
    TargetRefusedError,
    parse_target,
    refusals,
    rolled_back,
    shipment,
)
from cyberveille.delivering import deliver as hand_over
from cyberveille.locale import counted
from cyberveille.publishing.commit import recover
from cyberveille.publishing.workspace import Busy, Workspace

_KEPT = 5
_DAYS = 7


@click.command(cls=Command)
@click.option(
    "--to",
    "target",
    metavar="CIBLE",
    required=True,
    help="rsync:… ou versions:… (en versions), rclone:…, dossier:… ou rsync-dossier:… (sur place).",
)
@output_option("Édition à livrer. Par défaut : celle de l’audience dans la configuration.")
@click.option(
    "--audience", metavar="NOM", default="public", show_default=True, help="Audience que sert la cible."
)
@click.option("--commit", metavar="COMMIT", default=None, help="Ne livre que l’édition de ce commit.")
@click.option(
    "--open",
    "for_everybody",
    is_flag=True,
    help="Ne livre qu’une édition ouverte à tous : pour un hébergeur que tout le monde lit.",
)
@click.option(
    "--adopt",
    is_flag=True,
    help="Prend une cible qui n’est pas vide, ou qui servait le portail sous une autre adresse.",
)
@click.option("--rollback", is_flag=True, help="Remet en ligne la version précédente, sans rien livrer.")
@click.option(
    "--keep",
    type=click.IntRange(1),
    metavar="NOMBRE",
    default=_KEPT,
    show_default=True,
    help="Versions gardées à la cible, celle en ligne comprise.",
)
@click.option(
    "--grace",
    type=click.IntRange(0),
    metavar="JOURS",
    default=_DAYS,
    show_default=True,
    help="Durée pendant laquelle les anciennes ressources restent servies aux pages déjà ouvertes.",
)
@ROOT
def deliver(
    target: str,
    output: Path | None,
    audience: str,
    commit: str | None,
    for_everybody: bool,
    adopt: bool,
    rollback: bool,
    keep: int,
    grace: int,
    root: Path,
) -> None:
    """Livre une édition achevée ; jamais une édition incomplète ou d’une autre audience."""
    project = project_at(root)
    chosen = project.configuration.audience(audience)
    if chosen is None:
        raise Misuse(f"audience inconnue : « {audience} ».")
    try:
        goal = parse_target(target, audience=audience)
    except BadTargetError as error:
        raise Misuse(str(error)) from None
    if rollback and not goal.kind.releases:
        raise Misuse(
            f"« {goal} » ne garde pas de versions : « --rollback » demande « rsync: » ou « versions: »."
        )
    if goal.folder is not None and not rollback:
        refuse_target(project, chosen, goal.folder)
    if not rollback and (open_keys := left_open(project)):
        for item in open_keys:
            say(f"  À compléter : {item}", err=True)
        say("Édition non livrée : « cyberveille check » dit où compléter.", err=True)
        raise click.exceptions.Exit(FINDINGS)
    choices = DeliveryChoices(datetime.now(UTC), adopt=adopt, keep=keep, grace=timedelta(days=grace))
    with _said():
        if rollback:
            say(f"Version remise en ligne à {goal} : {rolled_back(goal)}.")
        else:
            wanted = partial(refusals, commit=commit, for_everybody=for_everybody)
            _deliver((output or root / chosen.output).resolve(), goal, wanted, choices)


def _deliver(
    tree: Path, target: Target, refusing: Callable[..., tuple[str, ...]], choices: DeliveryChoices
) -> None:
    workspace = Workspace(tree)
    with workspace.lock():
        recover(workspace)
        known = workspace.known()
        reasons = refusing(tree, target, unfinished=workspace.unfinished, known=known)
        if reasons or known is None:
            raise TargetRefusedError(reasons)
        done = hand_over(shipment(tree, known), target, choices, announce=lambda step: say(f"{step}…"))
    for note in done.notes:
        say(note, err=True)
    if done.changed:
        say(f"{counted(done.files, 'fichier livré')} à {done.target}.")
    else:
        say(f"{done.target} a déjà cette édition : rien n’y change.")


@contextmanager
def _said() -> Iterator[None]:
    """What ends a delivery, told on standard error with the exit code that goes with it."""
    try:
        yield
    except Busy as busy:
        say(str(busy), err=True)
        raise click.exceptions.Exit(USAGE) from None
    except TargetRefusedError as refused:
        for reason in refused.reasons:
            say(reason, err=True)
        raise click.exceptions.Exit(FINDINGS) from None
    except DeliveryFailedError as error:
        say(str(error), err=True)
        raise click.exceptions.Exit(USAGE) from None
