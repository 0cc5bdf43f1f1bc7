"""Delivering: the steps for a target, one after another, stopping at the first that fails."""

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cyberveille.delivering.folder import mirror
from cyberveille.delivering.steps import Step, published_files, steps
from cyberveille.delivering.target import Target, TargetKind


@dataclass(frozen=True)
class Delivered:
    """What is at the target now."""

    target: Target
    files: int


class DeliveryFailedError(RuntimeError):
    """A command failed or is not installed; its text is a French sentence.

    Delivering again mends the target.
    """


def deliver(
    tree: Path,
    target: Target,
    *,
    announce: Callable[[Step], None] = lambda _: None,
) -> Delivered:
    """Bring `target` to the state of `tree`, which `refusals` has let through."""
    if target.kind is TargetKind.FOLDER:
        return Delivered(target, mirror(tree, target.folder))
    for step in steps(tree, target):
        announce(step)
        _run(step)
    return Delivered(target, len(published_files(tree)))


def _run(step: Step) -> None:
    program = step.command[0]
    try:
        done = subprocess.run(step.command, input=step.stdin, capture_output=True, check=False)  # noqa: S603 - a list of arguments, no shell
    except FileNotFoundError as error:
        raise DeliveryFailedError(f"« {program} » n’est pas installé sur cette machine.") from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        reason = f" : {said[-1]}" if said else ""
        raise DeliveryFailedError(
            f"« {program} » s’est arrêté avec le code {done.returncode}{reason}. "
            "Rien n’est retiré avant la fin de l’envoi ; une nouvelle livraison reprendra."
        )
