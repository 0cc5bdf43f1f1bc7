"""The clock of an edition, when it is not that of the wall, and what is judged ahead of it."""

from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner, Result
from tests.portal import Portal, bulletin

from cyberveille.cli import main

TOLD = "SOURCE_DATE_EPOCH date cette édition"


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def test_a_clock_of_another_day_is_said_by_each_build(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not by one that puts nothing in place, nor when the hour is given, nor on that very day."""
    build = ("build", "--root", str(portal.folder), "--no-search")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1791619200")
    assert TOLD in _run(*build).stderr
    assert TOLD in _run(*build).stderr
    assert TOLD not in _run(*build, "--dry-run").stderr
    assert TOLD not in _run(*build, "--now", "2026-10-10T10:00:00+02:00").stderr
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(datetime.now(UTC).timestamp())))
    assert TOLD not in _run(*build).stderr
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert TOLD not in _run(*build).stderr


@pytest.mark.parametrize("late", ["revision", "closed"])
@pytest.mark.parametrize("hours", [2, 24 * 30])
def test_what_will_refuse_the_edition_is_said_today(portal: Portal, late: str, hours: int) -> None:
    """An embargo brought forward, the dates left behind: a warning now, an error from that hour on."""
    hour = datetime(2026, 10, 20, 7, tzinfo=UTC)
    after = (hour + timedelta(hours=hours)).isoformat()
    if late == "revision":
        path = "bulletins/2026/CV-2026-BUL-0003.md"
        text = bulletin(3).replace("published: 2026-10-05T10:00:00+02:00", f"published: {hour.isoformat()}")
        portal.write(path, text.replace("date: 2026-10-05T10:00:00+02:00", f"date: {after}"))
    else:
        path = "alerts/2026/CV-2026-ALE-0003.md"
        text = (
            bulletin(3).replace("BUL-0003", "ALE-0003").replace("2026-10-05T10:00:00+02:00", hour.isoformat())
        )
        portal.write(path, text.replace("severity:", f"status: closed\nclosed: {after}\nseverity:"))
    check = ("check", "--root", str(portal.folder), "--now")
    today = _run(*check, "2026-10-10T10:00:00+02:00")
    assert today.exit_code == 0
    assert "[not-ahead-of-time]" in today.stdout
    assert "20 octobre 2026, 9 h" in today.stdout.replace("\u00a0", " ")
    assert _run(*check, (hour + timedelta(minutes=1)).isoformat()).exit_code == 1
    assert "not-ahead-of-time" not in _run(*check, (hour + timedelta(hours=hours + 1)).isoformat()).stdout


def test_an_embargo_in_order_is_not_spoken_of(portal: Portal) -> None:
    """Its first revision is at its hour."""
    portal.write("bulletins/2026/CV-2026-BUL-0003.md", bulletin(3).replace("2026-10-05T", "2026-10-20T"))
    told = _run("check", "--root", str(portal.folder), "--now", "2026-10-10T10:00:00+02:00").stdout
    assert told.startswith("Aucun constat")
