"""Four hundred publications in a row: none of them indexes many notices again."""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from msgspec import structs

from cyberveille.catalogue.rows import Row
from cyberveille.publishing.search import generations
from cyberveille.publishing.search.generations import PAPERS, PART, STEP, together

COUNT = 400
NEWEST = PAPERS + 2 * STEP
USUAL = NEWEST + PART + 2 * STEP
"""What a new notice may index again: the newest, and the part of a year that some of them leave for."""


def _rows(years: range, of_a_year: int) -> Iterator[Row]:
    """As many bulletins in each year, the oldest first."""
    for year in years:
        begun = datetime(year, 1, 1, 12, tzinfo=UTC)
        for number in range(of_a_year):
            moment = begun + timedelta(days=365) * (number / of_a_year)
            yield Row(f"CV-{year}-BUL-{number + 1:04d}", moment, "", erased=False)


def _moved(publications: Sequence[Sequence[Row]]) -> list[int]:
    """How many notices each publication after the first indexes again, whole editions given oldest first."""
    counts: list[int] = []
    known: dict[str, tuple[Row, ...]] = {}
    for notices in publications:
        made = {name: tuple(rows) for name, rows in together((), notices).items()}
        counts.append(sum(len(rows) for name, rows in made.items() if known.get(name) != rows))
        known = made
    return counts[1:]


@pytest.mark.parametrize("of_a_year", [900, 1900])
def test_one_after_another(of_a_year: int) -> None:
    """At the end of a year and into the next one, whether its parts were cut in two or in four."""
    archive = [*_rows(range(2026, 2027), of_a_year)]
    published = len(archive) - COUNT // 2
    moments = [archive[-1].published + timedelta(hours=number) for number in range(1, COUNT // 2 + 1)]
    next_year = [
        Row(f"CV-2027-BUL-{number:04d}", moment + timedelta(days=2), "", erased=False)
        for number, moment in enumerate(moments, 1)
    ]
    every = archive + next_year
    counts = _moved([every[:end] for end in range(published, published + COUNT + 1)])
    assert len(counts) == COUNT
    assert max(counts) <= USUAL
    assert sum(counts) / COUNT < 2 * NEWEST


def test_wherever_it_takes_its_place() -> None:
    """Of any year, revised or withdrawn, or a year that few had: the most is three parts and the newest."""
    chance = random.Random(1)
    notices = [*_rows(range(2021, 2027), PART - 20)]
    editions = [list(notices)]
    for number in range(COUNT):
        place = chance.randrange(len(notices))
        if number % 3:
            former = notices[place]
            moment = former.published + timedelta(seconds=chance.randrange(1, 3600))
            name = f"{former.id.rpartition('-')[0]}-{5000 + number}"
            notices.insert(place + 1, structs.replace(former, id=name, published=moment))
        else:
            notices[place] = structs.replace(notices[place], digest=f"{number}")
        editions.append(list(notices))
    counts = _moved(editions)
    assert max(counts) <= NEWEST + 3 * PART
    assert sum(counts) / COUNT < 2 * PART


def test_papers_of_any_year_are_parted_and_stay_in_order() -> None:
    """By when in its year each was published; every one stands once, the oldest first within each part."""
    papers = [
        structs.replace(row, id=row.id.replace("BUL", "DOC"))
        for row in _rows(range(2019, 2027), 2 * PART // 3)
    ]
    made = together(papers, ())
    assert len(made) > 2
    assert all(list(rows) == sorted(rows, key=lambda row: row.place) for rows in made.values())
    assert sorted(row.id for rows in made.values() for row in rows) == sorted(row.id for row in papers)
    assert all(len(rows) <= PART for rows in made.values())
    for name, held in made.items():
        begins = name.partition("-")[2]
        assert all(f"{generations._second(row):0{generations._BITS}b}".startswith(begins) for row in held)


def test_a_year_is_cut_without_its_notices_being_gone_through(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten thousand of them: a few are looked at for each cut."""
    notices = list(_rows(range(2025, 2027), 5_000))
    asked: list[Row] = []
    second = generations._second

    def counted(row: Row) -> int:
        asked.append(row)
        return second(row)

    monkeypatch.setattr(generations, "_second", counted)
    assert len(together((), notices)) > 10
    assert len(asked) < 1_000
