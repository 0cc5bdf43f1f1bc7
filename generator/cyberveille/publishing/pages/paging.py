"""A list that is too long for one page: what each of its pages holds, and where it stands."""

from collections.abc import Iterator
from typing import TypeVar

from msgspec import Struct

from cyberveille.map import Place, next_page
from cyberveille.model import Headline
from cyberveille.publishing.output import sources

Item = TypeVar("Item")


class Sheet(Struct, frozen=True):
    """One page of the list at `address`, number `number` of `pages`; the first one is the list itself."""

    address: str
    items: tuple[Headline, ...]
    number: int
    pages: int

    @property
    def first(self) -> bool:
        return self.number == 1

    @property
    def file(self) -> str:
        return f"{next_page(self.address, self.number)}index.html"

    @property
    def told(self) -> tuple[object, ...]:
        """What it shows, for a key."""
        return sources(self.items), self.number, self.pages

    def place(self, title: str, description: str, section: str) -> Place:
        """Where it stands; its number follows the title and the description, which has no full stop yet."""
        suffix = "" if self.first else f", page {self.number} sur {self.pages}"
        return Place(
            address=next_page(self.address, self.number),
            title=f"{title}{suffix}",
            description=f"{description}{suffix}.",
            section=section,
        )


def sheets(address: str, items: tuple[Headline, ...], size: int) -> Iterator[Sheet]:
    """The pages of a list, as `paginated` cuts them."""
    pages = paginated(items, size)
    for number, held in enumerate(pages, 1):
        yield Sheet(address, held, number, len(pages))


def paginated(items: tuple[Item, ...], size: int) -> list[tuple[Item, ...]]:
    """Pages of `size`, cut from the oldest on: a new notice changes the first page only.

    The first one holds between half of `size` and one and a half; every `size` notices the others move
    one page on.
    """
    return [items[start:stop] for start, stop in bounds(len(items), size)]


def bounds(total: int, size: int) -> list[tuple[int, int]]:
    """Where each page of a list of `total` begins and ends, counted from its first member."""
    count = max(1, (total + size // 2) // size)
    first = total - (count - 1) * size
    return [(0, first), *((start, start + size) for start in range(first, total, size))]
