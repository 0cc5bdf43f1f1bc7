"""A build that has nothing to say sends nothing: every file stays as it is, dates included."""

import json
import subprocess
import sys
from datetime import datetime, timedelta

import pytest
from tests.portal import NOW, AlreadyBuilt, Portal, bulletin

HOUR = timedelta(hours=1)
ADDRESS = "bulletins/2026/CV-2026-BUL-0009.md"


def _date(portal: Portal) -> datetime:
    facts = json.loads((portal.output / "edition.json").read_text(encoding="utf-8"))
    return datetime.fromisoformat(facts["date"])


@pytest.mark.parametrize("search", [False, True])
def test_nothing_changed_writes_nothing(already_built: AlreadyBuilt, search: bool) -> None:
    """Every five minutes, all day: the same bytes, the same times."""
    portal = already_built(search=search)
    before = portal.files()
    times = {path: (portal.output / path).stat().st_mtime_ns for path in before}
    for hours in (1, 2, 5):
        report = portal.build(NOW + HOUR * hours, search=search)
        assert (report.rendered, report.written, report.removed) == (0, (), ())
    assert portal.files() == before
    assert {path: (portal.output / path).stat().st_mtime_ns for path in before} == times
    assert _date(portal) == NOW


def test_compressed_siblings_stay_too(portal: Portal) -> None:
    """They follow their files."""
    portal.write("site_config.yml", portal.read("site_config.yml") + "precompress: [br, gz]\n")
    portal.build()
    assert portal.build(NOW + HOUR).written == ()


def test_what_changes_dates_the_edition(already_built: AlreadyBuilt) -> None:
    """Something to say, and the edition bears the hour of the build on all that dates it."""
    portal = already_built()
    portal.write(ADDRESS, bulletin(9))
    written = portal.build(NOW + HOUR).written
    assert {"etat.json", "edition.json", "index.html", "edition/index.html"} <= set(written)
    assert _date(portal) == NOW + HOUR


def test_what_is_removed_dates_the_edition(already_built: AlreadyBuilt) -> None:
    """As much as what is added."""
    portal = already_built()
    (portal.folder / "content/pages/a-propos.md").unlink()
    portal.edit("site_config.yml", "  - {title: À propos, address: a-propos/}\n", "  []\n")
    assert portal.build(NOW + HOUR).removed
    assert _date(portal) == NOW + HOUR


def test_an_embargo_that_ends_dates_the_edition(portal: Portal) -> None:
    """No source changed: the hour did."""
    portal.write(ADDRESS, bulletin(9).replace("2026-10-05T10:00:00+02:00", "2026-10-10T10:30:00+02:00"))
    portal.build()
    assert portal.build(NOW + HOUR / 4).written == ()
    assert portal.build(NOW + HOUR).written
    assert _date(portal) == NOW + HOUR


def test_once_a_day_it_says_that_it_is_alive(already_built: AlreadyBuilt) -> None:
    """The dated files, and the four main families of feeds: nothing else."""
    portal = already_built()
    written = portal.build(NOW + timedelta(days=1)).written
    assert _date(portal) == NOW + timedelta(days=1)
    feeds = {path.split(".")[0] for path in written if path.startswith("flux/")}
    assert feeds == {"flux/alertes", "flux/bulletins", "flux/documents", "flux/tout"}
    assert set(written) - {path for path in written if path.startswith("flux/")} == {
        "etat.json",
        "edition.json",
        "index.html",
        "edition/index.html",
    }


def test_a_clock_that_goes_back_keeps_no_date_to_come(already_built: AlreadyBuilt) -> None:
    """An edition is never dated after its own clock."""
    portal = already_built()
    portal.build(NOW - HOUR)
    assert _date(portal) == NOW - HOUR


def test_what_renders_is_loaded_by_what_is_rendered() -> None:
    """A build that has nothing to write loads neither templates nor what writes feeds and calendars."""
    script = """
import sys
import cyberveille.publishing.build
print(*({"feedgen", "icalendar", "jinja2", "lxml", "mkdocs"} & sys.modules.keys()))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    assert done.stdout == "\n"
