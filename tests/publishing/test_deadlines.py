"""The page of what is to be treated, by date."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from tests import portal as portals
from tests.portal import NOW, Portal

from cyberveille.model import Action, Headline, Severity
from cyberveille.publishing.deadlines import SHOWN, deadlines_of, since
from cyberveille.publishing.pages.deadlines import weeks

Make = Callable[..., Any]
DAY = "action: {{deadline: {}}}\n"
BOTH = "action: {deadline: 2026-10-23, exposed_deadline: 2026-10-20}\n"


def test_of_one_day_exposed_systems_come_first_then_the_gravest(bulletin: Make) -> None:
    """And of different days, the earlier one."""
    day, next_day = date(2026, 11, 30), date(2026, 12, 1)
    made = [
        bulletin(1, severity=Severity.LOW, action=Action(deadline=day)),
        bulletin(2, severity=None, action=Action(deadline=day)),
        bulletin(3, severity=Severity.CRITICAL, action=Action(deadline=day)),
        bulletin(4, severity=Severity.LOW, action=Action(exposed_deadline=day, deadline=next_day)),
    ]
    for notices in (made, made[::-1]):
        found = deadlines_of(map(Headline.of, notices))
        assert [(item.item.id[-1], item.exposed) for item in found] == [
            ("4", True),
            ("3", False),
            ("1", False),
            ("2", False),
            ("4", False),
        ]


def test_a_week_begins_on_monday_and_keeps_exposed_systems_apart(bulletin: Make) -> None:
    """Sunday still belongs to the week before."""
    days = (date(2026, 11, 29), date(2026, 11, 30))
    made = [bulletin(number, action=Action(deadline=day)) for number, day in enumerate(days, 1)]
    made.append(bulletin(3, action=Action(exposed_deadline=days[1])))
    found = weeks(deadlines_of(map(Headline.of, made)))
    assert [(week.monday, len(week.exposed), len(week.others)) for week in found] == [
        (date(2026, 11, 23), 0, 1),
        (date(2026, 11, 30), 1, 1),
    ]


@pytest.mark.parametrize(
    ("clock", "shown"), [("2026-12-31T22:59:59Z", True), ("2026-12-31T23:00:00Z", False)]
)
def test_what_is_past_stays_a_month_counted_in_paris(bulletin: Make, clock: str, *, shown: bool) -> None:
    """Until the end of the day in Paris, an hour before that of UTC."""
    found = deadlines_of([Headline.of(bulletin(action=Action(deadline=date(2026, 11, 30))))])
    assert bool(since(found, datetime.fromisoformat(clock), SHOWN)) is shown


def test_the_page_says_what_when_and_for_which_systems(portal: Portal) -> None:
    """As plain text, without a script; dates of a withdrawn notice are no longer to be kept."""
    gone = "withdrawn: {date: 2026-10-06T10:00:00+02:00, reason: Une erreur.}\n"
    portal.write("bulletins/2026/CV-2026-BUL-0009.md", portals.bulletin(9, title="Pompe Zêta", extra=BOTH))
    portal.write(
        "bulletins/2026/CV-2026-BUL-0010.md",
        portals.bulletin(10, title="Pompe Oméga", extra=DAY.format("2026-10-24") + gone).replace(
            "T10:00", "T10:01"
        ),
    )
    portal.build()
    page = portal.page("echeances")
    text = " ".join(re.sub(r"<[^>]*>", " ", page).split())
    assert "Semaine du 19 octobre 2026" in text
    exposed, others = text.index("Systèmes exposés à Internet"), text.rindex("Pompe Zêta")
    assert exposed < text.index("Pompe Zêta") < others
    assert text.count("Pompe Zêta") == 2
    assert "Pompe Oméga" not in text
    assert 'data-technologies="imagerie"' in page
    assert '<option value="imagerie">' in page


def test_a_page_of_deadlines_is_there_where_there_are_some(portal: Portal) -> None:
    """Neither the page nor a calendar where there never was any; the frame and the plan do not lead there."""
    kept = "revisions/2026/CV-2026-BUL-0002.r1.md"
    for path in ("bulletins/2026/CV-2026-BUL-0002.md", "alerts/2026/CV-2026-ALE-0001.md", kept):
        text = portal.read(path)
        portal.write(path, re.sub(r"^action: .*\n", "", text, flags=re.MULTILINE))
    portal.build()
    files = portal.files()
    assert not [path for path in files if path.startswith("echeances")]
    assert b"/echeances/" not in files["index.html"]


def test_a_day_that_passes_writes_the_page_again_once_a_month_is_over(portal: Portal) -> None:
    """Days left are worked out in the browser: the page holds none."""
    portal.build()
    assert "echeances/index.html" not in portal.build(NOW + timedelta(days=1)).written
    assert "echeances/index.html" in portal.build(NOW + timedelta(days=40)).written


def test_a_list_announces_the_feed_and_the_calendar_of_the_same(portal: Portal) -> None:
    """On its first page, to programs and to people; what nobody follows announces nothing."""
    portal.build()
    page = portal.page("bulletins/technologie/acces-distant")
    head, _, main = page.partition("</head>")
    for address, media in (
        ("/flux/technologie/acces-distant.rss.xml", "application/rss+xml"),
        ("/flux/technologie/acces-distant.atom.xml", "application/atom+xml"),
        ("/flux/technologie/acces-distant.feed.json", "application/feed+json"),
        ("/echeances/technologie/acces-distant.ics", "text/calendar"),
    ):
        assert re.search(f'rel="alternate" type="{re.escape(media)}" [^>]*href="{address}"', head)
        assert f'href="{address}"' in main
        assert (portal.output / address.lstrip("/")).is_file()
    assert "/flux/exploitees.rss.xml" in portal.page("bulletins/exploitation/exploitees")
    assert 'class="cv-follow"' not in portal.page("bulletins/annee/2026")
    assert 'class="cv-follow"' not in portal.page("bulletins/portee/standard")
