"""What an edition's notices say of products, as rules that lines of an inventory are compared with."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from cyberveille.model import Headline
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.headlines import Part, of_year, parts_by

if TYPE_CHECKING:
    from cyberveille.concerned import Rules, Told


def asked(edition: Edition) -> Mapping[str, tuple[Part, ...]]:
    """By year, the last first, the parts with a notice of it that may concern a product."""
    return parts_by(edition.parts, lambda facts: facts.standing)


def notices_of_year(year: str, parts: Iterable[Part]) -> tuple[Headline, ...]:
    """Of these parts, the notices of a year that may concern a product, newest first."""
    return tuple(item for item in of_year(year, parts) if item.standing)


def told_in(edition: Edition, items: Iterable[Headline]) -> Iterator[tuple[int, Headline, "Told"]]:
    """What each of some notices says of products, with its place among them."""
    # What makes rules is loaded when a year is written.
    from cyberveille.concerned import told_by  # noqa: PLC0415

    for number, item in enumerate(items):
        notice = edition.notice(item.id)
        yield number, item, told_by(notice.title, notice.products, notice.aliases, notice.body)


def rules_of_year(edition: Edition, items: tuple[Headline, ...]) -> "Rules":
    """The rules of the notices of a year by their places; nothing of another year changes them."""
    from cyberveille.concerned import compiled  # noqa: PLC0415 - as above

    return compiled(((number, told) for number, _, told in told_in(edition, items)), edition.registry)


def rules_of(edition: Edition) -> tuple[tuple[Headline, ...], "Rules"]:
    """All those notices, and their rules by their places."""
    from cyberveille.concerned import together_of  # noqa: PLC0415 - as above

    years = {year: notices_of_year(year, parts) for year, parts in asked(edition).items()}
    return tuple(item for items in years.values() for item in items), together_of(_parts(edition, years))


def _parts(edition: Edition, years: Mapping[str, tuple[Headline, ...]]) -> Iterator[tuple[int, "Rules"]]:
    first = 0
    for items in years.values():
        yield first, rules_of_year(edition, items)
        first += len(items)
