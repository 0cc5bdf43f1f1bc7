"""A list that is too long for one page: what each of its pages holds, and where it stands."""

from collections.abc import Iterator
from typing import TypeVar

from msgspec import Struct

from cyberveille.map import Place, older_page
from cyberveille.model import Headline
from cyberveille.publishing.output import sources

Item = TypeVar("Item")


class Sheet(Struct, frozen=True):
    """One page of the list at `address`, number `number` of `pages`, counted from the oldest.

    The newest is the list itself. Each of the others keeps its number, its address and its notices when
    newer ones are published.
    """

    address: str
    items: tuple[Headline, ...]
    number: int
    pages: int

    @property
    def front(self) -> bool:
        """Whether it is the list itself: the newest notices, to which a reader comes."""
        return self.number == self.pages

    @property
    def here(self) -> str:
        return self._of(self.number)

    @property
    def newer(self) -> str:
        """The address of the page before it; empty for that of the newest notices."""
        return "" if self.front else self._of(self.number + 1)

    @property
    def older(self) -> str:
        """The address of the page after it; empty for that of the oldest notices."""
        return self._of(self.number - 1) if self.number > 1 else ""

    @property
    def oldest(self) -> str:
        return self._of(1)

    def _of(self, number: int) -> str:
        return self.address if number == self.pages else older_page(self.address, number)

    @property
    def file(self) -> str:
        return f"{self.here}index.html"

    @property
    def told(self) -> tuple[object, ...]:
        """What it shows, for a key."""
        return sources(self.items), self.number, self.newer

    def place(self, title: str, description: str, section: str) -> Place:
        """Where it stands; its number follows the title and the description, which has no full stop yet."""
        suffix = "" if self.front else f", page {self.number}"
        return Place(
            address=self.here,
            title=f"{title}{suffix}",
            description=f"{description}{suffix}.",
            section=section,
        )


def sheets(address: str, items: tuple[Headline, ...], size: int) -> Iterator[Sheet]:
    """The pages of a list, as `paginated` cuts them."""
    pages = paginated(items, size)
    for before, held in enumerate(pages):
        yield Sheet(address, held, len(pages) - before, len(pages))


def paginated(items: tuple[Item, ...], size: int) -> list[tuple[Item, ...]]:
    """Pages of `size`, cut from the oldest on: a new notice changes the first page only.

    The first one holds between half of `size` and one and a half; every `size` notices one page more stands
    behind it.
    """
    return [items[start:stop] for start, stop in bounds(len(items), size)]


def bounds(total: int, size: int) -> list[tuple[int, int]]:
    """Where each page of a list of `total` begins and ends, counted from its first member."""
    count = max(1, (total + size // 2) // size)
    first = total - (count - 1) * size
    return [(0, first), *((start, start + size) for start in range(first, total, size))]
