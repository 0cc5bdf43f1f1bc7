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
    """What to say of a program that stopped: its code and its first words, which name the cause."""
    said = [line for line in ran.errors.strip().splitlines() if line.strip()]
    reason = f" : {said[0]}" if said else ""
    return DeliveryFailedError(
        f"« {command[0]} » s’est arrêté avec le code {ran.code}{reason}. "
        "Rien n’est retiré avant la fin de l’envoi ; une nouvelle livraison reprendra."
    )
