"""What is installed: the program, its parts, git."""

import platform
import shutil
from collections.abc import Iterator

from cyberveille import __version__
from cyberveille.diagnosing.sign import Sign, State
from cyberveille.extras import Part, installed


def look_at_installation() -> Iterator[Sign]:
    """The version, each part that may be installed, and the programs of the system that commands use."""
    yield Sign("programme", State.WELL, f"Cyberveille {__version__}, Python {platform.python_version()}.")
    there = [part.value for part in Part if installed(part)]
    yield Sign("parties", State.WELL, f"Installées : {', '.join(there) or 'aucune'}.")
    for part in Part:
        if not installed(part):
            yield Sign("parties", State.WARNING, f"Sans « {part.value} », qui {part.purpose}.", part.advice)
    if shutil.which("git"):
        yield Sign("git", State.WELL, "git est là.")
    else:
        yield Sign(
            "git",
            State.ILL,
            "git est introuvable : ni l’historique, ni la garde n’ont de quoi comparer.",
            "Installez git.",
        )
