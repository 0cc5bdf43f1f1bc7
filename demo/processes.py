"""The servers of the demonstration: started, waited for, stopped."""

import subprocess
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

NODE = Path(__file__).parent / "provider"
PATIENCE = 30.0
"""Seconds after which a server that does not answer is taken for dead."""


class StandError(Exception):
    """A server did not start; the message holds what it said."""


def install_provider() -> None:
    """The packages of the test identity provider, by its lock; does nothing when they are there."""
    stamp = NODE / "node_modules" / ".package-lock.json"
    lock = NODE / "package-lock.json"
    if not stamp.exists() or stamp.stat().st_mtime < lock.stat().st_mtime:
        subprocess.run(
            ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--silent"], cwd=NODE, check=True
        )
        stamp.touch()


def start_provider(port: int, origin: str, secret: str, log: Path) -> subprocess.Popen[bytes]:
    """The identity provider, once it answers, for the one portal at `origin`; raises StandError."""
    command = ["node", str(NODE / "provider.mjs"), str(port), origin, secret]
    with log.open("ab") as said:
        process = subprocess.Popen(command, cwd=NODE, stdout=said, stderr=said)
    await_answer(f"http://127.0.0.1:{port}/.well-known/openid-configuration", process, log.parent)
    return process


def await_answer(url: str, process: subprocess.Popen[bytes], folder: Path) -> None:
    """Until the server answers, or has stopped; raises StandError with the logs of `folder`."""
    limit = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < limit:
        try:
            with urlopen(url, timeout=5):  # noqa: S310 - our own loopback address
                return
        except (URLError, OSError):
            time.sleep(0.02)
    raise StandError(f"{url} ne répond pas.\n{logs(folder)}")


def logs(folder: Path) -> str:
    return "\n".join(file.read_text(errors="replace") for file in sorted(folder.glob("*.log")))


def stop(process: subprocess.Popen[bytes] | None) -> None:
    if process is not None and process.poll() is None:
        process.terminate()
        process.wait(timeout=20)
