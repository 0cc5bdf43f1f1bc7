"""What a notice said before it was revised."""

from collections.abc import Iterable, Iterator
from functools import cached_property

from msgspec import Struct

from cyberveille.model.tlp import Tlp


class Earlier(Struct, frozen=True, array_like=True):
    """The text that a notice had at one of its revisions; the first one is number 1.

    `tlp` is its own marking, RED where it never was published. `data` is the whole notice as it was, encoded.
    """

    number: int
    tlp: Tlp
    data: bytes


class Kept(Struct, frozen=True, array_like=True, gc=False):
    """That there is such a text, and who may read it."""

    number: int
    tlp: Tlp


class Stages(Struct, frozen=True, dict=True):
    """What can be told of the stages of a notice: `count` revisions, the last of which it says now.

    `minor` are the numbers of the revisions that bring nothing new, `kept` those whose texts are there.
    """

    count: int
    minor: frozenset[int] = frozenset()
    kept: tuple[int, ...] = ()

    @cached_property
    def past(self) -> tuple[int, ...]:
        """The revisions of which the text is another than the notice's: it can be read."""
        return tuple(number for number in self.kept if number < self.count)

    def standing(self, number: int) -> int | None:
        """The revision whose text stands for that of one: itself, or the last of the minor ones after it.

        None when nothing does; `count` for the notice as it is.
        """
        while number < self.count and number not in self.kept:
            number += 1
            if number not in self.minor:
                return None
        return number

    def before(self, number: int) -> int | None:
        """The revision with whose text that of a revision is compared; None when it cannot be told."""
        now, then = self.standing(number), self.standing(number - 1) if number > 1 else None
        return None if now is None or now == then else then

    def readable(self, number: int) -> bool:
        """Whether the address of a revision leads to what the notice said then."""
        return bool(self.past) and self.standing(number) is not None

    @property
    def told(self) -> Iterator[int]:
        """The revisions of which it can be told what they changed."""
        return (number for number in range(2, self.count + 1) if self.before(number) is not None)

    @property
    def leading(self) -> Iterator[tuple[int, int | None]]:
        """The revisions without a text of their own, each with the one that stands for it; None: it is lost.

        Nothing of a notice of which no text was kept: nobody was ever led there.
        """
        for number in range(1, self.count + 1) if self.past else ():
            if number not in self.past:
                yield number, self.standing(number)

    @property
    def pages(self) -> tuple[str, ...]:
        """The addresses of all that is told of the past, relative to that of the notice."""
        texts = range(1, self.count + 1) if self.past else ()
        return (*(text_at("", number) for number in texts), *(change_at("", number) for number in self.told))


def text_at(address: str, number: int) -> str:
    """Where the text of a revision stands, below the address of its notice."""
    return f"{address}r{number}/"


def change_at(address: str, number: int) -> str:
    """Where it is told what a revision changed."""
    return f"{text_at(address, number)}changements/"


def most_closed(texts: Iterable[Kept]) -> Tlp | None:
    """The marking of the text that the fewest may read; None without any."""
    return max((item.tlp for item in texts), key=lambda tlp: tlp.rank, default=None)
