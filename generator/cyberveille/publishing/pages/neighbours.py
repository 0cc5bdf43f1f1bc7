"""The notices just before and just after another of the same kind."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from cyberveille.model import Headline


class Neighbours(Struct, frozen=True):
    newer: Headline | None
    older: Headline | None

    @property
    def titles(self) -> tuple[tuple[str, str], ...]:
        """What a page prints of them."""
        return tuple((item.id, item.title) if item else ("", "") for item in (self.newer, self.older))


ALONE = Neighbours(None, None)


def neighbours(
    items: Sequence[Headline], around: Neighbours = ALONE
) -> Iterator[tuple[Headline, Neighbours]]:
    """Each of `items`, newest first, with its neighbours; `around` are those of all of them."""
    for position, item in enumerate(items):
        newer = items[position - 1] if position else around.newer
        older = items[position + 1] if position + 1 < len(items) else around.older
        yield item, Neighbours(newer, older)
