"""Lists: every notice once, and pages that a new one leaves alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.portal import Portal, bulletin

from cyberveille.publishing.pages.paging import paginated

COUNTS = st.integers(0, 400)
SIZES = st.integers(1, 60)


@given(COUNTS, SIZES)
def test_every_notice_is_on_one_page_in_order(count: int, size: int) -> None:
    """Nothing is lost or doubled; pages after the first are full, the first is neither tiny nor huge."""
    items = tuple(range(count))
    pages = paginated(items, size)
    assert sum(pages, ()) == items
    assert all(len(page) == size for page in pages[1:])
    assert 2 * len(pages[0]) < 3 * size or size == 1
    assert len(pages) == 1 or 2 * len(pages[0]) >= size


@given(COUNTS, SIZES)
def test_a_new_notice_changes_the_first_page_only(count: int, size: int) -> None:
    """All the others stand where they stood, counted from the oldest, also when it starts a page."""
    before = paginated(tuple(range(count)), size)
    after = paginated((-1, *range(count)), size)
    others = len(before) - 1
    assert after[len(after) - others :] == before[1:]
    assert len(after) - len(before) in {0, 1}


@pytest.fixture
def long_portal(portal: Portal) -> Portal:
    """Lists of several pages of five."""
    portal.edit("site_config.yml", "featured:", "lists: {per_page: 5}\nfeatured:")
    for number in range(10, 29):
        portal.write(f"bulletins/2026/CV-2026-BUL-{number:04d}.md", bulletin(number))
    portal.build()
    return portal


def test_publishing_writes_what_changed_and_nothing_else(long_portal: Portal) -> None:
    """The notice and its JSON, its neighbour, the first pages of lists, the feeds and the edition's own."""
    long_portal.write(
        "bulletins/2026/CV-2026-BUL-0040.md",
        bulletin(40).replace("2026-10-05T10:00", "2026-10-06T10:00"),
    )
    report = long_portal.build()
    assert not [path for path in report.written if "/page/" in path]
    notices = {path for path in report.written if path.startswith("bulletins/2026/")}
    assert notices == {
        "bulletins/2026/CV-2026-BUL-0040/index.html",
        "bulletins/2026/CV-2026-BUL-0040.json",
        "bulletins/2026/CV-2026-BUL-0028/index.html",
    }
    assert report.removed == ()


def test_later_pages_lead_on_without_counts(long_portal: Portal) -> None:
    """Filters are links there too; what changes with every notice stands on the first page only."""
    first, second = long_portal.page("bulletins"), long_portal.page("bulletins/page/3")
    assert 'class="cv-count"' in first
    assert 'class="cv-count"' not in second
    assert "/bulletins/severite/faible/" in second
    assert 'rel="prev" href="/bulletins/"' in second


def test_a_page_more_leaves_the_others_where_they_are(long_portal: Portal) -> None:
    """One page is new; the one that stood before the newest now leads to it."""
    before = {path for path in long_portal.files() if path.startswith("bulletins/page/")}
    written: set[str] = set()
    for number in range(40, 45):
        day = number - 33
        text = bulletin(number).replace("2026-10-05T10:00", f"2026-10-{day:02d}T10:00")
        long_portal.write(f"bulletins/2026/CV-2026-BUL-{number:04d}.md", text)
        report = long_portal.build()
        written |= {path for path in report.written if path.startswith("bulletins/page/")}
        assert not [path for path in report.removed if "/page/" in path]
    count = len(before)
    assert written == {f"bulletins/page/{count}/index.html", f"bulletins/page/{count + 1}/index.html"}
    assert f'rel="prev" href="/bulletins/page/{count + 1}/"' in long_portal.page(f"bulletins/page/{count}")


def test_each_page_says_what_it_holds_and_where_the_others_are(long_portal: Portal) -> None:
    """Its number and its days, without how many there are; the oldest and the newest are a step away."""
    long_portal.edit("bulletins/2026/CV-2026-BUL-0010.md", "2026-10-05T10:00", "2026-10-02T10:00")
    long_portal.build()
    middle, oldest = long_portal.page("bulletins/page/2"), long_portal.page("bulletins/page/1")
    days = '<time datetime="2026-10-0{}T10:00:00+02:00">{}\N{NO-BREAK SPACE}octobre 2026</time>'
    assert f"Page 2, du {days.format(5, 5)}</p>" in middle
    assert f" au {days.format(5, 5)}</p>" in oldest
    assert '<span aria-current="page">Page 2</span>' in middle
    assert '<span aria-current="page">Page la plus récente</span>' in long_portal.page("bulletins")
    assert " sur " not in middle.partition("cv-list__count")[2].partition("</p>")[0]
    assert 'href="/bulletins/page/1/">Page plus ancienne' in middle
    assert 'href="/bulletins/">Page la plus récente' in middle
    assert "Page plus ancienne" not in oldest
    assert "Page plus ancienne" in long_portal.page("bulletins")
