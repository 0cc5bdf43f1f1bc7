"""Which notices a feed holds."""

from collections.abc import Callable
from datetime import timedelta

from cyberveille.model import Bulletin, Headline, Revision
from cyberveille.model.configuration import Feeds
from cyberveille.publishing.feeds.selection import select

Make = Callable[..., Bulletin]


def _ids(chosen: tuple[Headline, ...]) -> list[str]:
    return [item.id for item in chosen]


def _spaced(bulletin: Make, count: int, apart: timedelta) -> list[Headline]:
    """`count` bulletins, the first the newest, published one hour before the clock of the tests."""
    newest = bulletin().published
    return [
        Headline.of(bulletin(number, published=newest - apart * position))
        for position, number in enumerate(range(count, 0, -1))
    ]


def test_keeps_at_least_the_minimum_of_entries(bulletin: Make) -> None:
    """Old notices fill a quiet feed up to the minimum, no further."""
    headlines = _spaced(bulletin, 30, timedelta(days=30))
    chosen = select(headlines, bulletin().published, Feeds())
    assert _ids(chosen) == _ids(tuple(headlines[:20]))


def test_keeps_everything_of_the_last_days(bulletin: Make) -> None:
    """A busy week does not push out an entry that is not yet eight days old."""
    headlines = _spaced(bulletin, 60, timedelta(hours=6))
    clock = bulletin().published
    chosen = select(headlines, clock, Feeds())
    assert len(chosen) == 8 * 4 + 1
    assert all(item.updated >= clock - timedelta(days=8) for item in chosen)


def test_the_limit_of_days_is_inclusive_to_the_second(bulletin: Make) -> None:
    """An entry leaves one second after its eight days, not before."""
    rules = Feeds(min_entries=0)
    headlines = [Headline.of(bulletin())]
    last = bulletin().published + timedelta(days=8)
    assert select(headlines, last, rules)
    assert not select(headlines, last + timedelta(seconds=1), rules)


def test_a_revision_brings_an_old_notice_back(bulletin: Make) -> None:
    """An old notice revised today comes first and stays its eight days."""
    clock = bulletin().published
    old = clock - timedelta(days=300)
    revised = bulletin(
        1,
        published=old,
        revisions=(
            Revision(date=old, change="Version initiale"),
            Revision(date=clock, change="Correctif disponible"),
        ),
    )
    others = _spaced(bulletin, 40, timedelta(hours=12))[1:]
    chosen = select([*others, Headline.of(revised)], clock, Feeds())
    assert chosen[0].id == revised.id


def test_ties_are_broken_by_identifier(bulletin: Make) -> None:
    """Notices of one moment come in the same order however they were read."""
    headlines = [Headline.of(bulletin(number)) for number in (2, 3, 1)]
    clock = bulletin().published
    expected = ["CV-2026-BUL-0003", "CV-2026-BUL-0002", "CV-2026-BUL-0001"]
    assert _ids(select(headlines, clock, Feeds())) == expected
    assert _ids(select(headlines[::-1], clock, Feeds())) == expected
