"""The members' edition and its discussion on this machine, behind the real doors, until Ctrl-C."""

import signal
import subprocess
import sys
from contextlib import suppress
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
    # Asked to stop in whichever way, at whichever moment, the servers go with us.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        serve(int(sys.argv[1]) if len(sys.argv) > 1 else free_port())


def serve(port: int) -> None:
    """Until KeyboardInterrupt."""
    with TemporaryDirectory() as scratch:
        tree = Path(scratch) / "site-members"
        command = [str(Path(sys.executable).parent / "cyberveille"), "build", "--audience", "members"]
        command += ["--output", str(tree), "--url", f"http://localhost:{port}/"]
        if subprocess.run(command, cwd=HERE.parent, check=False).returncode:
            sys.exit("Le portail n’a pas pu être construit : voyez ci-dessus.")
        with stand(tree, port) as running:
            print(_WORDS.format(origin=running.origin), flush=True)
            while True:
                signal.pause()


if __name__ == "__main__":
    main()
