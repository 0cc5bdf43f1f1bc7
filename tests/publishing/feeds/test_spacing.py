"""Dates inside a feed: each differs, in order, and none depends on how the feed is cut."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree  # type: ignore[import-untyped]
from tests.exploring import examples

from cyberveille.model import AlertStatus, Revision
from cyberveille.publishing import feeds
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.feeds.spacing import spaced

Make = Callable[..., Any]

_ATOM = "{http://www.w3.org/2005/Atom}"
NINE = datetime(2026, 11, 23, 8, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def _dates(edition: Edition) -> dict[str, list[datetime]]:
    """By the path of each feed, the dates that its readers sort by, in the order of the file."""
    found: dict[str, list[datetime]] = {}
    for output in feeds.outputs(edition):
        data = output.render()
        if output.path.endswith(".json"):
            found[output.path] = [
                datetime.fromisoformat(item["date_modified"]) for item in json.loads(data)["items"]
            ]
        elif output.path.endswith(".rss.xml"):
            items = etree.fromstring(data).iter("pubDate")
            found[output.path] = [parsedate_to_datetime(item.text) for item in items]
        else:
            items = etree.fromstring(data).findall(f"{_ATOM}entry/{_ATOM}updated")
            found[output.path] = [datetime.fromisoformat(item.text) for item in items]
    return found


def _titles(edition: Edition, name: str = "tout") -> list[str]:
    [data] = [item.render() for item in feeds.outputs(edition) if item.path == f"flux/{name}.feed.json"]
    return [item["title"] for item in json.loads(data)["items"]]


@given(
    st.lists(
        st.tuples(
            st.datetimes(NINE.replace(tzinfo=None), NINE.replace(tzinfo=None) + SECOND * 4),
            st.booleans(),
            st.integers(1, 50).map(str),
        ),
        unique_by=lambda item: item[2],
    )
)
@examples(100)
def test_later_moments_stay_later_and_none_is_twice(moments: list[tuple[datetime, bool, str]]) -> None:
    """To the second; whatever differs already, and meets nobody, is left alone."""
    found = spaced((moment.replace(tzinfo=UTC), marked, key) for moment, marked, key in moments)
    dates = sorted(found.values())
    assert len(set(dates)) == len(moments)
    assert all(date.microsecond == 0 for date in dates)
    for moment, _, key in moments:
        floor = moment.replace(tzinfo=UTC, microsecond=0)
        assert floor <= found[key] <= floor + SECOND * len(moments)
    ordered = sorted(moments, key=lambda item: found[item[2]])
    seconds = [moment.replace(microsecond=0) for moment, _, _ in ordered]
    assert seconds == sorted(seconds)


def test_the_dates_of_every_feed_differ_and_go_down(edition_of: Make, bulletin: Make, alert: Make) -> None:
    """Notices and revisions of one second, an old one revised among new ones: in every format."""
    notices = [bulletin(number, published=NINE) for number in range(1, 8)]
    old = NINE - timedelta(days=100)
    notices += [
        bulletin(
            number,
            published=old,
            revisions=(
                Revision(date=old, change="Version initiale"),
                Revision(date=NINE, change="Correctif"),
            ),
        )
        for number in range(8, 12)
    ]
    dates = _dates(edition_of(*notices, alert(1, published=NINE), alert(2, published=NINE - SECOND)))
    for path, found in dates.items():
        assert found == sorted(set(found), reverse=True), path
    assert len(dates["flux/tout.rss.xml"]) == 13
    assert len(dates["flux/revisions.rss.xml"]) == 4


def test_a_date_does_not_move_when_others_leave_the_feed(edition_of: Make, bulletin: Make) -> None:
    """`published` is a promise, kept while a feed grows and forgets."""
    few = [bulletin(number, published=NINE) for number in range(1, 16)]
    more = [bulletin(number, published=NINE + timedelta(hours=number)) for number in range(20, 30)]
    clock = NINE + timedelta(days=30)
    before, after = (
        {item["id"]: item["date_published"] for item in json.loads(output.render())["items"]}
        for edition in (edition_of(*few, now=clock), edition_of(*few, *more, now=clock))
        for output in feeds.outputs(edition)
        if output.path == "flux/tout.feed.json"
    )
    kept = before.keys() & after.keys()
    assert 0 < len(kept) < len(before)
    assert all(before[key] == after[key] for key in kept)


def test_an_alert_in_force_heads_what_comes_with_it(edition_of: Make, bulletin: Make, alert: Make) -> None:
    """Published with bulletins whose identifiers come later, it is what a reader of the feed sees first."""
    notices = [bulletin(number, published=NINE) for number in range(1, 40)]
    edition = edition_of(*notices, alert(1, title="En cours", published=NINE))
    assert _titles(edition)[0] == "[Alerte critique] En cours"
    for path, data in ((item.path, item.render()) for item in feeds.outputs(edition)):
        if path == "flux/tout.rss.xml":
            assert etree.fromstring(data).findtext("channel/item/title") == "[Alerte critique] En cours"


def test_a_closed_alert_keeps_its_date(edition_of: Make, bulletin: Make, alert: Make) -> None:
    """So do those published with it."""
    over = {"status": AlertStatus.CLOSED, "closed": NINE + timedelta(hours=1)}
    before, after = (
        _dates(edition_of(bulletin(1, published=NINE), alert(1, published=NINE, **changes)))
        for changes in ({}, over)
    )
    assert before["flux/tout.rss.xml"] == after["flux/tout.rss.xml"]


def test_an_alert_in_force_never_leaves_its_feeds(edition_of: Make, bulletin: Make, alert: Make) -> None:
    """However many bulletins came since; once closed it goes as they do."""
    since = [bulletin(number, published=NINE + timedelta(hours=number)) for number in range(1, 300)]
    clock = NINE + timedelta(days=30)
    urgent = alert(1, title="En cours", published=NINE)
    assert "[Alerte critique] En cours" in _titles(edition_of(*since, urgent, now=clock))
    closed = alert(1, title="En cours", published=NINE, status=AlertStatus.CLOSED, closed=NINE)
    assert "[Alerte close] En cours" not in _titles(edition_of(*since, closed, now=clock))
