"""How much of what an archive says of versions is understood: `python -m benchmarks.ranges ARCHIVE`.

ARCHIVE holds notices of CERT-FR, one JSON object a line, in gzip. Bare names and « toutes versions » are
counted apart; the share is that of the lines which state a version. Lines drawn at random are printed, of
those that are left as text and, with `--understood`, of those that are read, for somebody to look at.
"""

import argparse
import gzip
import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from time import process_time

from cyberveille.versions import Reading, Stated, read

LEAST = 0.85
_SEED = 20


def lines(archive: Path) -> Iterator[tuple[str, str]]:
    """The reference of a notice and the text of each of its affected systems."""
    with gzip.open(archive, "rt", encoding="utf-8") as notices:
        for notice in map(json.loads, notices):
            for system in notice["affected_systems"] or ():
                yield notice["reference"], system["description"] or ""


def share(kinds: Counter[Stated]) -> float:
    """Of the lines that state a version, those whose range is understood."""
    return kinds[Stated.RANGES] / (kinds[Stated.RANGES] + kinds[Stated.UNREAD])


def _draw(title: str, drawn: list[tuple[str, Reading]], number: int, seed: int) -> None:
    print(f"\n{title} ({number} of {len(drawn)})")
    chance = random.Random(seed)  # noqa: S311 - the same lines each time
    for reference, reading in chance.sample(drawn, min(number, len(drawn))):
        print(f"{reference} | {reading.text}")
        for piece in reading.pieces:
            print(f"    {piece}")
        if reading.condition:
            print(f"    if {reading.condition}")


def main() -> None:
    """Print the counts, the share and lines to look at; the exit status tells whether the share is enough."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ranges", description=__doc__)
    parser.add_argument("archive", type=Path)
    parser.add_argument("--number", type=int, default=200, help="how many lines to draw")
    parser.add_argument("--seed", type=int, default=_SEED)
    parser.add_argument("--understood", action="store_true", help="draw of those that are understood, too")
    options = parser.parse_args()
    texts = list(lines(options.archive))
    start = process_time()
    readings = [(reference, read(text)) for reference, text in texts]
    seconds = process_time() - start
    kinds = Counter(reading.stated for _, reading in readings)
    conditions = sum(reading.condition is not None for _, reading in readings)
    print(
        f"{len(texts)} lines read in {seconds:.1f} s of processor ({1e6 * seconds / len(texts):.0f} µs each)"
    )
    for stated in Stated:
        print(f"{stated.value:>8} {kinds[stated]:>6}")
    print(f"a condition decides in {conditions}")
    print(f"understood of those that state a version: {share(kinds):.1%} (at least {LEAST:.0%})")
    unread = [(reference, reading) for reference, reading in readings if reading.stated is Stated.UNREAD]
    _draw("Left as text", unread, options.number, options.seed)
    if options.understood:
        understood = [(reference, reading) for reference, reading in readings if reading.pieces]
        _draw("Understood", understood, options.number, options.seed)
    raise SystemExit(share(kinds) < LEAST)


if __name__ == "__main__":
    main()
