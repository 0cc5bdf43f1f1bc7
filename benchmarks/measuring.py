"""Time, work and memory of one command and of everything it starts."""

import os
import subprocess
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

_SAMPLING = 0.05


class Measure(Struct, frozen=True):
    """Wall-clock and processor seconds; MiB, the peak over the process tree.

    Memory is the sum of the proportional set sizes (proc(5), smaps_rollup): pages shared between processes
    count once.
    """

    seconds: float
    cpu: float
    peak: float


class CommandFailed(Exception):  # noqa: N818 - of the measured command, not of ours
    """The command ended with another code than 0."""


def surroundings() -> dict[str, str]:
    """The environment of what is measured: compiled modules are kept, as wherever a program is installed."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"NO_MKDOCS_2_WARNING": "1"}


def measure(command: Sequence[str | Path], folder: Path) -> Measure:
    """Run `command` in `folder` to its end; raises CommandFailed."""
    os.sync()
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, env=surroundings(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    peaks = [0.0]
    over = threading.Event()
    said: list[bytes] = []

    def sample() -> None:
        while not over.wait(_SAMPLING):
            peaks.append(_tree_memory(process.pid))

    def listen() -> None:
        assert process.stderr is not None  # noqa: S101 - it is a pipe
        said.append(process.stderr.read())

    threads = [threading.Thread(target=sample), threading.Thread(target=listen)]
    for thread in threads:
        thread.start()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    over.set()
    for thread in threads:
        thread.join()
    if process.returncode:
        tail = said[0].decode(errors="replace")[-2000:]
        raise CommandFailed(f"{' '.join(map(str, command))} ended with {process.returncode}:\n{tail}")
    return Measure(seconds, usage.ru_utime + usage.ru_stime, max(peaks))


def _tree_memory(pid: int) -> float:
    total = 0.0
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1]) / 1024
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return total
    return total + sum(_tree_memory(int(child)) for child in children)
