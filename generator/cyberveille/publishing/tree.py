"""What an edition holds, as a tree of digests: a part whose inputs did not change is not planned again."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from cyberveille.publishing.output import Output


class Node(Struct, frozen=True):
    """A part of the plan: `key` is the digest of everything that `make` reads of the edition.

    `make` gives the files of the part, or smaller parts, whose names are their own in the whole plan; it is
    asked only when the key changed. Without a key, it is asked each time. `until`, asked once the part was
    planned, is the moment from which on the clock alone may change it; None when it never does. One that is
    `long` takes as long as hundreds of others: it is begun before them. `forget` lets go of what was
    remembered for others of its sort, once a process makes one of another sort.
    """

    name: str
    key: bytes
    make: "Callable[[], Iterable[Node | Output]]"
    until: Callable[[], datetime | None] | None = None
    long: bool = False
    forget: Callable[[], None] | None = None

    def __repr__(self) -> str:
        """Its name: what makes it holds the edition."""
        return f"Node({self.name!r})"

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
