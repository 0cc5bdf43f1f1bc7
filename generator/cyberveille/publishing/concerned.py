"""What an edition's notices say of products, as rules that lines of an inventory are compared with."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from cyberveille.concerned import Rules, compiled, together_of, told_by
from cyberveille.model import Headline, Notice
from cyberveille.publishing.edition import Edition


def asked(edition: Edition) -> Mapping[str, tuple[Headline, ...]]:
    """By year, the newest first, the notices that may concern a product."""
    years: defaultdict[str, list[Headline]] = defaultdict(list)
    for item in edition.headlines:
        if item.kind.watched and not item.withdrawn and not item.erased:
            years[item.year].append(item)
    return {year: tuple(years[year]) for year in sorted(years, reverse=True)}


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
    years = asked(edition)
    return tuple(item for items in years.values() for item in items), together_of(_parts(edition, years))


def _parts(edition: Edition, years: Mapping[str, tuple[Headline, ...]]) -> Iterator[tuple[int, Rules]]:
    first = 0
    for items in years.values():
        yield first, rules_of_year(edition, items)
        first += len(items)
