"""Reads the table of phrases."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cyberveille.versions import Where

_WHERE = {"dedans": Where.INSIDE, "dehors": Where.OUTSIDE, "à voir": Where.UNKNOWN}


@dataclass(frozen=True)
class Phrase:
    """A phrase of the notice `source`, the range it means, and where versions stand to it."""

    source: str
    text: str
    means: str
    versions: tuple[tuple[str, Where], ...]


def phrases() -> Iterator[Phrase]:
    """Every phrase of `phrases.txt`, in its order."""
    table = (Path(__file__).parent / "phrases.txt").read_text(encoding="utf-8")
    for block in table.split("\n\n"):
        first, *rest = [line for line in block.splitlines() if not line.startswith("#")] or [""]
        if not first:
            continue
        source, _, text = first.partition(" | ")
        means, *told = (line.strip() for line in rest)
        yield Phrase(source, text, means, tuple(_versions(told)))


def _versions(told: list[str]) -> Iterator[tuple[str, Where]]:
    for line in told:
        where, _, versions = line.partition(" : ")
        yield from ((version, _WHERE[where]) for version in versions.split(", "))
