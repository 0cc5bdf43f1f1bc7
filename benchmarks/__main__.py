"""`python -m benchmarks [ROOT]`: time and memory of whole commands on an archive.

ROOT is a portal's folder, imported beforehand; without it an archive of 14,091 bulletins is generated from a
seed. The folder is copied first: nothing in it changes. Memory is the peak of the sum over the process tree
of the proportional set size (proc(5), smaps_rollup), sampled; times are wall-clock seconds.
"""

import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
NOTICES = 14_091
SAMPLING = 0.05
NOW = "2026-11-23T18:00:00+01:00"


@dataclass(frozen=True)
class Measure:
    """Seconds and MiB of one command."""

    name: str
    seconds: float
    peak: float


def generate(root: Path, count: int, seed: int = 1) -> None:
    """A portal with `count` bulletins spread over twenty years, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - reproducible, not secret
    words = ("défaut", "lecture", "mémoire", "service", "serveur", "passerelle", "version", "correctif")
    for number in range(count):
        year, rank = 2006 + number * 20 // count, number % (count // 20 + 1) + 1
        day = f"{year}-{rank % 12 + 1:02d}-{rank % 28 + 1:02d}T10:00:00+01:00"
        products = "".join(
            f'  - {{vendor: Éditeur {chance.randrange(99)}, product: Produit {n}, affected: "< {n}.10"}}\n'
            for n in range(chance.randrange(1, 12))
        )
        cves = "".join(
            f"  - {{cve: CVE-{year}-{chance.randrange(10_000, 99_999)}{n:02d}}}\n"
            for n in range(chance.randrange(1, 12))
        )
        text = " ".join(chance.choices(words, k=80))
        file = root / f"bulletins/{year}/CV-{year}-BUL-{rank:04d}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(
            f"---\nid: CV-{year}-BUL-{rank:04d}\ntitle: Défaut numéro {number}\ntlp: CLEAR\n"
            f"published: {day}\nseverity: moyenne\ntechnologies: [systemes]\nproducts:\n{products}"
            f"vulnerabilities:\n{cves}references:\n  - {{title: Avis, url: https://example.org/{number}}}\n"
            f"revisions:\n  - {{date: {day}, change: Version initiale}}\n---\n"
            f"## Résumé\n\n{text}.\n\n## Mesures\n\n1. Appliquer le correctif.\n",
            encoding="utf-8",
        )


def measure(name: str, root: Path, *arguments: str) -> Measure:
    """Run one command of the program in `root`, to its end."""
    command = [str(Path(sys.executable).with_name("cyberveille")), *arguments]
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peaks = [0.0]
    over = threading.Event()

    def sample() -> None:
        while not over.wait(SAMPLING):
            peaks.append(_tree_memory(process.pid))

    sampler = threading.Thread(target=sample)
    sampler.start()
    code = process.wait()
    seconds = time.perf_counter() - start
    over.set()
    sampler.join()
    if code:
        raise SystemExit(f"{' '.join(command)} ended with {code}")
    return Measure(name, seconds, max(peaks))


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


def main() -> None:
    """Prepare the archive, run the scenarios, print the table."""
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch) / "archive"
        if len(sys.argv) > 1:
            hidden = shutil.ignore_patterns(".cyberveille", ".*.edition", "site")
            shutil.copytree(sys.argv[1], root, ignore=hidden)
        else:
            shutil.copytree(REPOSITORY / "content", root / "content")
            shutil.copy(REPOSITORY / "site_config.yml", root)
            generate(root, NOTICES)
        build = ("build", "--now", NOW, "--no-search")
        rows = [measure("check, cold", root, "check"), measure("check, nothing changed", root, "check")]
        shutil.rmtree(root / ".cyberveille")
        rows += [measure("build, cold", root, *build), measure("build, nothing changed", root, *build)]
        edited = sorted((root / "bulletins").rglob("*.md"))[-40]
        edited.write_text(
            edited.read_text(encoding="utf-8").replace("## Mesures", "Une phrase.\n\n## Mesures"),
            encoding="utf-8",
        )
        rows.append(measure("build, one notice changed", root, *build))
        print(f"{'scenario':<28}{'seconds':>9}{'MiB':>8}")
        for row in rows:
            print(f"{row.name:<28}{row.seconds:>9.2f}{row.peak:>8.0f}")


main()
