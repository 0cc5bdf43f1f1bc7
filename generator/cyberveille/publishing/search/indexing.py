"""The shards to index again, one Pagefind after another, while the rest of an edition is made."""

from collections.abc import Iterable
from pathlib import Path
from shutil import rmtree

from cyberveille.publishing.edition import Edition
from cyberveille.publishing.output import Output
from cyberveille.publishing.search.generations import Shard
from cyberveille.publishing.search.index import ShardIndex
from cyberveille.publishing.staging import Progress


class Indexing:
    """Begins with the first shard at once; `advance`, called now and then, goes on to the next.

    One Pagefind runs at a time, since its memory grows with its shard, and the documents of the next one
    are written meanwhile. `first` is the shard that carries the program.
    """

    def __init__(self, edition: Edition, shards: Iterable[Shard], scratch: Path, *, first: str = "") -> None:
        self._edition = edition
        self._waiting = iter(tuple(shards))
        self._scratch = scratch
        self._first = first
        self._made: list[Output] = []
        self._under_way = self._prepared()
        self._next: tuple[Shard, ShardIndex] | None = None
        if self._under_way is not None:
            self._under_way[1].start()
            self._next = self._prepared()

    def _prepared(self) -> tuple[Shard, ShardIndex] | None:
        shard = next(self._waiting, None)
        return (
            None if shard is None else (shard, ShardIndex(self._edition, shard, self._scratch / shard.name))
        )

    def advance(self) -> None:
        """Go on to the next shard when the one under way is done; return at once when it is not."""
        if self._under_way is not None and not self._under_way[1].running:
            self._go_on(*self._under_way)

    def beside(self, progress: Progress | None) -> Progress:
        """`progress` for what is done meanwhile, which goes on with the index too."""

        def told(done: int, total: int) -> None:
            self.advance()
            if progress is not None:
                progress(done, total)

        return told

    def outputs(self) -> list[Output]:
        """The files of all the shards, once they are made; raises SearchError."""
        while self._under_way is not None:
            self._under_way[1].wait()
            self._go_on(*self._under_way)
        return self._made

    def _go_on(self, shard: Shard, done: ShardIndex) -> None:
        self._under_way = self._next
        if self._under_way is not None:
            self._under_way[1].start()
            self._next = self._prepared()
        self._made += done.outputs(first=shard.name == self._first)

    def close(self) -> None:
        """End what still runs, and leave nothing behind."""
        if self._under_way is not None:
            self._under_way[1].stop()
        rmtree(self._scratch, ignore_errors=True)
