"""What it costs to judge files made to exhaust whoever reads them: `python -m benchmarks.hostile [NAME…]`.

Each is read as the guard reads a public attachment, then as a withheld one, in a process of its own; what is
measured is processor time and peak memory, processes that it starts included.
"""

import os
import resource
import sys
import tempfile
from pathlib import Path

from benchmarks.zoo import ZOO
from cyberveille.pdf_files import pdf_facts, pdf_words, preview
from cyberveille.publishing.attachment_texts import texts_in
from cyberveille.publishing.guard import Claim, Guard

SECONDS, MEMORY, SIZE = 20, 700_000_000, 10_000_000
_CLAIM = (Claim("X"),)
_WITHHELD = " le cercle garde cette phrase pour lui seul depuis la nuit "


def _judge(name: str, file: Path) -> str:
    data = file.read_bytes()
    guard = Guard({}, {_WITHHELD.encode(): _CLAIM}, {})
    leaks = list(guard.leaks(name, data))
    if data.startswith(b"%PDF"):
        pdf_facts(file)
        pdf_words(data)
        preview(file)
    return "; ".join(f"{leak.what} {leak.why}" for leak in leaks[:2])[:150]


def _withhold(name: str, file: Path) -> str:
    texts = texts_in(name, file.read_bytes())
    guard = Guard({}, dict.fromkeys(texts.texts, _CLAIM), {})
    list(guard.leaks("x.html", b"<p>bonjour</p>"))
    list(guard.leaks("x.html", b"".join(texts.texts)[:100_000]))
    return f"{sum(map(len, texts.texts))} bytes of words"


def measured(work: object, name: str, file: Path) -> tuple[float, int, str]:
    """Seconds of processor and bytes of memory of a process and its children, and what it found.

    The peaks of the process and of its largest child are added, though they are not reached together.
    """
    source, sink = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            told = work(name, file)  # type: ignore[operator]
        except BaseException as error:  # noqa: BLE001 - told by the parent
            told = f"!! {type(error).__name__}: {error}"[:200]
        peaks = (
            resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        )
        os.write(sink, f"{sum(peaks)}\n{told}".encode())
        os._exit(0)
    os.close(sink)
    _, status, usage = os.wait4(child, 0)
    with os.fdopen(source, "rb") as stream:
        peak, _, told = stream.read().decode("utf-8", "replace").partition("\n")
    if status:
        told = f"!! ended by {status}"
    seconds = usage.ru_utime + usage.ru_stime
    return seconds, 1024 * int(peak or 0), told


def main(names: list[str]) -> int:
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, make in ZOO.items():
            if names and not any(part in name for part in names):
                continue
            file = Path(folder) / name
            child = os.fork()
            if child == 0:  # what it takes to make a file is not what it takes to read it
                file.write_bytes(make())
                os._exit(0)
            os.waitpid(child, 0)
            size = file.stat().st_size
            for work in (_judge, _withhold):
                seconds, memory, told = measured(work, name, file)
                bad = seconds > SECONDS or memory > MEMORY or told.startswith("!!") or size > SIZE
                missed += bad
                mark = "MISSED" if bad else "      "
                cost = f"{size / 1e6:6.2f} MB {seconds:6.1f} s {memory / 1e6:6.0f} MB"
                print(f"{mark} {work.__name__:<10}{name:<26}{cost}  {told}", flush=True)
            file.unlink()
    return min(missed, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
