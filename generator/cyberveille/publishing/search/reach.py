"""In which order years are searched: the recent ones first, those before them when they are asked for."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from cyberveille.publishing.search.generations import Shard

FIRST = 2000
"""A first search goes back by whole years until it has looked through as many notices."""
_GROWTH = 2
"""How many times as many the next one looks through: few steps lead through any archive."""


def stages(shards: Iterable[Shard], tags: Mapping[str, str]) -> tuple[tuple[tuple[str, str], ...], ...]:
    """What to search together, first to last: shards, each with what its table of contents is called.

    What belongs to no year, the newest notices and documents, is in the first stage; `shards` has it first,
    then years from the newest to the oldest.
    """
    years = [tuple(year) for _, year in groupby(shards, _year)]
    return tuple(tuple((shard.name, tags[shard.name]) for shard in stage) for stage in _by_size(years))


def _by_size(years: Sequence[Sequence[Shard]]) -> Iterator[list[Shard]]:
    wanted, stage = FIRST, list[Shard]()
    for year in years:
        if sum(len(shard.rows) for shard in stage) >= wanted:
            yield stage
            wanted, stage = wanted * _GROWTH, []
        stage.extend(year)
    if stage:
        yield stage


def _year(shard: Shard) -> str:
    return shard.name.partition("-")[0]
