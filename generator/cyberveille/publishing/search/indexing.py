"""The shards to index again, a few at a time, while the rest of an edition is made."""

from collections import deque
from collections.abc import Iterable
from itertools import takewhile
from operator import not_
from pathlib import Path
from shutil import rmtree

from cyberveille.publishing.edition import Edition
from cyberveille.publishing.headlines import Part
from cyberveille.publishing.output import Output
from cyberveille.publishing.search.generations import Shard
from cyberveille.publishing.search.index import ShardIndex
from cyberveille.publishing.staging import Progress

AT_ONCE = 2
"""The most shards under way: each takes some 70 MiB."""
_HELD = 3
"""What is made of so many shards at most stays in memory, 4 MB each, and most of it is never written."""


class Indexing:
    """Begins with the first shards at once; `advance`, called now and then, goes on to the next.

    At most `jobs` run at a time, and no more than `AT_ONCE`; half as many while the processes that make the
    rest of the edition run too. The documents of the next one are written meanwhile. Shards are read in their
    order, whichever is done first. `first` is the one that carries the program.
    """

    def __init__(
        self, edition: Edition, shards: Iterable[Shard], scratch: Path, *, first: str = "", jobs: int = 1
    ) -> None:
        self._edition = edition
        every = tuple(shards)
        self._waiting = iter(every)
        self._held = len(every) <= _HELD
        self._scratch = scratch
        self._first = first
        self._jobs = jobs
        self._room = min(max(jobs // 2, 1), AT_ONCE)
        self._made: list[Output] = []
        self._under_way: deque[tuple[Shard, ShardIndex]] = deque()
        self._read: tuple[Part, ...] = ()
        self._next = self._prepared()
        self._begin()

    def _prepared(self) -> tuple[Shard, ShardIndex] | None:
        shard = next(self._waiting, None)
        if shard is None:
            return None
        for part in self._read:
            if part not in shard.parts:
                part.let_go()
        self._read = shard.parts
        return shard, ShardIndex(self._edition, shard, self._scratch / shard.name)

    def _begin(self) -> None:
        """Start what there is room for, and get the one after it ready."""
        while self._next is not None and len(self._under_way) < self._room:
            self._next[1].start()
            self._under_way.append(self._next)
            self._next = self._prepared()

    def advance(self) -> None:
        """Go on to the next shards when some are done; return at once when none is."""
        running = [index.running for _, index in self._under_way]
        for _ in takewhile(not_, running):
            self._go_on()

    def beside(self, progress: Progress | None) -> Progress:
        """`progress` for what is done meanwhile, which goes on with the index too."""

        def told(done: int, total: int) -> None:
            self.advance()
            if progress is not None:
                progress(done, total)

        return told

    def outputs(self) -> list[Output]:
        """The files of all the shards, once they are made; raises SearchError. Nothing else runs by then."""
        self._room = min(self._jobs, AT_ONCE)
        self._begin()
        while self._under_way:
            self._under_way[0][1].wait()
            self._go_on()
        return self._made

    def _go_on(self) -> None:
        shard, done = self._under_way.popleft()
        self._begin()
        self._made += done.outputs(first=shard.name == self._first, held=self._held)

    def close(self) -> None:
        """End what still runs, and leave nothing behind."""
        for _, index in self._under_way:
            index.stop()
        rmtree(self._scratch, ignore_errors=True)
