"""The members' edition and its discussion on this machine, behind the real doors, until Ctrl-C."""

import signal
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from demo.stand import HERE, free_port, stand

_WORDS = """
Portail des correspondants de démonstration : {origin}/
Comptes, à choisir sur la page de connexion :
  Camille Démonstration    correspondant du cercle, lit tout
  Alix Démonstration       correspondant qui modère
  Dominique Démonstration  professionnel de santé hors du cercle : refusé partout
Une discussion s’ouvre au bas de chaque notice ; les messages sont effacés à la fin.
Ctrl-C arrête tout.
"""


def main() -> None:
    port = int(sys.argv[1]) if len(sys.argv) > 1 else free_port()
    with TemporaryDirectory() as scratch:
        tree = Path(scratch) / "site-members"
        command = [str(Path(sys.executable).parent / "cyberveille"), "build", "--audience", "members"]
        command += ["--output", str(tree), "--url", f"http://localhost:{port}/"]
        subprocess.run(command, cwd=HERE.parent, check=True)
        with stand(tree, port) as running:
            print(_WORDS.format(origin=running.origin), flush=True)
            signal.sigwait({signal.SIGINT, signal.SIGTERM})


if __name__ == "__main__":
    main()
