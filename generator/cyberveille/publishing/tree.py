"""What an edition holds, as a tree of digests: a part whose inputs did not change is not planned again."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from cyberveille.publishing.output import Output


@dataclass(frozen=True)
class Node:
    """A part of the plan: `key` is the digest of everything that `make` reads of the edition.

    `make` gives the files of the part, or smaller parts, whose names are their own in the whole plan; it is
    asked only when the key changed. Without a key, it is asked each time. `until`, asked once the part was
    planned, is the moment from which on the clock alone may change it; None when it never does. One that is
    `long` takes as long as hundreds of others: it is begun before them. `forget` lets go of what was
    remembered for others of its sort, once a process makes one of another sort.
    """

    name: str
    key: bytes
    make: "Callable[[], Iterable[Node | Output]]" = field(repr=False)
    until: Callable[[], datetime | None] | None = field(default=None, repr=False)
    long: bool = False
    forget: Callable[[], None] | None = field(default=None, repr=False)

    def made_by(self, code: bytes) -> "Node":
        """The same, made again whenever the program that makes it is another one."""

        def make() -> Iterator[Node | Output]:
            return (item.made_by(code) for item in self.make())

        return replace(self, make=make)

    def files(self) -> Iterable[Output]:
        """All the files of the part and of those below it."""
        for item in self.make():
            if isinstance(item, Node):
                yield from item.files()
            else:
                yield item
