"""What an edition's notices say of products, as rules that lines of an inventory are compared with."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from cyberveille.concerned import Rules, compiled, together_of, told_by
from cyberveille.model import Headline, Notice
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.headlines import Part


def asked(edition: Edition) -> Mapping[str, tuple[Part, ...]]:
    """By year, the last first, the parts with a notice of it that may concern a product."""
    years: defaultdict[str, list[Part]] = defaultdict(list)
    for part in edition.parts:
        for year in part.facts.standing:
            years[year].append(part)
    return {year: tuple(years[year]) for year in sorted(years, reverse=True)}


def notices_of_year(year: str, parts: Iterable[Part]) -> tuple[Headline, ...]:
    """Of these parts, the notices of a year that may concern a product, newest first."""
    found = (item for part in parts for item in part.headlines if item.year == year and _stands(item))
    return tuple(sorted(found, key=lambda item: (item.published, item.id), reverse=True))


def _stands(item: Headline) -> bool:
    return item.kind.watched and not item.withdrawn and not item.erased


def rules_of_year(edition: Edition, items: tuple[Headline, ...]) -> Rules:
    """The rules of the notices of a year by their places; nothing of another year changes them."""
    notices = (edition.notice(item.id) for item in items)
    return compiled(
        (
            (number, told_by(notice.title, notice.products, notice.aliases, notice.body))
            for number, notice in enumerate(notices)
            if isinstance(notice, Notice)
        ),
        edition.registry,
    )


def rules_of(edition: Edition) -> tuple[tuple[Headline, ...], Rules]:
    """All those notices, and their rules by their places."""
    years = {year: notices_of_year(year, parts) for year, parts in asked(edition).items()}
    return tuple(item for items in years.values() for item in items), together_of(_parts(edition, years))


def _parts(edition: Edition, years: Mapping[str, tuple[Headline, ...]]) -> Iterator[tuple[int, Rules]]:
    first = 0
    for items in years.values():
        yield first, rules_of_year(edition, items)
        first += len(items)
