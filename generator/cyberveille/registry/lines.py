"""What the lines of notices about one product say of its versions."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from cyberveille.model import Product
from cyberveille.versions import (
    DEFAULT,
    Comparable,
    Fixed,
    Order,
    Reading,
    Scheme,
    Stated,
    Where,
    read,
    read_fixed,
    where_among,
)


class Line(Struct, frozen=True, dict=True):
    """A line of a notice, read where it is asked what it states: of very many, a page prints a few."""

    product: Product

    @cached_property
    def affected(self) -> Reading:
        """Read from the product's name where the notice has no more than that."""
        return read(self.product.product if self.product.affected is None else self.product.affected)

    @cached_property
    def fixed(self) -> Fixed | None:
        """None where the notice does not say."""
        return None if self.product.fixed is None else read_fixed(self.product.fixed)

    @property
    def fixed_versions(self) -> tuple[str, ...]:
        return self.fixed.versions if self.fixed else ()

    @property
    def doubtful(self) -> bool:
        """Whether it speaks of versions in a way that a person has to check."""
        return self.affected.stated is Stated.UNREAD or self.affected.condition is not None

    @property
    def bare(self) -> bool:
        """Whether nothing at all is said of versions."""
        return self.affected.stated is Stated.NOTHING and self.affected.condition is None


class Lines(Struct, frozen=True):
    """All that one notice says of one product, and how its versions compare."""

    lines: tuple[Line, ...]
    scheme: Scheme = DEFAULT

    def where(self, version: str) -> Where:
        """Where a version stands to what is affected; unknown is for a person to check."""
        return where_among(version, [line.affected for line in self.lines], self.scheme)

    @property
    def fixed(self) -> tuple[str, ...]:
        """The versions that correct, as written, each once."""
        return tuple(dict.fromkeys(version for line in self.lines for version in line.fixed_versions))

    @property
    def written(self) -> tuple[str, ...]:
        """What is said of corrections, as written, but for the word that there is none."""
        said = (line.fixed.text for line in self.lines if line.fixed is not None and not line.fixed.none)
        return tuple(dict.fromkeys(said))


def lines_about(products: Iterable[Product], member: str, scheme: Scheme = DEFAULT) -> Lines:
    """Those of a notice's lines that are about a product; `member` as in `Named`."""
    own = (item for item in products if item.named is not None and item.named.member == member)
    return Lines(tuple(map(Line, own)), scheme)


def latest(versions: Sequence[str], scheme: Scheme = DEFAULT) -> tuple[str, ...]:
    """Of versions, those that none of the others is later than: one, where all compare."""
    read_so = {text: version for text in dict.fromkeys(versions) if (version := scheme(text)) is not None}
    return tuple(_latest(read_so))


def _latest(read_so: dict[str, Comparable]) -> Iterator[str]:
    kept: list[Comparable] = []
    for text, version in read_so.items():
        if any(other.compare(version) is Order.GREATER for other in read_so.values()):
            continue
        if not any(other.compare(version) is Order.EQUAL for other in kept):
            kept.append(version)
            yield text
