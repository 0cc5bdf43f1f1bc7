"""What feeds hold, told from the facts of years: the same as when every notice is looked at."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import force_setattr, replace
from tests.exploring import examples
from tests.publishing.conftest import CONFIGURATION

from cyberveille.map import FAMILIES, FeedFamily
from cyberveille.model import AlertStatus, Audience, Bulletin, Headline, Kind, Tlp, Vocabularies
from cyberveille.model.change import Change, ChangeNature
from cyberveille.model.configuration import Feeds
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.feeds import Selected
from cyberveille.publishing.feeds.selection import select
from cyberveille.publishing.feeds.spacing import Item, changes_of, notices_of
from cyberveille.publishing.shelf import Shelf

CLOCK = datetime(2026, 3, 1, tzinfo=UTC)
FEW = Feeds(min_entries=3, min_days=2)
# Few moments, close to each other, around the turn of years and the age at which entries leave.
MOMENTS = st.builds(
    lambda base, seconds: base + timedelta(seconds=seconds),
    st.sampled_from(
        (
            datetime(2024, 12, 31, 23, 59, 58, tzinfo=UTC),
            datetime(2025, 6, 1, tzinfo=UTC),
            CLOCK - timedelta(days=2),
            CLOCK - timedelta(hours=1),
        )
    ),
    st.integers(-3, 3),
)


@st.composite
def headlines(draw: st.DrawFn) -> list[Headline]:
    """Notices of all kinds, many of them at the same seconds."""
    made = []
    for number in range(draw(st.integers(0, 14))):
        kind = draw(st.sampled_from([Kind.BULLETIN, Kind.BULLETIN, Kind.ALERT, Kind.DOCUMENT]))
        published, later = draw(MOMENTS), draw(MOMENTS)
        updated = max(published, later) if draw(st.booleans()) else published
        changed = (Change(updated, 0, ChangeNature.REVISION),)
        made.append(
            Headline(
                id=f"CV-{published.year}-{kind.code}-{number:04d}",
                kind=kind,
                title="T",
                tlp=Tlp.CLEAR,
                published=published,
                updated=updated,
                digest=str(number),
                status=AlertStatus.ACTIVE if kind is Kind.ALERT and draw(st.booleans()) else None,
                changes=changed if updated != published else (),
            )
        )
    return sorted(made, key=lambda item: (item.published, item.id), reverse=True)


def _edition(items: list[Headline]) -> Edition:
    return Edition(
        configuration=replace(CONFIGURATION, feeds=FEW),
        vocabularies=Vocabularies(),
        audience=Audience(name="public"),
        clock=CLOCK,
        commit=None,
        headlines=tuple(items),
        pages=(),
        shelf=Shelf({}),
    )


def _plainly(edition: Edition, family: FeedFamily) -> tuple[Item, ...]:
    """What a feed holds, every notice decoded and spaced."""
    held = [item for item in edition.headlines if item.kind in family.kinds]
    if family.changes:
        return select(changes_of(held), edition.clock, FEW)
    notices = notices_of(edition.headlines)
    chosen = select((notices[item.id] for item in held), edition.clock, FEW)
    return tuple(dict.fromkeys((*chosen, *(notices[item.id] for item in held if item.active))))


@examples(300)
@given(headlines())
def test_a_feed_holds_what_a_look_at_everything_gives(items: list[Headline]) -> None:
    """The same entries under the same dates, whoever shares a second with whom."""
    edition = _edition(items)
    selected = Selected(edition, FAMILIES)
    for family in FAMILIES:
        assert selected.of(family) == _plainly(edition, family), family.name


def test_years_of_which_no_feed_holds_anything_stay_closed(
    edition_of: Callable[..., Edition], bulletin: Callable[..., Bulletin]
) -> None:
    """Forty notices of this year fill the feeds: those of ten years before are not decoded."""
    old = datetime(2016, 1, 1, tzinfo=UTC)
    notices = [bulletin(number, published=CLOCK - timedelta(hours=number)) for number in range(1, 41)]
    notices += [bulletin(100 + number, published=old + timedelta(days=number)) for number in range(40)]
    edition = replace(edition_of(*notices, now=CLOCK))
    opened: list[int] = []
    for part in edition.parts:
        year, items = part.facts.year, part.headlines

        class Watched:
            facts = part.facts
            path = ""
            places: dict[str, tuple[str, str]] = {}  # noqa: RUF012

            def __init__(self, year: int, items: tuple[Headline, ...]) -> None:
                self._year, self._items = year, items

            @property
            def headlines(self) -> tuple[Headline, ...]:
                opened.append(self._year)
                return self._items

        part.__dict__.pop("headlines", None)
        force_setattr(part, "sources", (Watched(year, items),))
    selected = Selected(edition, [family for family in FAMILIES if not family.changes])
    bulletins = next(family for family in FAMILIES if family.name == Kind.BULLETIN.section)
    assert len(selected.of(bulletins)) >= 30
    assert set(opened) <= {2025, 2026}
