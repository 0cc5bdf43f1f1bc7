"""Running another program with a list of arguments, never through a shell."""

import subprocess

from msgspec import Struct

from cyberveille.delivering.failures import DeliveryFailedError


class Ran(Struct, frozen=True):
    code: int
    output: bytes
    errors: str


def run(command: tuple[str, ...], stdin: bytes = b"") -> Ran:
    """What the program answered, whatever its exit code; raises DeliveryFailedError when it is not there."""
    try:
        done = subprocess.run(command, input=stdin, capture_output=True, check=False)  # noqa: S603 - a list of arguments, no shell
    except FileNotFoundError:
        raise DeliveryFailedError(f"« {command[0]} » n’est pas installé sur cette machine.") from None
    return Ran(done.returncode, done.stdout, done.stderr.decode(errors="replace"))


def failed(command: tuple[str, ...], ran: Ran) -> DeliveryFailedError:
    """For a program that stopped while it wrote."""
    return DeliveryFailedError(
        f"{_stopped(command, ran)} Rien n’est retiré avant la fin de l’envoi ; "
        "une nouvelle livraison reprendra."
    )


def unreadable(place: str, command: tuple[str, ...], ran: Ran) -> DeliveryFailedError:
    """For a program that stopped while it looked at `place`."""
    return DeliveryFailedError(
        f"Ce que contient « {place} » n’a pas pu être lu, et rien n’est livré sans le savoir. "
        f"{_stopped(command, ran)}"
    )


def _stopped(command: tuple[str, ...], ran: Ran) -> str:
    """Its code and its first words, which name the cause."""
    lines = [line for line in ran.errors.strip().splitlines() if line.strip()]
    reason = f" : {lines[0].rstrip('.')}" if lines else ""
    return f"« {command[0]} » s’est arrêté avec le code {ran.code}{reason}."
