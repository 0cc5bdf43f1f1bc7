"""However many lists and feeds there are, a publish writes what changed: files are counted."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Any

import pytest
from msgspec.structs import replace

from cyberveille.map import FAMILIES
from cyberveille.model import Bulletin, Scope, Term, Vocabularies, Vocabulary
from cyberveille.publishing import calendars, exports, feeds, pages
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.frame import SLOTS, Frame
from cyberveille.publishing.press import Press

pytestmark = pytest.mark.slow

Make = Callable[..., Any]
Crowd = Callable[..., Edition]

NOTICES, TERMS = 3_000, 1_000
MOST_PUBLISHED, MOST_IDLE = 60, 20
START = datetime(2020, 1, 1, 8, tzinfo=UTC)
NOW = START + timedelta(hours=12 * NOTICES)


@pytest.fixture
def crowded(edition_of: Make, bulletin: Make) -> Crowd:
    """An edition of some notices, two of a thousand terms each; every term has a feed and a calendar."""
    terms = tuple(
        Term(id=f"t{number}", label=f"Terme {number}", scope=Scope.HEALTH) for number in range(TERMS)
    )
    vocabularies = Vocabularies(technologies=Vocabulary("technologies", terms))

    def made(number: int) -> Bulletin:
        notice = bulletin(
            number,
            published=START + timedelta(hours=12 * number),
            technologies=(f"t{number % TERMS}", f"t{number * 7 % TERMS}"),
        )
        assert isinstance(notice, Bulletin)
        return notice

    def crowd(count: int, now: datetime = NOW) -> Edition:
        edition = edition_of(*map(made, range(1, count + 1)), now=now)
        assert isinstance(edition, Edition)
        return replace(edition, vocabularies=vocabularies)

    return crowd


def _keys(edition: Edition) -> dict[str, bytes]:
    frame = Frame(
        ("",) * (len(SLOTS) + 1), tuple(sorted(SLOTS)), "Portail", "https://portail.example.org/", "/", (), {}
    )
    press = Press(edition.configuration, edition.vocabularies, frame)

    def outputs() -> Iterator[Any]:
        yield from chain(pages.outputs(edition, press), exports.outputs(edition))
        yield from chain(feeds.outputs(edition), calendars.outputs(edition))

    return {item.path: item.key for item in outputs()}


def _to_write(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    return {path for path, key in after.items() if before.get(path) != key}


def test_a_publish_writes_what_changed(crowded: Crowd) -> None:
    """Its own files, its neighbour's page, the lists and feeds that hold it."""
    before, after = _keys(crowded(NOTICES)), _keys(crowded(NOTICES + 1))
    assert len(after) > NOTICES * 2 + TERMS + TERMS * 4
    assert len(_to_write(before, after)) <= MOST_PUBLISHED


def test_an_idle_build_writes_next_to_nothing(crowded: Crowd) -> None:
    """An hour later the edition tells the time; the next day four families of feeds are alive."""
    before = _keys(crowded(NOTICES))
    later = _to_write(before, _keys(crowded(NOTICES, NOW + timedelta(hours=1))))
    assert len(later) <= MOST_IDLE
    assert not [path for path in later if path.startswith("flux/")]
    tomorrow = _to_write(before, _keys(crowded(NOTICES, NOW + timedelta(days=1))))
    assert len(tomorrow) <= MOST_IDLE
    assert {path.split(".")[0] for path in tomorrow if path.startswith("flux/")} == {
        f"flux/{family.name}" for family in FAMILIES if family.alive
    }
